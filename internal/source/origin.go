package source

import (
	"go/ast"
	"go/types"
	"slices"
)

// An Origin is where a value comes from, as far as the package shows.
type Origin struct {
	Fn  *Func       // a function of this package
	Obj *types.Func // a function without a body here: an imported one, or a method of an interface
	// Results is how often the result of Obj was taken: 1 for the function that Obj
	// returns.
	Results int
	// Call is the call that took the result, if Results is not 0.
	Call *ast.CallExpr
	// MethodExpr tells that the function is a method expression, T.M: the receiver is
	// its first argument.
	MethodExpr bool
	// Recv is the expression that a method value was taken from.
	Recv ast.Expr

	Param *types.Var // a parameter: the caller knows more
	Expr  ast.Expr   // any other expression: a composite literal, a call, ...
}

// Signature returns the signature of the function, or nil if it is not known.
func (o Origin) Signature() *types.Signature {
	switch {
	case o.Fn != nil:
		return o.Fn.Sig
	case o.Obj != nil && o.Results == 0:
		return o.Obj.Signature()
	}
	return nil
}

// Shift returns how many arguments of a call of the function come before its first
// parameter: 1 for a method expression, else 0.
func (o Origin) Shift() int {
	if o.MethodExpr {
		return 1
	}
	return 0
}

// originLimit bounds the steps of a search for origins and of all searches that it
// starts. If code needs more steps, we do not understand it: a state machine whose
// states return the next state has as many origins as there are paths through it.
const originLimit = 400

// Origins returns the places that the values of e come from, in source order. It
// follows e through parentheses, conversions, local variables, fields, results of the
// package's functions, and elements of containers.
func (p *Package) Origins(e ast.Expr) []Origin {
	v := p.shared(e)
	if found, ok := p.origins[v]; ok {
		return found
	}
	t := newTracer(p)
	t.trace(e, 0)
	found := slices.Clip(t.found)
	if v != nil {
		p.origins[v] = found
	}
	return found
}

// shared returns the package variable or field that e names, if values flow into it.
// Its origins are the same wherever it is named, and there may be many of them.
func (p *Package) shared(e ast.Expr) *types.Var {
	switch e = ast.Unparen(e); e.(type) {
	case *ast.Ident, *ast.SelectorExpr:
	default:
		return nil
	}
	v := p.VarOf(e)
	if v == nil || v.Kind() != types.PackageVar && v.Kind() != types.FieldVar || len(p.Values(v)) == 0 {
		return nil
	}
	return v.Origin()
}

// Held returns the origins of what a field holds.
func (p *Package) Held(field *types.Var) []Origin {
	t := newTracer(p)
	t.variable(field, nil)
	return t.found
}

// Elements returns the origins of the elements of a map, slice or array.
func (p *Package) Elements(e ast.Expr) []Origin {
	t := newTracer(p)
	t.elements(e)
	return t.found
}

// Returned returns the origins of the first results of the given functions.
func (p *Package) Returned(fns []Origin) []Origin {
	t := newTracer(p)
	for _, o := range fns {
		t.results(o, 0)
	}
	return t.found
}

type tracer struct {
	*Package
	seen  map[any]bool
	steps *int // shared with the searches that this one starts
	// calls are those whose callee is being searched for, shared likewise.
	calls map[*ast.CallExpr]bool
	found []Origin
}

func newTracer(p *Package) *tracer {
	return &tracer{Package: p, seen: make(map[any]bool), steps: new(int), calls: make(map[*ast.CallExpr]bool)}
}

// origins is a search of its own, within the step limit of t.
func (t *tracer) origins(e ast.Expr) []Origin {
	sub := newTracer(t.Package)
	sub.steps, sub.calls = t.steps, t.calls
	sub.trace(e, 0)
	return sub.found
}

func (t *tracer) add(o Origin) {
	if !slices.Contains(t.found, o) {
		t.found = append(t.found, o)
	}
}

// once reports whether key is new, and remembers it.
func (t *tracer) once(key any) bool {
	if t.seen[key] {
		return false
	}
	t.seen[key] = true
	return true
}

// trace follows e. If e is a call with several results, result selects one.
func (t *tracer) trace(e ast.Expr, result int) {
	if *t.steps++; *t.steps > originLimit {
		return
	}
	switch e := e.(type) {
	case *ast.ParenExpr:
		t.trace(e.X, result)
	case *ast.FuncLit:
		if fn := t.OfLit(e); fn != nil {
			t.add(Origin{Fn: fn})
		}
	case *ast.Ident:
		t.object(t.Info.ObjectOf(e), e)
	case *ast.SelectorExpr:
		t.selector(e)
	case *ast.IndexExpr:
		t.index(e.X)
	case *ast.IndexListExpr:
		t.index(e.X)
	case *ast.TypeAssertExpr:
		t.trace(e.X, 0)
	case *ast.StarExpr:
		t.trace(e.X, 0)
	case *ast.UnaryExpr:
		if inner := ast.Unparen(e.X); isReference(inner) {
			t.trace(inner, 0)
			return
		}
		t.add(Origin{Expr: e})
	case *ast.CallExpr:
		t.call(e, result)
	default:
		t.add(Origin{Expr: e})
	}
}

