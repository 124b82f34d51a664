package fix

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/jobvet/jobvet/internal/source"
)

// context is an expression for the context that ends the function's work: a
// parameter, or a method call of a parameter. It is "" if there is none. For a literal
// in an operator it is the operator's context, because a context that the literal gets
// may end earlier.
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

// isSteady reports whether a parameter always holds the context that the function was
// given, or one that another package makes of it and that does not end earlier. Such a
// call returns no function that ends the context, as context.WithTimeout does, and
// returns the context alone or first, unlike that of a group.
func (x *Fixer) isSteady(param *types.Var) bool {
	return !slices.ContainsFunc(x.Src.Values(param), func(val source.Value) bool {
		call, ok := ast.Unparen(val.Expr).(*ast.CallExpr)
		return !ok || val.Result != 0 || !x.endsNoSooner(call, param)
	})
}

// endsNoSooner reports whether a call makes a context of a given one, and the new one
// does not end earlier.
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

// cancelled is the case of a select that leaves the function when the operator's context
// ends. It fails if the function must not leave, or its error would not be heard.
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
