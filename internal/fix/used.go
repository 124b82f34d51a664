package fix

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/jobvet/jobvet/internal/fix/syntax"
)

// Used variables: Go wants a use of each local variable. A fix may remove the last one,
// alone or together with other fixes, since drivers apply all of them at once.

// keepUsed keeps the function compiling if the edits remove the last use of a local
// variable, such as an argument that the new call does not take. It fails if there is
// no place at which to use the variable.
func (p *plan) keepUsed() bool {
	var kept []analysis.TextEdit
	for _, v := range p.unused() {
		if !p.before.Valid() {
			return false
		}
		pos := p.before.Node().Pos()
		switch {
		case !p.Means(v, pos): // its declaration goes, too
		case !syntax.Listed(p.before):
			return false
		default:
			kept = append(kept, analysis.TextEdit{Pos: pos, End: pos, NewText: []byte("_ = " + v.Name() + "\n")})
		}
	}
	p.Edits = append(kept, p.Edits...)
	return true
}

// unused returns the local variables that the edits may leave without a use.
func (p *plan) unused() []*types.Var {
	var list []*types.Var
	seen := make(map[*types.Var]bool)
	for _, t := range p.Edits {
		if t.Pos == t.End {
			continue
		}
		for _, id := range p.Idents(t.Pos, t.End) {
			v, ok := p.Info.Uses[id].(*types.Var)
			if !ok || seen[v] || v.Kind() != types.LocalVar {
				continue
			}
			seen[v] = true
			if !p.isGone(v.Pos(), v.Pos()) && !slices.ContainsFunc(p.UsesOf(v), p.stays) && !p.Writes(v.Name()) {
				list = append(list, v)
			}
		}
	}
	return list
}

// isGone reports whether an edit replaces a range.
func (p *plan) isGone(from, to token.Pos) bool {
	return slices.ContainsFunc(p.Edits, func(t analysis.TextEdit) bool { return t.Pos <= from && to <= t.End && t.Pos < t.End })
}

// stays reports whether a use of a variable remains after this fix and after all others
// that may be applied with it.
func (p *plan) stays(use *ast.Ident) bool {
	c := p.Find(use)
	if p.isGone(use.Pos(), use.End()) || isAssigned(c) {
		return false
	}
	return p.isBeforeEdit(use) || !p.isLimiterArg(c) && !p.mayGo(c)
}

// isBeforeEdit reports whether a use stands in the plan's statement before a part that
// is replaced. This fix keeps it, and the statement has no other fix.
func (p *plan) isBeforeEdit(use *ast.Ident) bool {
	if !p.before.Valid() || !syntax.Within(use, p.before.Node()) {
		return false
	}
	return slices.ContainsFunc(p.Edits, func(t analysis.TextEdit) bool {
		return use.End() <= t.Pos && t.Pos < t.End && t.End <= p.before.Node().End()
	})
}

// isAssigned reports whether an identifier is only assigned to.
func isAssigned(c inspector.Cursor) bool {
	if c.ParentEdgeKind() != edge.AssignStmt_Lhs {
		return false
	}
	tok := c.Parent().Node().(*ast.AssignStmt).Tok
	return tok == token.ASSIGN || tok == token.DEFINE
}

// mayGo reports whether an identifier stands in a statement that waits for a limiter, or
// in the one behind it: the fix of that wait may remove it.
func (x *Fixer) mayGo(use inspector.Cursor) bool {
	for c := range use.Enclosing((*ast.SelectStmt)(nil), (*ast.ForStmt)(nil), (*ast.SwitchStmt)(nil)) {
		to := c.Node().Pos() + 1
		if sw, ok := c.Node().(*ast.SwitchStmt); ok {
			to = sw.Body.Pos()
		}
		if x.plannedIn(c.Node().Pos(), to) {
			return true
		}
	}
	for c := range use.Enclosing() {
		st, ok := c.Node().(ast.Stmt)
		if !ok || !syntax.Listed(c) {
			continue
		}
		from := st.Pos()
		if ifs, ok := st.(*ast.IfStmt); ok && ifs.Init == nil && syntax.Within(use.Node(), ifs.Cond) {
			if before, _ := syntax.Beside(c); len(before) > 0 {
				from = before[len(before)-1].Pos() // which may set the error
			}
		}
		return x.plannedIn(from, st.End())
	}
	return false
}

// plannedIn reports whether a wait that is to be reported stands in a range.
func (x *Fixer) plannedIn(from, to token.Pos) bool {
	for pos := range x.planned {
		if from <= pos && pos < to {
			return true
		}
	}
	return false
}

// isLimiterArg reports whether an identifier is an argument of a call that waits for a
// limiter: a fix may remove it.
func (x *Fixer) isLimiterArg(use inspector.Cursor) bool {
	for c := range use.Enclosing((*ast.CallExpr)(nil), (*ast.BlockStmt)(nil)) {
		call, ok := c.Node().(*ast.CallExpr)
		if !ok {
			return false
		}
		entry, _, sel := x.EntryOf(call)
		return entry != nil && entry.Limiter && entry.Effect != "" && !syntax.Within(use.Node(), sel)
	}
	return false
}
