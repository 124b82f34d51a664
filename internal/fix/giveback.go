package fix

import (
	"go/ast"
	"go/types"
	"maps"
	"slices"
	"strings"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/effect"
	"github.com/jobvet/jobvet/internal/source"
)

// A refusal is what to do with an element that the limiter refuses.
type refusal struct {
	// stmts leave the function; value is the error that they return, "" if
	// they return none.
	stmts []string
	err   string
	// before are those of stmts that come before the return.
	before []string
	// special tells that the framework's own way is used: way, for the
	// variable it.
	special bool
	way     *catalog.GiveBack
	it      string
	// drops tells that the element is lost.
	drops bool
	says  string
}

func (r *refusal) text() string { return strings.Join(r.stmts, "\n") }

// genericError is the error of a refused element.
func (e *edit) genericError() string {
	return e.name("errors", "errors", "New") + "(" + e.reason() + ")"
}

// reason says in a string literal why an element is refused.
func (e *edit) reason() string {
	if e.Rule == effect.SyncWait {
		return `"concurrency limit reached"`
	}
	return `"rate limit reached"`
}

// ask returns the non-blocking form of a call and what becomes of an element
// that it refuses; nothing if one of them is missing.
func (e *edit) ask(call *ast.CallExpr) (*try, *refusal) {
	if t := e.try(call); t != nil {
		if r := e.refuse(); r != nil {
			return t, r
		}
	}
	return nil, nil
}

// refuse returns what the function at the site can do with a refused element,
// or nil: nothing, without losing it silently.
func (e *edit) refuse() *refusal {
	results := e.fn.Sig.Results()
	if e.Op.Framework.Instead != "" || e.owes() {
		return nil // it must not ask a limiter either, or not leave here
	}
	gives := e.may(catalog.GiveBackCure)
	if e.own() && gives {
		if r := e.givenBack(results); r != nil {
			return r
		}
	}
	returnsError := source.EndsInError(results)
	fails := e.Op.Framework.ErrorFails
	if !e.own() && !source.EndsInError(e.Op.Fn.Sig.Results()) {
		return nil // the operator could only forget the error, and the element with it
	}
	if returnsError && !(e.own() && fails) {
		if !gives || fails && !e.has(catalog.GiveBackCure) {
			return nil // its caller would fail the job with the error
		}
		r := &refusal{err: e.genericError()}
		r.stmts = []string{e.returns(results, nil, r.err)}
		switch {
		case !e.own() && fails:
			r.says = "a limited caller gets an error, which must not leave the operator: it would fail the job"
		case !e.own():
			r.says = "a limited caller gets an error"
		default:
			r.says = "a limited element is returned with an error, for " + e.Op.Framework.Name + " to retry"
		}
		return r
	}
	// What is left is to drop the element: never where something would have to
	// be returned in its place.
	if n := results.Len(); !e.may(catalog.Drop) || !e.own() || e.isBundle() || n > 1 || n == 1 && !returnsError {
		return nil
	}
	why := "and " + e.Op.Framework.Name + " has no way to give it back"
	if e.Op.Framework.Yield != "" {
		why = "in " + e.Op.Framework.Name + ", rather " + e.Op.Framework.YieldAfter(catalog.LimiterDelay)
	}
	return &refusal{
		stmts: []string{
			"// TODO: the element is dropped here; " + why + ".",
			e.logs(strings.Trim(e.reason(), `"`) + ": element dropped"),
			e.returns(results, nil, ""),
		},
		drops: true,
		says:  "a limited element is DROPPED and logged",
	}
}

// has reports whether fixes of a kind are asked for, and may whether they are
// made: they are also if they were measured to be good for the framework.
func (s *site) has(kind catalog.CureKind) bool { return slices.Contains(s.asked, kind) }

func (s *site) may(kind catalog.CureKind) bool {
	return s.has(kind) || s.Op.Framework.IsGood(kind)
}

// isBundle reports whether the operator works on bundles, not on elements.
func (s *site) isBundle() bool {
	return s.fn.Obj != nil && slices.ContainsFunc(s.Op.Framework.Operators, func(r *catalog.Registration) bool {
		return slices.Contains(r.Bundle, s.fn.Obj.Name())
	})
}

