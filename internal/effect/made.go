package effect

import (
	"go/ast"
	"go/constant"
	"go/types"
	"slices"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/source"
)

// This file finds out how a value of a library's was made: a client with a transport and
// some options, a reader around another reader.
//
//	&http.Client{Transport: &limited{...}}
//	resty.New().SetRetryCount(3)
//	bufio.NewScanner(slow)

// A making is one way in which a value may have been made.
type making struct {
	// calls are the constructors, options and methods that made it or set it up.
	calls []*ast.CallExpr
	// literals are its composite literals.
	literals []*ast.CompositeLit
	// parts are the values that it holds, the value itself the first. What values of the
	// user's types hold is not among them: it is their methods' business.
	parts []part
	// funcs are the functions that it is or holds.
	funcs []source.Origin
	// vars are the variables that hold it on the way.
	vars []*types.Var
	// places are those of other packages that it comes from: they know more.
	places []string
}

// A part is a value that another one holds, in a field if that is known.
type part struct {
	expr  ast.Expr
	typ   types.Type
	field *types.Var
}

// makings returns the ways in which the value of e may have been made. It returns none
// if there are too many to tell.
func (g *Graph) makings(e ast.Expr) []*making {
	if g.ofUser(g.Source.Info.TypeOf(e)) {
		return []*making{{parts: []part{{expr: e, typ: g.Source.Info.TypeOf(e)}}}}
	}
	v := g.sharedVar(e)
	if list, ok := g.madeOf[v]; ok && v != nil {
		return list
	}
	steps := 0
	list := g.makingsOf(e, deepestParam, &steps)
	if len(list) > mostMakings || steps > mostMakings*deepestParam {
		list = nil
	}
	if v != nil {
		g.madeOf[v] = list
	}
	return list
}

// makingsFor returns the ways in which the value may have been made whose method is called
// on e: that of e, or of a field of a library's type that e embeds.
func (g *Graph) makingsFor(e ast.Expr, method string) []*making {
	field := g.embedded(e, method)
	if field == nil {
		return g.makings(e)
	}
	if list, ok := g.madeOf[field]; ok {
		return list
	}
	steps := 0
	list := g.ways(g.Source.Held(field), g.holdersOf(field, deepestParam, nil), deepestParam, &steps)
	if place := g.Place(field); place != "" && len(list) == 1 && len(g.Source.Values(field)) == 0 {
		list[0].places = []string{place}
	}
	if len(list) > mostMakings {
		list = nil
	}
	g.madeOf[field] = list
	return list
}

// embedded returns the field of a library's type that e embeds and by which it has a
// method, or nil.
func (g *Graph) embedded(e ast.Expr, method string) *types.Var {
	field := source.Promoted(g.Source.Info.TypeOf(e), method, g.Source.Types)
	if field == nil || g.ofUser(field.Type()) {
		return nil
	}
	return field
}

// sharedVar returns the variable that e names, if its value was made in the same ways
// wherever it is named. A field of a library's belongs to its value.
func (g *Graph) sharedVar(e ast.Expr) *types.Var {
	switch ast.Unparen(e).(type) {
	case *ast.Ident, *ast.SelectorExpr:
		if v := g.Source.VarOf(e); v != nil && (!v.IsField() || g.originOf(v.Pkg()) == user) {
			return v.Origin()
		}
	}
	return nil
}

const (
	deepestParam = 3  // calls that are followed from a parameter to what callers pass
	mostMakings  = 16 // ways in which a value may have been made
	mostSteps    = 60 // values that one value holds
)

func (g *Graph) makingsOf(e ast.Expr, deep int, steps *int) []*making {
	if *steps++; *steps > mostMakings*deepestParam {
		return nil
	}
	return g.ways(g.Source.Origins(e), g.holders(e, deepestParam, nil), deep, steps)
}

// ways returns the ways in which a value may have been made that has the origins, and is
// held by the variables.
func (g *Graph) ways(origins []source.Origin, vars []*types.Var, deep int, steps *int) []*making {
	var list []*making
	others := g.shared(vars)
	for _, o := range origins {
		if len(list) > mostMakings {
			break
		}
		places := g.placesOf(o)
		if passed := g.argumentsFor(o.Param); deep > 0 && 0 < len(passed) && len(passed) <= mostMakings {
			for _, arg := range passed {
				list = append(list, g.makingsOf(arg, deep-1, steps)...)
			}
			others = append(others, places...)
			continue
		}
		m := g.maker(vars)
		m.places = places
		m.from(o)
		for _, v := range vars {
			m.setUp(v)
		}
		list = append(list, m.making)
	}
	if len(others) > 0 {
		list = append(list, &making{vars: vars, places: others})
	}
	return list
}

