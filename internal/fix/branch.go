package fix

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"github.com/jobvet/jobvet/internal/fix/syntax"
	"github.com/jobvet/jobvet/internal/source"
)

// Branches: most code looks at the error of a wait, and has a branch for a wait
// that failed. That meant that the job was ending. The same branch is going to be
// run for each element that is refused, which is common, so that it has to give
// the element back.

// A branch is what a function does if a wait failed.
type branch struct {
	body *ast.BlockStmt
	// err is the variable that holds the error, nil if there is none. assign tells
	// that the branch has to set it, since what follows reads it.
	err    *types.Var
	assign bool
	// leave is the last statement, if it leaves the function or a loop; passes
	// tells that it hands the error on.
	leave  ast.Stmt
	passes bool
}

// branch returns nothing if the body hides the error by a variable of the same
// name.
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

// handsOn reports whether a return statement of the function tells the caller of
// an error: by the last result, if that is one. What else is made of it is not
// heard as a failure.
func (s *site) handsOn(ret *ast.ReturnStmt, err types.Object) bool {
	if n := len(ret.Results); n > 0 && source.EndsInError(s.results()) {
		return s.Mentions(ret.Results[n-1], err)
	}
	return s.Mentions(ret, err)
}

// refuseIn edits a branch so that it is one for an element that is refused. It
// returns nil if the branch goes on with the element and nothing else is possible.
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

// replaceError edits a branch that does nothing but return the error, and reports
// whether it is one.
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

// leaveBy makes a branch leave by a refusal, unless it hands the refusal's error
// on itself, and gives that error its name.
func (p *plan) leaveBy(b *branch, r *refusal) {
	uses := p.Count(b.body, b.err)
	switch {
	case b.passes && r.err != "": // it leaves as it did
	case b.passes:
		p.ReplaceNode(b.leave, r.text()) // the framework's way is no error
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

// naming is the text of a refusal at the end of a branch, which has a name for the
// error if it uses the error elsewhere.
func (r *refusal) naming(b *branch, uses int) string {
	if b.err == nil || r.err == "" || !b.assign && uses == 0 {
		return r.text()
	}
	return strings.Replace(r.text(), r.err, b.err.Name(), 1)
}

// What a branch does with the message itself.
const (
	untouched = iota
	acked
	nacked
)

// settled tells what a branch does itself with the message that the framework's
// way to give back is about.
func (p *plan) settled(body *ast.BlockStmt, r *refusal) int {
	state := untouched
	if r.back == nil || len(r.before) == 0 {
		return state
	}
	ast.Inspect(body, func(n ast.Node) bool {
		v, method := p.MethodOf(n)
		if v == nil || v.Name() != r.it {
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
