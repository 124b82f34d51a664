package source

import (
	"go/ast"
	"go/constant"
	"go/types"
)

// This file says what a type is, so that all packages mean the same by it. Each
// function takes nil for an unknown type, and answers no.
//
// If a name ends in Like, the function asks what a type looks like, whoever has
// declared it. The others ask for the one type of the standard library.

// IsContext reports whether t is context.Context. Fixes ask this question, since what
// they write has to compile. To learn what ends a wait, ask IsContextLike.
func IsContext(t types.Type) bool { return IsNamed(t, "context", "Context") }

// IsContextLike reports whether a wait on a value of type t ends as one on a
// context does: t is context.Context, or has a method Done that returns a channel
// and a method Err, as the contexts of frameworks do.
func IsContextLike(t types.Type) bool {
	if t == nil {
		return false
	}
	if n, ok := types.Unalias(t).(*types.Named); ok && n.Obj().Pkg() != nil && n.Obj().Pkg().Path() == "context" {
		return n.Obj().Name() == "Context"
	}
	if _, ok := t.Underlying().(*types.Basic); ok {
		return false
	}
	done := Method(t, "Done", nil)
	if done == nil || done.Signature().Results().Len() != 1 || !IsChan(done.Signature().Results().At(0).Type()) {
		return false
	}
	return Method(t, "Err", nil) != nil
}

// IsCancelFunc reports whether t is the type of a function that ends a context:
// context.CancelFunc or context.CancelCauseFunc.
func IsCancelFunc(t types.Type) bool {
	return IsNamed(t, "context", "CancelFunc") || IsNamed(t, "context", "CancelCauseFunc")
}

// TakesContext reports whether a function with the signature gets a context: as a
// parameter, or from a parameter that has a method Context without parameters.
func TakesContext(sig *types.Signature) bool {
	for v := range sig.Params().Variables() {
		if IsContextLike(v.Type()) {
			return true
		}
		if fn := Method(v.Type(), "Context", nil); fn != nil && fn.Signature().Params().Len() == 0 {
			return true
		}
	}
	return false
}

// errorType is the predeclared type error.
func errorType() types.Type { return types.Universe.Lookup("error").Type() }

// IsError reports whether t is the interface error itself.
func IsError(t types.Type) bool { return t != nil && types.Identical(t, errorType()) }

// ImplementsError reports whether values of type t are errors.
func ImplementsError(t types.Type) bool {
	return t != nil && types.Implements(t, errorType().Underlying().(*types.Interface))
}

// EndsInError reports whether the last of a function's results is of type error.
func EndsInError(results *types.Tuple) bool {
	n := results.Len()
	return n > 0 && IsError(results.At(n-1).Type())
}

// IsTimer reports whether t is time.Timer or time.Ticker, or a pointer to one.
func IsTimer(t types.Type) bool {
	return IsNamed(Pointee(t), "time", "Timer") || IsNamed(Pointee(t), "time", "Ticker")
}

// IsTime reports whether t is time.Time.
func IsTime(t types.Type) bool { return IsNamed(t, "time", "Time") }

// IsDuration reports whether t is time.Duration.
func IsDuration(t types.Type) bool { return IsNamed(t, "time", "Duration") }

// IsDurationLike reports whether t is a type of integers that is called Duration:
// time's, or one that a package has made of it to read it from a configuration.
func IsDurationLike(t types.Type) bool {
	n, ok := types.Unalias(t).(*types.Named)
	return ok && n.Obj().Name() == "Duration" && IsInteger(n)
}

// IsWaitGroup reports whether t is sync.WaitGroup or a pointer to it.
func IsWaitGroup(t types.Type) bool { return IsNamed(Pointee(t), "sync", "WaitGroup") }

// IsWaitGroupLike reports whether t, or what it points to, is a type that is called
// WaitGroup: sync's, or one of the packages that wrap it.
func IsWaitGroupLike(t types.Type) bool {
	n := NamedOf(t)
	return n != nil && n.Obj().Name() == "WaitGroup"
}

// IsNamed reports whether t is the named type of the package with the path.
func IsNamed(t types.Type, path, name string) bool {
	n, ok := types.Unalias(t).(*types.Named)
	return ok && n.Obj().Pkg() != nil && n.Obj().Pkg().Path() == path && n.Obj().Name() == name
}

// NamedOf returns the named type that t is or points to, or nil.
func NamedOf(t types.Type) *types.Named {
	n, _ := types.Unalias(Pointee(t)).(*types.Named)
	return n
}

// NameInPackage returns the name of a function or method in its package, such as
// Client.Do, or "" if the receiver has no name.
func NameInPackage(fn *types.Func) string {
	recv := fn.Signature().Recv()
	if recv == nil {
		return fn.Name()
	}
	n := NamedOf(recv.Type())
	if n == nil {
		return ""
	}
	return n.Obj().Name() + "." + fn.Name()
}