// from notes what a value of one origin is or holds.
func (m *maker) from(o source.Origin) {
	switch {
	case o.Fn != nil || o.Obj != nil && o.Results == 0:
		m.funcs = append(m.funcs, o)
	case o.Call != nil && o.Results == 1:
		m.hold(o.Call, nil)
	case o.Expr != nil:
		m.hold(o.Expr, nil)
	}
}

// maker returns what finds out how a value was made that variables hold.
func (g *Graph) maker(vars []*types.Var) *maker {
	return &maker{Graph: g, making: &making{vars: slices.Clone(vars)}, seen: make(map[ast.Node]bool)}
}

// ofUser reports whether a type is one of the user's, and no interface.
func (g *Graph) ofUser(t types.Type) bool {
	n := source.NamedOf(t)
	return n != nil && !types.IsInterface(n) && n.Obj().Pkg() != nil && g.originOf(n.Obj().Pkg()) == user
}

// holders returns the variable e, and those from which its value comes. If e is a call of
// one of the package's functions, these are the ones that it returns.
func (g *Graph) holders(e ast.Expr, deep int, list []*types.Var) []*types.Var {
	if c, ok := ast.Unparen(e).(*ast.CallExpr); ok {
		if fn := g.Source.NamedFunc(c); fn != nil && g.Source.Of(fn) != nil {
			for _, ret := range g.Source.Of(fn).Returns {
				if len(ret.Results) > 0 && deep > 0 {
					list = g.holders(ret.Results[0], deep-1, list)
				}
			}
		}
		return list
	}
	return g.holdersOf(g.Source.VarOf(e), deep, list)
}

// holdersOf returns the variable v, and those from which its value comes.
func (g *Graph) holdersOf(v *types.Var, deep int, list []*types.Var) []*types.Var {
	if v == nil || slices.Contains(list, v.Origin()) || len(list) > 8 {
		return list
	}
	list = append(list, v.Origin())
	for _, val := range g.Source.Values(v) {
		list = g.holders(val.Expr, deep, list)
	}
	return list
}

// argumentsFor returns what calls in the package pass for a parameter of one of its
// declared functions, or for a receiver that is a channel.
func (g *Graph) argumentsFor(v *types.Var) []ast.Expr {
	if v == nil {
		return nil
	}
	if g.passedFor == nil {
		g.passedFor = make(map[*types.Var][]ast.Expr)
		for _, fn := range g.Source.Funcs {
			for _, c := range fn.Calls {
				g.notePassed(c)
			}
		}
		for _, c := range g.Source.InitCalls() {
			g.notePassed(c)
		}
	}
	return g.passedFor[v.Origin()]
}

func (g *Graph) notePassed(c *source.Call) {
	if c.Expr == nil || g.Source.IsMethodExpr(c.Expr) {
		return
	}
	fn := g.Source.NamedFunc(c.Expr)
	if fn == nil || g.Source.Of(fn) == nil {
		return
	}
	if sel := g.receiverOf(c.Expr); sel != nil && source.IsChan(fn.Signature().Recv().Type()) {
		v := fn.Signature().Recv().Origin()
		g.passedFor[v] = append(g.passedFor[v], sel)
	}
	for i, arg := range c.Expr.Args {
		if v := source.ParamAt(fn.Signature(), i); v != nil {
			g.passedFor[v] = append(g.passedFor[v], arg)
		}
	}
}

// setters returns the statements that call a method of a library on a variable, by which
// the library's value may be set up. In the standard library these return nothing.
func (g *Graph) setters() map[*types.Var][]*ast.CallExpr {
	if g.setUps == nil {
		g.setUps = make(map[*types.Var][]*ast.CallExpr)
		for _, fn := range g.Source.Funcs {
			for _, c := range fn.Calls {
				recv := g.receiver(c)
				if recv == nil || g.originOf(recv.Pkg()) != user {
					continue
				}
				switch method := g.Source.NamedFunc(c.Expr); g.originOf(method.Pkg()) {
				case standard:
					if method.Signature().Results().Len() == 0 {
						g.setUps[recv] = append(g.setUps[recv], c.Expr)
					}
				case catalogue:
					g.setUps[recv] = append(g.setUps[recv], c.Expr)
				}
			}
		}
	}
	return g.setUps
}