// givenBack is the refusal of a framework that has a way of its own, one that
// is open to this operator.
func (e *edit) givenBack(results *types.Tuple) *refusal {
	imports, broken := maps.Clone(e.imports), e.broken
	for _, g := range e.Op.Framework.GiveBack {
		if r := e.giveBack(g, results); r != nil && !e.broken {
			return r
		}
		e.imports, e.broken = maps.Clone(imports), broken
	}
	return nil
}

func (e *edit) giveBack(g *catalog.GiveBack, results *types.Tuple) *refusal {
	if only := g.RegisteredBy(); len(only) > 0 {
		other := func(s catalog.Symbol) bool { return !slices.Contains(only, s) }
		if len(e.Op.By) == 0 || slices.ContainsFunc(e.Op.By, other) {
			return nil
		}
	}
	if e.workedBefore(g) {
		return nil // it would be done again, or a part of it be lost
	}
	vars := make(map[string]string)
	for name := range g.Vars {
		v := e.variable(g, name)
		if v == nil || name == "it" && g.Uses != "" && !e.callsMethod(v, g.Uses) {
			return nil
		}
		vars[name] = v.Name()
	}
	fill := func(text string) (string, bool) {
		return catalog.Fill(text, func(word string) (string, bool) {
			if v, ok := vars[word]; ok {
				return v, true
			}
			switch word {
			case "delay":
				return e.delay(), true
			case "reason":
				return e.reason(), true
			}
			return e.symbol(word)
		})
	}
	values := make(map[int]string)
	for i := range results.Len() {
		text, ok := g.Result(results.At(i).Type())
		if !ok {
			continue
		}
		if values[i], ok = fill(text); !ok {
			return nil
		}
	}
	if len(g.Results) > 0 && len(values) == 0 {
		return nil
	}
	r := &refusal{special: true, way: g, it: vars["it"]}
	r.says, _ = catalog.Fill(g.Says, func(string) (string, bool) { return e.delaySays(), true })
	ok := true
	if g.Error != "" {
		if !source.EndsInError(results) {
			return nil
		}
		if r.err, ok = fill(g.Error); !ok {
			return nil
		}
	}
	if g.Statement != "" {
		stmt, ok := fill(g.Statement)
		if !ok {
			return nil
		}
		r.before = []string{stmt}
	}
	if g.Each {
		r.stmts = append(r.before, "continue")
		return r
	}
	for i := range results.Len() {
		if values[i] == "" && len(g.Results) == 0 && g.Error == "" && !source.IsError(results.At(i).Type()) {
			return nil
		}
	}
	r.stmts = append(r.before, e.returns(results, values, r.err))
	return r
}

// workedBefore reports whether the function has emitted output for the element,
// or claimed a part of it, when it comes to the site.
func (e *edit) workedBefore(g *catalog.GiveBack) bool {
	emitters, found := e.emitters(), false
	ast.Inspect(e.fn.Body, func(n ast.Node) bool {
		if n == nil || found || n.Pos() >= e.Pos {
			return false
		}
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		switch fun := ast.Unparen(call.Fun).(type) {
		case *ast.Ident:
			v, ok := e.pass.TypesInfo.Uses[fun].(*types.Var)
			found = ok && slices.Contains(emitters, v)
		case *ast.SelectorExpr:
			found = slices.Contains(g.Claims, fun.Sel.Name)
		}
		return !found
	})
	return found
}

// delay is the time after which to try a refused element again: what the
// limiter says, if it is one that does.
func (e *edit) delay() string {
	if e.retry != "" {
		return e.retry
	}
	return e.name("time", "time", "Second")
}

func (e *edit) delaySays() string {
	if e.retry != "" {
		return "the time that the limiter says"
	}
	return "a second"
}

// variable is the variable that a way to give back calls by name: the nearest
// one of its type, if that is only one.
func (e *edit) variable(g *catalog.GiveBack, name string) *types.Var {
	if g.Each && name == "it" {
		return e.element(g)
	}
	for s := e.file.scope(e.pass.TypesInfo, e.Pos); s != nil; s = s.Parent() {
		var found []*types.Var
		for _, n := range s.Names() {
			v, ok := s.Lookup(n).(*types.Var)
			if !ok || n == "_" || !g.IsVar(name, v.Type()) {
				continue
			}
			if _, obj := e.lookup(n); obj == v {
				found = append(found, v)
			}
		}
		switch {
		case len(found) == 1:
			return found[0]
		case len(found) > 1 || s == e.pass.TypesInfo.Scopes[funcType(e.fn)]:
			return nil
		}
	}
	return nil
}

