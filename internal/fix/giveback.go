package fix

import (
	"go/ast"
	"go/types"
	"maps"
	"slices"
	"strings"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/fix/syntax"
	"github.com/jobvet/jobvet/internal/source"
)

// Give-backs: the catalogue says in Go text how a framework takes an element back.
// Names in braces stand for variables of the operator, for symbols of the framework,
// for the delay and for the reason.

// giveBack returns the refusal by one of the framework's give-backs, or nil if the
// operator cannot use it.
func (p *plan) giveBack(g *catalog.GiveBack, retry string) *refusal {
	if !p.isRegisteredFor(g) || p.workedBefore(g) || g.Error != "" && !source.EndsInError(p.results()) {
		return nil
	}
	vars, ok := p.variables(g)
	if !ok {
		return nil
	}
	f := &filler{p, vars, retry}
	values, ok := f.values(g)
	if !ok {
		return nil
	}
	statement, stated := f.filled(g.Statement)
	err, named := f.filled(g.Error)
	if !stated || !named {
		return nil
	}
	r := &refusal{leave: "continue", err: err, back: g, vars: slices.Collect(maps.Values(vars))}
	r.says, _ = catalog.Fill(g.Says, func(string) (string, bool) { return delaySays(retry), true })
	if statement != "" {
		r.before = []string{statement}
	}
	if !g.Each {
		if r.leave, ok = p.returns(values, err); !ok {
			return nil
		}
	}
	return r
}

// isRegisteredFor reports whether a give-back works for all calls that register the
// operator.
func (p *plan) isRegisteredFor(g *catalog.GiveBack) bool {
	only := g.RegisteredBy()
	if len(only) == 0 {
		return true
	}
	return len(p.Op.By) > 0 && !slices.ContainsFunc(p.Op.By, func(s catalog.Symbol) bool { return !slices.Contains(only, s) })
}

// workedBefore reports whether the function emits output for the element before the
// site, or claims a part of it. If the element came back, that work would be done
// twice, or the part be lost.
func (s *site) workedBefore(g *catalog.GiveBack) bool {
	emitters := s.emitters()
	return syntax.Exists(s.fn.Body, func(call *ast.CallExpr) bool {
		if call.Pos() >= s.Pos {
			return false
		}
		switch fun := ast.Unparen(call.Fun).(type) {
		case *ast.Ident:
			v, ok := s.Info.Uses[fun].(*types.Var)
			return ok && slices.Contains(emitters, v)
		case *ast.SelectorExpr:
			return slices.Contains(g.Claims, fun.Sel.Name)
		}
		return false
	})
}

// emitters are the functions that the framework hands to the operator to emit its
// output. They do not wait.
func (s *site) emitters() []*types.Var {
	if !s.Op.Framework.Emitters || s.Op.Fn == nil {
		return nil
	}
	return slices.DeleteFunc(slices.Collect(s.Op.Fn.Sig.Params().Variables()), func(v *types.Var) bool { return !source.IsFunc(v.Type()) })
}

// variables returns the names of the operator's variables by the names that a
// give-back has for them. It fails if one is not there.
func (p *plan) variables(g *catalog.GiveBack) (map[string]string, bool) {
	vars := make(map[string]string)
	for name := range g.Vars {
		v := p.nearest(g, name)
		if g.Each && name == "it" {
			v = p.element(g)
		}
		if v == nil || name == "it" && g.Uses != "" && !p.callsMethod(v, g.Uses) {
			return nil, false
		}
		vars[name] = v.Name()
	}
	return vars, true
}

// nearest returns the variable with the type that a give-back wants for a name. It is
// in the nearest scope that has any. If that has several, there is none.
func (p *plan) nearest(g *catalog.GiveBack, name string) *types.Var {
	for scope := p.Scope(p.Pos); scope != nil; scope = scope.Parent() {
		var found []*types.Var
		for _, n := range scope.Names() {
			if v, ok := scope.Lookup(n).(*types.Var); ok && n != "_" && g.IsVar(name, v.Type()) && p.Sees(v) {
				found = append(found, v)
			}
		}
		switch {
		case len(found) == 1:
			return found[0]
		case len(found) > 1 || scope == p.Info.Scopes[funcType(p.fn)]:
			return nil
		}
	}
	return nil
}

// funcType is the syntax of a function's parameters and results.
func funcType(fn *source.Func) *ast.FuncType {
	if fn.Lit != nil {
		return fn.Lit.Type
	}
	return fn.Decl.Type
}

// element is the element of the innermost loop around the site.
func (p *plan) element(g *catalog.GiveBack) *types.Var {
	for c := range p.cur.Enclosing((*ast.RangeStmt)(nil), (*ast.ForStmt)(nil), (*ast.FuncLit)(nil), (*ast.FuncDecl)(nil)) {
		loop, ok := c.Node().(*ast.RangeStmt)
		if !ok || p.Pos < loop.Body.Pos() {
			return nil
		}
		for _, x := range []ast.Expr{loop.Key, loop.Value} {
			id, ok := x.(*ast.Ident)
			if !ok {
				continue
			}
			if v, ok := p.Info.Defs[id].(*types.Var); ok && g.IsVar("it", v.Type()) && p.Sees(v) {
				return v
			}
		}
		return nil
	}
	return nil
}

// callsMethod reports whether the function calls a method of a variable.
func (s *site) callsMethod(v *types.Var, method string) bool {
	return syntax.Exists(s.fn.Body, func(call *ast.CallExpr) bool {
		on, name := s.MethodOf(call)
		return on == v && name == method
	})
}

// A filler fills the texts of a give-back.
type filler struct {
	*plan
	names map[string]string // of variables, by those of the give-back
	retry string            // the delay, if the limiter says it
}

// filled replaces the names of a text. It fails if the package does not reach one.
func (f *filler) filled(text string) (string, bool) {
	return catalog.Fill(text, func(word string) (string, bool) {
		if v, ok := f.names[word]; ok {
			return v, true
		}
		switch {
		case word == "delay" && f.retry != "":
			return f.retry, true
		case word == "delay":
			return f.Std("time", "Second"), true
		case word == "reason":
			return f.reason(), true
		}
		return f.symbol(word)
	})
}

// values returns the values for the operator's results, by index. It fails if the
// give-back has values for other results only, or has no value where one is needed.
func (f *filler) values(g *catalog.GiveBack) (map[int]string, bool) {
	values := make(map[int]string)
	for i := range f.results().Len() {
		t := f.results().At(i).Type()
		text, ok := g.Result(t)
		switch {
		case ok:
			if values[i], ok = f.filled(text); !ok {
				return nil, false
			}
		case !g.Each && len(g.Results) == 0 && g.Error == "" && !source.IsError(t):
			return nil, false
		}
	}
	return values, len(g.Results) == 0 || len(values) > 0
}

// symbol returns how the catalogue's name of a declaration is written at the site.
func (p *plan) symbol(name string) (string, bool) {
	if !strings.HasPrefix(name, "~") {
		pkg, member, _ := strings.Cut(name, ".")
		return p.Member(pkg, pkg, member)
	}
	for _, sym := range p.Op.Framework.Table().Expand(name) {
		if pkg := p.Reached(sym.Pkg); pkg != nil && pkg.Scope().Lookup(sym.Name) != nil {
			return p.Member(sym.Pkg, pkg.Name(), sym.Name)
		}
	}
	return "", false
}

func delaySays(retry string) string {
	if retry != "" {
		return "the time that the limiter says"
	}
	return "a second"
}
