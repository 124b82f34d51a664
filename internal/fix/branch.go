package fix

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"github.com/jobvet/jobvet/internal/fix/syntax"
	"github.com/jobvet/jobvet/internal/source"
)

// Branches: most code has a branch for a wait that failed. A failure was rare, since
// it meant that the job was ending. After the fix the same branch runs for each
// element that is refused, which is common. So it has to give the element back.

// A branch is the code of a function for a wait that failed.
type branch struct {
	body *ast.BlockStmt
	// err is the variable that holds the error, nil if there is none. assign tells
	// that the branch has to set it, since other code reads it.
	err    *types.Var
	assign bool
	// leave is the last statement, if it leaves the function or a loop; passes
	// tells that it hands the error on.
	leave  ast.Stmt
	passes bool
}

// branch returns the branch with a body, or nil if the body declares another variable
// with the name of the error.
func (s *site) branch(body *ast.BlockStmt, err *types.Var, assign bool) *branch {
	if scope := s.Info.Scopes[body]; err != nil && scope != nil && scope.Lookup(err.Name()) != nil {
		return nil
	}
	b := &branch{body: body, err: err, assign: assign}
	end := syntax.Last(body.List)
	if end == nil || !syntax.Leaves(end) {
		return b
	}
	b.leave = end
	switch l := end.(type) {
	case *ast.ReturnStmt:
		bare := len(l.Results) == 0 && err != nil && err.Kind() == types.ResultVar
		b.passes = err != nil && (bare || s.handsOn(l, err))
	case *ast.ExprStmt:
		b.passes = !s.own() // a panic
	}
	return b
}

// handsOn reports whether a return statement of the function tells the caller of an
// error. If the last result is an error, only that one counts: in another result the
// caller would not take it for a failure.
func (s *site) handsOn(ret *ast.ReturnStmt, err types.Object) bool {
	if n := len(ret.Results); n > 0 && source.EndsInError(s.results()) {
		return s.Mentions(ret.Results[n-1], err)
	}
	return s.Mentions(ret, err)
}

// refuseIn makes a branch one for an element that the limiter refuses. It returns nil if
// there is no refusal, or if the branch takes the element for done.
func (p *plan) refuseIn(b *branch, retry string) *refusal {
	r := p.refuse(retry)
	if r == nil || b == nil {
		return nil
	}
	switch p.settled(b.body, r) {
	case acked:
		return nil // the element is done with
	case nacked:
		r.before = nil
	}
	if !p.replaceError(b, r) {
		p.leaveBy(b, r)
	}
	return r
}

// replaceError edits a branch that does nothing but return the error. It returns
// false for all other branches.
func (p *plan) replaceError(b *branch, r *refusal) bool {
	if !b.passes || b.assign || len(b.body.List) > 1 || r.err == "" {
		return false
	}
	if ret, ok := b.leave.(*ast.ReturnStmt); ok && r.back != nil && len(ret.Results) > 0 {
		p.ReplaceNode(ret, r.text())
		return true
	}
	if p.Count(b.leave, b.err) != 1 {
		return false
	}
	ast.Inspect(b.leave, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && p.Info.Uses[id] == b.err {
			p.ReplaceNode(id, r.err)
		}
		return true
	})
	return true
}

// leaveBy makes a branch end with a refusal, unless the branch returns the error
// itself. It sets the error variable if the branch uses that elsewhere.
func (p *plan) leaveBy(b *branch, r *refusal) {
	uses := p.Count(b.body, b.err)
	switch {
	case b.passes && r.err != "": // it leaves as it did
	case b.passes:
		p.ReplaceNode(b.leave, r.text()) // the give-back returns no error
		uses -= p.Count(b.leave, b.err)
	case b.leave != nil:
		uses -= p.Count(b.leave, b.err)
		p.ReplaceNode(b.leave, r.naming(b, uses))
	default:
		p.Insert(b.body.Rbrace, r.naming(b, uses)+"\n")
	}
	err := r.err
	if err == "" {
		err = p.genericError()
	}
	switch {
	case b.assign:
		p.Insert(b.body.Lbrace+1, "\n"+b.err.Name()+" = "+err)
	case uses > 0:
		p.Insert(b.body.Lbrace+1, "\n"+b.err.Name()+" := "+err)
	}
}

// naming is the text of a refusal at the end of a branch. uses counts the other uses
// of the error in the branch: if there are any, the text names the variable.
func (r *refusal) naming(b *branch, uses int) string {
	if b.err == nil || r.err == "" || !b.assign && uses == 0 {
		return r.text()
	}
	return strings.Replace(r.text(), r.err, b.err.Name(), 1)
}

// States of the message that a give-back is about.
const (
	untouched = iota
	acked
	nacked
)

// settled returns the state in which a branch itself leaves the message that the
// give-back of a refusal is about.
func (p *plan) settled(body *ast.BlockStmt, r *refusal) int {
	state := untouched
	if r.back == nil || len(r.before) == 0 {
		return state
	}
	ast.Inspect(body, func(n ast.Node) bool {
		v, method := p.MethodOf(n)
		if v == nil || !slices.Contains(r.vars, v.Name()) {
			return true
		}
		switch {
		case slices.Contains(r.back.Again, method):
			state = nacked
		case slices.Contains(r.back.Done, method):
			state = max(state, acked)
		}
		return true
	})
	return state
}