// funcType is the node of a function that has its parameters.
func funcType(fn *source.Func) *ast.FuncType {
	if fn.Lit != nil {
		return fn.Lit.Type
	}
	return fn.Decl.Type
}

// element is the element of the innermost loop around the site.
func (e *edit) element(g *catalog.GiveBack) *types.Var {
	for _, n := range e.path {
		switch n := n.(type) {
		case *ast.ForStmt, *ast.FuncLit, *ast.FuncDecl:
			return nil
		case *ast.RangeStmt:
			for _, x := range []ast.Expr{n.Key, n.Value} {
				id, ok := x.(*ast.Ident)
				if !ok {
					continue
				}
				v, ok := e.pass.TypesInfo.Defs[id].(*types.Var)
				if !ok || !g.IsVar("it", v.Type()) || e.Pos < n.Body.Pos() {
					continue
				}
				if _, obj := e.lookup(v.Name()); obj == v {
					return v
				}
			}
			return nil
		}
	}
	return nil
}

// callsMethod reports whether the function calls a method of a variable.
func (e *edit) callsMethod(v *types.Var, method string) bool {
	found := false
	ast.Inspect(e.fn.Body, func(n ast.Node) bool {
		if on, name := e.methodOf(n); on == v && name == method {
			found = true
		}
		return !found
	})
	return found
}

// methodOf returns the variable and the name of the method that a node calls.
func (x *Fixer) methodOf(n ast.Node) (*types.Var, string) {
	call, ok := n.(*ast.CallExpr)
	if !ok {
		return nil, ""
	}
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok {
		return nil, ""
	}
	id, ok := ast.Unparen(sel.X).(*ast.Ident)
	if !ok {
		return nil, ""
	}
	v, _ := x.pass.TypesInfo.Uses[id].(*types.Var)
	return v, sel.Sel.Name
}

// returns is the return statement with the given values, an error in the last
// place if there is one, and zero values for all else.
func (e *edit) returns(results *types.Tuple, values map[int]string, errText string) string {
	if results.Len() == 0 {
		return "return"
	}
	var list []string
	for i := range results.Len() {
		switch v, ok := values[i]; {
		case ok:
			list = append(list, v)
		case errText != "" && i == results.Len()-1:
			list = append(list, errText)
		default:
			list = append(list, e.zero(results.At(i).Type()))
		}
	}
	return "return " + strings.Join(list, ", ")
}

// symbol is how a declaration of another package is written.
func (e *edit) symbol(name string) (string, bool) {
	if !strings.HasPrefix(name, "~") {
		pkg, member, _ := strings.Cut(name, ".")
		return e.name(pkg, pkg, member), true
	}
	for _, sym := range e.Op.Framework.Table().Expand(name) {
		if pkg := e.reached(sym.Pkg); pkg != nil && pkg.Scope().Lookup(sym.Name) != nil {
			return e.name(sym.Pkg, pkg.Name(), sym.Name), true
		}
	}
	return "", false
}

// reached returns a package that this one imports, itself or through others.
func (x *Fixer) reached(path string) *types.Package {
	seen := make(map[*types.Package]bool)
	queue := []*types.Package{x.pass.Pkg}
	for len(queue) > 0 {
		p := queue[0]
		queue = queue[1:]
		if p.Path() == path {
			return p
		}
		for _, imp := range p.Imports() {
			if !seen[imp] {
				seen[imp] = true
				queue = append(queue, imp)
			}
		}
	}
	return nil
}

// logs is a statement that logs a message: with a logger among the function's
// variables, else with the standard one.
func (e *edit) logs(message string) string {
	scope := e.file.scope(e.pass.TypesInfo, e.Pos)
	for s := scope; s != nil && s != types.Universe; s = s.Parent() {
		for _, name := range s.Names() {
			v, ok := s.Lookup(name).(*types.Var)
			if !ok {
				continue
			}
			if _, obj := e.lookup(name); obj != v {
				continue
			}
			ptr, ok := v.Type().(*types.Pointer)
			switch {
			case !ok:
			case source.IsNamed(ptr.Elem(), "log/slog", "Logger"):
				return name + `.Warn("` + message + `")`
			case source.IsNamed(ptr.Elem(), "log", "Logger"):
				return name + `.Print("` + message + `")`
			}
		}
	}
	return e.name("log", "log", "Print") + `("` + message + `")`
}