// isReference reports whether e names a variable, and does not make a value.
func isReference(e ast.Expr) bool {
	switch e.(type) {
	case *ast.Ident, *ast.SelectorExpr, *ast.IndexExpr:
		return true
	}
	return false
}

func (t *tracer) object(obj types.Object, e ast.Expr) {
	switch obj := obj.(type) {
	case *types.Func:
		t.function(obj, Origin{})
	case *types.Var:
		t.variable(obj, e)
	}
}

func (t *tracer) function(obj *types.Func, o Origin) {
	if fn := t.Of(obj); fn != nil {
		o.Fn = fn
	} else {
		o.Obj = obj.Origin()
	}
	t.add(o)
}

func (t *tracer) variable(v *types.Var, e ast.Expr) {
	v = v.Origin()
	if !t.once(v) {
		return
	}
	if v.Kind() == types.ParamVar || v.Kind() == types.RecvVar {
		t.add(Origin{Param: v, Expr: e})
	}
	values := t.Values(v)
	for _, val := range values {
		if val.Result == elementOf {
			t.elements(val.Expr)
		} else {
			t.trace(val.Expr, val.Result)
		}
	}
	if len(values) == 0 && v.Kind() != types.ParamVar && v.Kind() != types.RecvVar {
		t.add(Origin{Expr: e})
	}
}

func (t *tracer) selector(e *ast.SelectorExpr) {
	sel := t.Info.Selections[e]
	if sel == nil { // a qualified identifier
		t.object(t.Info.Uses[e.Sel], e)
		return
	}
	switch sel.Kind() {
	case types.FieldVal:
		t.variable(sel.Obj().(*types.Var), e)
	case types.MethodVal:
		t.function(sel.Obj().(*types.Func), Origin{Recv: e.X})
	case types.MethodExpr:
		t.function(sel.Obj().(*types.Func), Origin{MethodExpr: true})
	}
}

// index follows an instantiation to the generic function, and an index expression to
// the elements of the container.
func (t *tracer) index(x ast.Expr) {
	if IsFunc(t.Info.TypeOf(x)) {
		t.trace(x, 0)
		return
	}
	t.elements(x)
}

func (t *tracer) call(e *ast.CallExpr, result int) {
	if tv := t.Info.Types[e.Fun]; tv.IsType() {
		if len(e.Args) == 1 {
			t.trace(e.Args[0], 0)
		}
		return
	}
	if t.Builtin(e) != "" {
		t.add(Origin{Expr: e})
		return
	}
	before := len(t.found)
	if t.once(e) && !t.calls[e] {
		t.calls[e] = true
		for _, o := range t.origins(e.Fun) {
			if o.Obj != nil {
				o.Call = e
			}
			t.results(o, result)
		}
		delete(t.calls, e)
	}
	// If the callee's returns do not show, the call itself is the origin.
	if len(t.found) == before {
		t.add(Origin{Expr: e})
	}
}

// results follows the results of a function.
func (t *tracer) results(o Origin, result int) {
	switch {
	case o.Fn != nil:
		for _, ret := range o.Fn.Returns {
			switch {
			case result < len(ret.Results) && len(ret.Results) == o.Fn.Sig.Results().Len():
				t.trace(ret.Results[result], 0)
			case len(ret.Results) == 1:
				t.trace(ret.Results[0], result)
			case len(ret.Results) == 0 && result < o.Fn.Sig.Results().Len():
				t.variable(o.Fn.Sig.Results().At(result), nil)
			}
		}
	case o.Obj != nil && result == 0:
		o.Results++
		t.add(o)
	}
}

// elements follows the elements of a container.
func (t *tracer) elements(e ast.Expr) {
	switch e := ast.Unparen(e).(type) {
	case *ast.CompositeLit:
		for _, elt := range e.Elts {
			if kv, ok := elt.(*ast.KeyValueExpr); ok {
				elt = kv.Value
			}
			t.trace(elt, 0)
		}
	case *ast.CallExpr:
		if t.Builtin(e) == "append" {
			t.appended(e)
			return
		}
		for _, o := range t.origins(e) {
			if c, ok := o.Expr.(*ast.CompositeLit); ok {
				t.elements(c)
			}
		}
	default:
		t.elementsOfVar(e)
	}
}

// appended follows the elements of what a call of append returns.
func (t *tracer) appended(e *ast.CallExpr) {
	t.elements(e.Args[0])
	for _, arg := range e.Args[1:] {
		if e.Ellipsis.IsValid() {
			t.elements(arg)
		} else {
			t.trace(arg, 0)
		}
	}
}

// elementsOfVar follows the elements of a container that a variable holds.
func (t *tracer) elementsOfVar(e ast.Expr) {
	v := t.VarOf(e)
	if v == nil || !t.once(v.Origin()) {
		return
	}
	if v.Kind() == types.ParamVar && IsContainer(v.Type()) {
		t.add(Origin{Param: v.Origin(), Expr: e}) // the caller knows the elements
	}
	for _, val := range t.Values(v) {
		// It may be a whole container, or one element of it: m[k] = f.
		if IsContainer(t.Info.TypeOf(val.Expr)) {
			t.elements(val.Expr)
		} else {
			t.trace(val.Expr, val.Result)
		}
	}
}
