package operator

import (
	"cmp"
	"go/ast"
	"go/types"
	"slices"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/fact"
	"github.com/jobvet/jobvet/internal/source"
)

// wrap notes that the function with the parameter v registers it.
func (f *finder) wrap(v *types.Var, r registration) {
	fn := f.owner(v)
	if fn == nil || fn.Obj == nil {
		return
	}
	told := r.fact()
	if told.Param = source.ParamIndex(fn.Sig, v); told.Param < 0 {
		return
	}
	if w := f.wrapMethod(fn.Obj, told); w != nil {
		f.lift(w)
	}
}

// wrapMethod notes that a function, or a method of an interface, registers one of its
// parameters. It returns nil if that is known.
func (f *finder) wrapMethod(fn *types.Func, told fact.Registration) *Wrapper {
	f.seen++
	for _, old := range f.wrappers[fn] {
		if old.Fact == told {
			return nil
		}
	}
	w := &Wrapper{Fn: fn, Param: fn.Signature().Params().At(told.Param), Fact: told}
	f.wrappers[fn] = append(f.wrappers[fn], w)
	f.pending = append(f.pending, w)
	return w
}

// owner returns the function with the parameter v.
func (f *finder) owner(v *types.Var) *source.Func {
	if f.owners == nil {
		f.owners = make(map[*types.Var]*source.Func)
		for _, fn := range f.Source.Funcs {
			for p := range fn.Sig.Params().Variables() {
				f.owners[p] = fn
			}
		}
	}
	return f.owners[v]
}

// settle follows wrappers to their callers, and operators to what they call that others
// fill, until it finds nothing new.
func (f *finder) settle() {
	done := make(map[operatorKey]bool)
	for {
		f.called(done)
		if len(f.pending) == 0 {
			return
		}
		f.pending = nil
		f.calls(f.Source.Funcs)
	}
}

// called notes the functions that hand one of their parameters to an operator that calls
// it, and the fields whose functions an operator calls.
func (f *finder) called(done map[operatorKey]bool) {
	for _, op := range f.list() {
		k := op.key()
		if done[k] {
			continue
		}
		done[k] = true
		for _, v := range f.CallsOf(op) {
			r := registration{framework: op.Framework, form: op.Form, pos: op.Pos, rank: op.Rank}
			if op.Callback || !sameFunc(v.Type(), signatureOf(op)) {
				r.callback, r.rank = true, byCallback
			}
			if v.Kind() == types.FieldVar || v.Kind() == types.PackageVar {
				f.calledField(v, r)
			} else if owner := f.owner(v); owner != nil && owner != op.Fn {
				f.wrap(v, r)
			} else if v.Pkg() != f.Source.Types {
				f.keptAbroad(v, r)
			}
		}
	}
}

// keptAbroad finds the operators among the functions that the package gives to a function
// of another package, which keeps its parameter v until an operator calls it. What a
// method keeps, package effect follows, value by value.
func (f *finder) keptAbroad(v *types.Var, r registration) {
	for _, fn := range f.Source.Funcs {
		for _, c := range fn.Calls {
			f.givenAbroad(c, v, r)
		}
	}
	for _, c := range f.Source.InitCalls() {
		f.givenAbroad(c, v, r)
	}
}

// givenAbroad finds the operators among the arguments of a call for the parameter v.
func (f *finder) givenAbroad(c *source.Call, v *types.Var, r registration) {
	if c.Expr == nil {
		return
	}
	to := f.Source.NamedFunc(c.Expr)
	if to == nil || to.Pkg() != v.Pkg() || to.Signature().Recv() != nil {
		return
	}
	sig := to.Origin().Signature()
	i := source.ParamIndex(sig, v)
	if i < 0 {
		return
	}
	r.form, r.pos = wrapperName(to, f.Source.Types)+" → "+r.form, c.Pos()
	for ; i < len(c.Expr.Args); i++ {
		f.value(c.Expr.Args[i], r)
		if !sig.Variadic() {
			break
		}
	}
}

// signatureOf returns the signature of an operator.
func signatureOf(op *Operator) *types.Signature {
	if op.Fn != nil {
		return op.Fn.Sig
	}
	return source.ResultSignature(op.Obj, op.Results)
}

// sameFunc reports whether functions of type t, or the elements of a container of that
// type, have the parameters and results of a signature.
func sameFunc(t types.Type, sig *types.Signature) bool {
	fn := source.FuncOf(t)
	return fn != nil && sig != nil && types.Identical(fn.Params(), sig.Params()) && types.Identical(fn.Results(), sig.Results())
}

// wrapperCall finds the operators in the arguments of a call of a wrapper.
func (f *finder) wrapperCall(call *ast.CallExpr, fn *types.Func, shift int) {
	for _, told := range f.registers(fn) {
		r, ok := f.ofFact(told)
		if !ok {
			continue
		}
		r.pos = call.Pos()
		r.form = wrapperName(fn, f.Source.Types) + " → " + r.form
		last := told.Param == fn.Signature().Params().Len()-1 // gets all arguments that are left
		for i := told.Param + shift; i < len(call.Args); i++ {
			f.argument(call.Args[i], r)
			if !last {
				break
			}
		}
	}
}

func wrapperName(fn *types.Func, from *types.Package) string {
	name := fn.Name()
	if recv := catalog.SymbolOf(fn).Recv; recv != "" {
		name = recv + "." + name
	}
	if fn.Pkg() == from {
		return name
	}
	return fn.Pkg().Name() + "." + name
}

// registers returns the registrations of a wrapper of this package or another.
func (f *finder) registers(fn *types.Func) []fact.Registration {
	if fn.Pkg() == nil {
		return nil
	}
	if fn.Pkg() != f.Source.Types {
		if f.Catalog.IsLibrary(fn.Pkg().Path()) {
			return nil
		}
		return f.Registers(fn)
	}
	var regs []fact.Registration
	for _, w := range f.wrappers[fn] {
		regs = append(regs, w.Fact)
	}
	return regs
}

// ofFact returns the registration that a wrapper's fact tells of.
func (f *finder) ofFact(told fact.Registration) (registration, bool) {
	fw := FrameworkOf(f.Catalog, told.Table, told.Framework, told.Policy)
	if fw == nil {
		return registration{}, false
	}
	r := registration{framework: fw, form: fw.Name, rank: byCall}
	if told.Callback {
		r.callback, r.rank = true, byCallback
	}
	switch {
	case told.Table == "":
		r.form = "//jobvet:registers"
	case told.Form >= 0 && told.Form < len(fw.Operators):
		r.entry = fw.Operators[told.Form]
		r.form = f.display(r.entry.Symbols()[0])
	}
	return r, true
}

// FrameworkOf returns the framework of a name in a table of the catalogue, or nil. If
// table is "", it is that of operators which directives declare.
func FrameworkOf(c *catalog.Catalog, table, name, policy string) *catalog.Framework {
	if table == "" {
		return DeclaredFramework(catalog.Policy(policy))
	}
	if t := c.Table(table); t != nil {
		for _, fw := range t.Frameworks {
			if fw.Name == name {
				return fw
			}
		}
	}
	return nil
}

func (f *finder) wrapperList() []*Wrapper {
	var list []*Wrapper
	for _, ws := range f.wrappers {
		list = append(list, ws...)
	}
	slices.SortFunc(list, func(a, b *Wrapper) int {
		return cmp.Or(cmp.Compare(a.Param.Pos(), b.Param.Pos()), cmp.Compare(a.Fact.Form, b.Fact.Form), cmp.Compare(a.Fact.Framework, b.Fact.Framework))
	})
	return list
}
