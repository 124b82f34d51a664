package fix

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"
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

// hasGoto reports whether the function has a goto.
func (s *site) hasGoto() bool {
	return syntax.Exists(s.fn.Body, func(b *ast.BranchStmt) bool { return b.Tok == token.GOTO })
}