// Pointee returns what t points to if it is a pointer type without a name of its
// own, else t.
func Pointee(t types.Type) types.Type {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		return p.Elem()
	}
	return t
}

// Method returns the method of t, or of a pointer to it, that has the name, or nil.
// from is the package that asks; nil is enough for an exported name.
func Method(t types.Type, name string, from *types.Package) *types.Func {
	if t == nil {
		return nil
	}
	obj, _, _ := types.LookupFieldOrMethod(t, true, from, name)
	fn, _ := obj.(*types.Func)
	return fn
}

// Promoted returns the embedded field through which values of a type have a method, the
// innermost one if there are several, or nil if the method is the type's own.
func Promoted(t types.Type, method string, from *types.Package) *types.Var {
	if t == nil {
		return nil
	}
	_, path, _ := types.LookupFieldOrMethod(t, true, from, method)
	return embeddedAt(t, path)
}

// embeddedAt returns the last of the embedded fields on the path to a method or field of a
// type, or nil if there is none.
func embeddedAt(t types.Type, path []int) *types.Var {
	var field *types.Var
	for len(path) > 1 {
		if ptr, ok := t.Underlying().(*types.Pointer); ok {
			t = ptr.Elem()
		}
		st, ok := t.Underlying().(*types.Struct)
		if !ok {
			return nil
		}
		field = st.Field(path[0]).Origin()
		t, path = field.Type(), path[1:]
	}
	return field
}

// Field returns the field that a struct type declares itself, or nil.
func Field(t types.Type, name string) *types.Var {
	if st, ok := t.Underlying().(*types.Struct); ok {
		for v := range st.Fields() {
			if v.Name() == name {
				return v
			}
		}
	}
	return nil
}

// IsInterfaceMethod reports whether fn is declared by an interface, so that the
// value on which it is called decides what runs.
func IsInterfaceMethod(fn *types.Func) bool {
	recv := fn.Signature().Recv()
	return recv != nil && types.IsInterface(recv.Type())
}

// ResultSignature returns the signature of the function that one gets by calling fn
// and taking the first result, as often as results says, or nil if there is none.
func ResultSignature(fn *types.Func, results int) *types.Signature {
	sig := fn.Signature()
	for range results {
		if sig == nil || sig.Results().Len() == 0 {
			return nil
		}
		sig, _ = sig.Results().At(0).Type().Underlying().(*types.Signature)
	}
	return sig
}

// is reports whether the underlying type of t is a T.
func is[T types.Type](t types.Type) bool {
	if t == nil {
		return false
	}
	_, ok := t.Underlying().(T)
	return ok
}

// IsChan reports whether t is a channel type.
func IsChan(t types.Type) bool { return is[*types.Chan](t) }

// IsFunc reports whether t is a function type.
func IsFunc(t types.Type) bool { return is[*types.Signature](t) }

// IsArray reports whether t is an array type.
func IsArray(t types.Type) bool { return is[*types.Array](t) }

// IsPointer reports whether t is a pointer type.
func IsPointer(t types.Type) bool { return is[*types.Pointer](t) }

// IsBasic reports whether t is a number, a string, a boolean, or an unsafe pointer.
func IsBasic(t types.Type) bool { return is[*types.Basic](t) }

// IsString reports whether t is a string type.
func IsString(t types.Type) bool { return hasInfo(t, types.IsString) }

// IsInteger reports whether t is a type of integers.
func IsInteger(t types.Type) bool { return hasInfo(t, types.IsInteger) }

func hasInfo(t types.Type, info types.BasicInfo) bool {
	if t == nil {
		return false
	}
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&info != 0
}

// IsContainer reports whether t is a map, slice or array type.
func IsContainer(t types.Type) bool { return elem(t) != nil }

// HoldsFuncs reports whether t is a map, slice or array type with functions as
// elements.
func HoldsFuncs(t types.Type) bool { return IsFunc(elem(t)) }

// FuncOf returns the signature of a function type, or of the elements of a container of
// functions, or nil.
func FuncOf(t types.Type) *types.Signature {
	if e := elem(t); e != nil {
		t = e
	}
	sig, _ := t.Underlying().(*types.Signature)
	return sig
}

// elem returns the type of the elements of a map, slice or array, else nil.
func elem(t types.Type) types.Type {
	if t == nil {
		return nil
	}
	switch u := t.Underlying().(type) {
	case *types.Map:
		return u.Elem()
	case *types.Slice:
		return u.Elem()
	case *types.Array:
		return u.Elem()
	}
	return nil
}

// ConstantInt returns the value of an expression that is an integer constant, or
// one that an integer can have, such as 3.0. It fails if there is none in an int64.
func (p *Package) ConstantInt(e ast.Expr) (int64, bool) {
	v := p.Info.Types[e].Value
	if v == nil {
		return 0, false
	}
	return constant.Int64Val(constant.ToInt(v))
}
