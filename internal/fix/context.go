package fix

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/jobvet/jobvet/internal/source"
)

// context is an expression for the context that ends the function's work: a
// parameter, or what a parameter hands out. It is "" if there is none. What
// ends the work of a literal in an operator is the operator's context: a context
// that the literal gets may end before.
func (p *plan) context() string {
	for fn := p.fn; fn != nil && fn.Body != nil; fn = fn.Parent {
		if fn.Lit != nil && fn != p.Op.Fn {
			continue
		}
		if found := p.contextOf(fn); found != "" {
			return found
		}
	}
	return ""
}

func (p *plan) contextOf(fn *source.Func) string {
	found := ""
	for v := range fn.Sig.Params().Variables() {
		if v.Name() == "_" || v.Name() == "" || !p.Sees(v) || !p.isSteady(v) {
			continue
		}
		if source.IsContext(v.Type()) {
			return v.Name()
		}
		if found == "" && handsOutContext(source.Method(v.Type(), "Context", p.Types)) {
			found = v.Name() + ".Context()"
		}
	}
	return found
}

// handsOutContext reports whether a method returns just a context.
func handsOutContext(m *types.Func) bool {
	if m == nil {
		return false
	}
	sig := m.Signature()
	return sig.Params().Len() == 0 && sig.Results().Len() == 1 && source.IsContext(sig.Results().At(0).Type())
}

// isSteady reports whether a parameter holds what the function was given, or
// contexts that another package makes of it and that end no sooner: nobody gets
// a function to end them, as of context.WithTimeout, and they come alone or
// first, unlike those of a group.
func (x *Fixer) isSteady(param *types.Var) bool {
	return !slices.ContainsFunc(x.Src.Values(param), func(val source.Value) bool {
		call, ok := ast.Unparen(val.Expr).(*ast.CallExpr)
		return !ok || val.Result != 0 || !x.endsNoSooner(call, param)
	})
}

// endsNoSooner reports whether a call makes a context of one that it is given, which
// ends when that does.
func (x *Fixer) endsNoSooner(call *ast.CallExpr, given *types.Var) bool {
	fn := x.Selected(call)
	if fn == nil || fn.Pkg() == x.Types || fn.Pkg().Path() == "context" && fn.Name() != "WithValue" {
		return false
	}
	for v := range fn.Signature().Results().Variables() {
		if source.IsFunc(v.Type()) {
			return false
		}
	}
	return slices.ContainsFunc(call.Args, func(arg ast.Expr) bool { return x.IsVar(arg, given) })
}

// cancelled is the case of a select that leaves the function when the
// operator's context ends.
func (p *plan) cancelled() (string, bool) {
	ctx := p.context()
	switch {
	case ctx == "" || p.owes():
		return "", false
	case !source.EndsInError(p.results()):
		return "", false // its caller would go on as if nothing were
	case !p.own() && !p.isHeeded(ctx):
		return "", false
	}
	leave, ok := p.returns(nil, ctx+".Err()")
	return "case <-" + ctx + ".Done():\n" + leave + "\n", ok
}
