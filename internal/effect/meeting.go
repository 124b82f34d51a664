package effect

import (
	"go/ast"
	"go/types"
	"slices"
)

// A meeting is what two operations share if they meet at a channel: the field or package
// variable that holds it, or the call that made it. Two fields may hold one channel, as in
// a sender and its receiver.
type meeting struct {
	v    *types.Var
	made *ast.CallExpr
}

// meetings returns what a channel may be known by.
func (g *Graph) meetings(ch ast.Expr) []meeting {
	var list []meeting
	if v := g.Source.VarOf(ch); v != nil && isKept(v) {
		list = append(list, meeting{v: v.Origin()})
	}
	for _, made := range g.channelsOf(ch, 4) {
		list = append(list, meeting{made: made})
	}
	return list
}

// isKept reports whether a variable is a field or a package variable.
func isKept(v *types.Var) bool { return v.IsField() || v.Kind() == types.PackageVar }

// channelsOf returns the calls that made what an expression may be. If it is a parameter, the
// callers tell.
func (g *Graph) channelsOf(ch ast.Expr, steps int) []*ast.CallExpr {
	var list []*ast.CallExpr
	for _, o := range g.Source.Origins(ch) {
		switch {
		case o.Param != nil && steps > 0:
			for _, arg := range g.argumentsFor(o.Param) {
				list = append(list, g.channelsOf(arg, steps-1)...)
			}
		case o.Expr != nil:
			if call, ok := ast.Unparen(o.Expr).(*ast.CallExpr); ok && g.Source.Builtin(call) == "make" {
				list = append(list, call)
			}
		}
	}
	return list
}

// isDead reports whether nobody calls a declared function: only the package could, and does not
// name it.
func (g *Graph) isDead(fn *types.Func, decl *ast.FuncDecl) bool {
	_, all := g.callersOf(fn)
	return all && g.named[fn.Origin()] == 0 && decl.Recv == nil && fn.Name() != "main" && !hasDirective(decl.Doc)
}

// hasDirective reports whether a comment has a directive of jobvet's.
func hasDirective(doc *ast.CommentGroup) bool {
	if doc == nil {
		return false
	}
	return slices.ContainsFunc(doc.List, func(c *ast.Comment) bool {
		d, ok := ast.ParseDirective(c.Pos(), c.Text)
		return ok && d.Tool == "jobvet"
	})
}
