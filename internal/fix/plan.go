package fix

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/jobvet/jobvet/internal/fix/edit"
	"github.com/jobvet/jobvet/internal/fix/syntax"
)

// A plan is a fix in the making: texts, and the names, imports and variables that they
// need. It changes nothing outside of itself until it is committed, so that a shape may
// give it up at any time.
type plan struct {
	*site
	edit.Place // at which names are written
	message    string
	// before is the statement of a list before which the plan may put others. If it is
	// none, the plan cannot.
	before inspector.Cursor
	vars   []string // the variables that it declares in blocks
	// declares tells that it declares variables, which a goto must not jump over.
	declares bool
}

// newPlan returns an empty plan. It writes names at the site, and statements before one of
// a list.
func (s *site) newPlan(before inspector.Cursor) *plan {
	return &plan{site: s, Place: edit.NewChange(s.file).At(s.Pos), before: before}
}

// commit makes the fix of a plan. There is none if the plan is nil, or if the fix would
// not compile.
func (p *plan) commit() []analysis.SuggestedFix {
	if p == nil || p.declares && p.hasGoto() || !p.keepUsed() {
		return nil
	}
	edits, ok := p.Finish()
	if !ok {
		return nil
	}
	fn := p.fn.Outermost()
	p.declared[fn] = append(p.declared[fn], p.vars...)
	return []analysis.SuggestedFix{{Message: p.message, TextEdits: edits}}
}

// ask is the if statement that asks a question and gives a refused element back. All
// fixes that ask a limiter have it from here.
func (p *plan) ask(q *question, r *refusal) string {
	p.message = q.message(r)
	return "if " + q.cond() + " {\n" + q.first + r.text() + "\n}"
}

// askBefore asks a question before the plan's statement.
func (p *plan) askBefore(q *question, r *refusal) {
	p.Insert(p.before.Node().Pos(), p.ask(q, r)+"\n")
}

// askInstead asks a question in the place of a node. It returns nil if there is no
// question, or no refusal.
func (p *plan) askInstead(q *question, n ast.Node) *plan {
	if q == nil {
		return nil
	}
	r := p.refuse(q.retry)
	if r == nil {
		return nil
	}
	p.ReplaceNode(n, p.ask(q, r))
	return p
}

// variable is the declaration of a variable. It fails if the type cannot be written.
func (p *plan) variable(name string, t types.Type) (string, bool) {
	p.declares = true
	text, ok := p.Type(t)
	return "var " + name + " " + text + "\n", ok
}

// local returns a name for a new local variable: one that the function neither
// uses nor declares.
func (p *plan) local(name string) string {
	used := make(map[string]bool)
	ast.Inspect(p.fn.Outermost().Body, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			used[id.Name] = true
		}
		return true
	})
	return edit.Fresh(name, func(name string) bool { return used[name] || p.Lookup(name) != nil })
}

// newVar returns a name for a variable that the fix declares in a block: one
// that no other fix of the function declares, since they may be applied
// together.
func (p *plan) newVar(name string) string {
	name = edit.Fresh(name, func(name string) bool {
		return name != p.local(name) || slices.Contains(p.declared[p.fn.Outermost()], name)
	})
	p.vars = append(p.vars, name)
	return name
}

// returns is a return statement with the given values, by index, with err as the last
// one unless it is "", and with zero values for the others. It fails if one of those
// cannot be written.
func (p *plan) returns(values map[int]string, err string) (string, bool) {
	text, ok := "return", true
	n := p.results().Len()
	for i := range n {
		value, given := values[i]
		switch {
		case given:
		case err != "" && i == n-1:
			value = err
		default:
			var known bool
			value, known = p.Zero(p.results().At(i).Type())
			ok = ok && known
		}
		sep := ", "
		if i == 0 {
			sep = " "
		}
		text += sep + value
	}
	return text, ok
}

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
		around, ok := p.Covering(t.Pos, t.End)
		if !ok || t.Pos == t.End {
			continue
		}
		for c := range around.Preorder((*ast.Ident)(nil)) {
			id := c.Node().(*ast.Ident)
			v, ok := p.Info.Uses[id].(*types.Var)
			if !ok || seen[v] || v.Kind() != types.LocalVar || id.Pos() < t.Pos || t.End < id.End() {
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

// hasGoto reports whether the function has a goto.
func (s *site) hasGoto() bool {
	return syntax.Exists(s.fn.Body, func(b *ast.BranchStmt) bool { return b.Tok == token.GOTO })
}