// setFields returns what statements assign to fields of a library's value that a variable
// holds.
func (g *Graph) setFields() map[*types.Var][]part {
	if g.fieldsOfVar == nil {
		g.fieldsOfVar = make(map[*types.Var][]part)
		for _, field := range g.Source.SharedVars() {
			if !field.IsField() || g.originOf(field.Pkg()) == user {
				continue
			}
			for _, val := range g.Source.Values(field) {
				if val.Of != nil {
					g.fieldsOfVar[val.Of] = append(g.fieldsOfVar[val.Of], part{expr: val.Expr, field: field})
				}
			}
		}
	}
	return g.fieldsOfVar
}

type maker struct {
	*Graph
	*making
	seen map[ast.Node]bool
}

// hold notes a value that is held, and what that holds in turn.
func (m *maker) hold(e ast.Expr, field *types.Var) {
	if m.seen[e] || len(m.seen) > mostSteps {
		return
	}
	m.seen[e] = true
	t := m.Source.Info.TypeOf(e)
	if tuple, ok := t.(*types.Tuple); ok && tuple.Len() > 0 {
		t = tuple.At(0).Type()
	}
	m.parts = append(m.parts, part{e, t, field})
	if source.IsFunc(t) {
		m.funcs = append(m.funcs, m.Source.Origins(e)...)
	}
	if !m.ofUser(t) {
		m.made(e)
	}
}

// made notes how a value was made.
func (m *maker) made(e ast.Expr) {
	switch e := ast.Unparen(e).(type) {
	case *ast.UnaryExpr:
		m.made(e.X)
	case *ast.StarExpr:
		m.made(e.X)
	case *ast.TypeAssertExpr:
		m.made(e.X)
	case *ast.Ident:
		m.variable(e)
	case *ast.SelectorExpr:
		m.variable(e)
	case *ast.IndexExpr:
		m.variable(e)
	case *ast.CallExpr:
		m.call(e)
	case *ast.CompositeLit:
		m.literals = append(m.literals, e)
		m.elements(e)
	}
}

// setUp notes what sets up what a variable holds: calls of its methods, and assignments
// to its fields.
func (m *maker) setUp(v *types.Var) {
	for _, c := range m.setters()[v] {
		m.calls = append(m.calls, c)
		for _, arg := range c.Args {
			m.hold(arg, nil)
		}
	}
	for _, p := range m.setFields()[v] {
		m.hold(p.expr, p.field)
	}
}

// variable notes what flows into a variable. A field into which nothing flows belongs to
// a library's value: client.Repositories.
func (m *maker) variable(e ast.Expr) {
	v := m.Source.VarOf(e)
	if v == nil {
		return
	}
	m.vars = append(m.vars, v.Origin())
	m.setUp(v.Origin())
	values := m.Source.Values(v)
	for _, val := range values {
		m.hold(val.Expr, nil)
	}
	if sel, ok := e.(*ast.SelectorExpr); ok && len(values) == 0 && m.Source.Info.Selections[sel] != nil {
		m.hold(sel.X, nil)
	}
}

// call notes a call that makes a value: its receiver and its arguments, if it is a
// library's, and what it returns, if it is the package's.
func (m *maker) call(c *ast.CallExpr) {
	if m.Source.Info.Types[c.Fun].IsType() {
		if len(c.Args) == 1 {
			m.hold(c.Args[0], nil)
		}
		return
	}
	if fn := m.Source.NamedFunc(c); fn != nil {
		if local := m.Source.Of(fn); local != nil {
			for _, ret := range local.Returns {
				if len(ret.Results) > 0 {
					m.hold(ret.Results[0], nil)
				}
			}
			return
		}
	}
	m.calls = append(m.calls, c)
	if sel, ok := ast.Unparen(c.Fun).(*ast.SelectorExpr); ok && m.Source.Info.Selections[sel] != nil {
		m.hold(sel.X, nil)
	}
	for _, arg := range c.Args {
		m.hold(arg, nil)
	}
}

// elements notes what a composite literal holds.
func (m *maker) elements(lit *ast.CompositeLit) {
	st, _ := m.Source.Info.TypeOf(lit).Underlying().(*types.Struct)
	for i, elt := range lit.Elts {
		var field *types.Var
		if kv, ok := elt.(*ast.KeyValueExpr); ok {
			if id, ok := kv.Key.(*ast.Ident); ok && st != nil {
				field, _ = m.Source.Info.Uses[id].(*types.Var)
			}
			elt = kv.Value
		} else if st != nil && i < st.NumFields() {
			field = st.Field(i)
		}
		m.hold(elt, field)
	}
}

// meets reports whether a making meets a condition.
func (g *Graph) meets(m *making, w *catalog.When) bool {
	set, unset, _ := w.Needs()
	for _, s := range set {
		if g.setting(m, s) != isSet {
			return false
		}
	}
	for _, s := range unset {
		is := g.setting(m, s)
		if isField := s.Recv != "" && g.fieldOf(s) != nil; isField && is == isZero || !isField && is != notSet {
			return false
		}
	}
	return true
}

// A setting tells what a making says of a field, a method or an option.
type setting uint8

const (
	notSet setting = iota
	isZero         // to a constant zero, or to false
	isSet
)

// setting returns what a making says of a field, a method or an option.
func (g *Graph) setting(m *making, s catalog.Symbol) setting {
	if field := g.fieldOf(s); field != nil {
		return g.fieldSetting(m, field)
	}
	is := notSet
	for _, c := range m.calls {
		if g.symbolOf(c) != s {
			continue
		}
		arg := argAt(c, 0)
		if arg == nil {
			return isSet
		}
		is = max(is, g.settingOf(arg))
	}
	return is
}

// fieldSetting returns what a making says of a field.
func (g *Graph) fieldSetting(m *making, field *types.Var) setting {
	is := notSet
	for _, p := range m.parts {
		if p.field != nil && p.field.Origin() == field {
			is = max(is, g.settingOf(p.expr))
		}
	}
	if is == notSet {
		for _, a := range g.assignments(field) {
			if slices.Contains(m.vars, a.of) {
				is = max(is, g.settingOf(a.expr))
			}
		}
	}
	return is
}

// An assignment is one of a value to a field of what a variable holds.
type assignment struct {
	of   *types.Var
	expr ast.Expr
}

// assignments returns what statements of the package assign to a field, numbers too.
func (g *Graph) assignments(field *types.Var) []assignment {
	if list, ok := g.assigned[field]; ok {
		return list
	}
	var list []assignment
	for _, f := range g.Source.Files {
		ast.Inspect(f, func(n ast.Node) bool {
			if a, ok := n.(*ast.AssignStmt); ok && len(a.Lhs) == len(a.Rhs) {
				for i, lhs := range a.Lhs {
					sel, ok := ast.Unparen(lhs).(*ast.SelectorExpr)
					if !ok || g.Source.VarOf(sel) == nil || g.Source.VarOf(sel).Origin() != field {
						continue
					}
					if of := g.Source.VarOf(sel.X); of != nil {
						list = append(list, assignment{of.Origin(), a.Rhs[i]})
					}
				}
			}
			return true
		})
	}
	g.assigned[field] = list
	return list
}

func (g *Graph) settingOf(e ast.Expr) setting {
	v := g.Source.Info.Types[e].Value
	if v == nil {
		return isSet
	}
	if v.Kind() == constant.Bool && !constant.BoolVal(v) || v.Kind() == constant.Int && constant.Sign(v) == 0 {
		return isZero
	}
	return isSet
}

// symbolOf returns what a call names.
func (g *Graph) symbolOf(c *ast.CallExpr) catalog.Symbol {
	return catalog.SymbolOf(g.Source.Named(c))
}

// fieldOf returns the field of an imported struct that a symbol names, or nil.
func (g *Graph) fieldOf(s catalog.Symbol) *types.Var {
	for _, pkg := range g.Source.Types.Imports() {
		if pkg.Path() != s.Pkg {
			continue
		}
		if tn, ok := pkg.Scope().Lookup(s.Recv).(*types.TypeName); ok {
			return source.Field(tn.Type(), s.Name)
		}
	}
	return nil
}
