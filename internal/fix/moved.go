package fix

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/effect"
	"github.com/jobvet/jobvet/internal/fix/move"
	"github.com/jobvet/jobvet/internal/fix/syntax"
)

// Moved limiters: the bundled limiter can take the place of another one.

// hasLimiter reports whether the file can import the bundled limiter: the package
// imports it already, or the module requires it.
func (s *site) hasLimiter() bool {
	return s.Reached(move.Limiter) != nil || move.IsRequired(s.file.Name())
}

// move returns the fix that moves the limiter of a call to the bundled one in the whole
// package. It is an alternative, because the module may not have the bundled one yet.
func (s *site) move(call *ast.CallExpr) []analysis.SuggestedFix {
	m := &move.Package{
		Package: s.Package, Files: s.files,
		IsReported: func(call token.Pos) bool {
			_, ok := s.planned[call]
			return ok
		},
		Ask: func(call token.Pos, moved map[*types.Var]bool) ([]analysis.TextEdit, bool) {
			at := s.siteAt(s.planned[call])
			if at == nil {
				return nil, false
			}
			at.moved, at.cures = moved, s.cures
			fixes := at.rateWait()
			if len(fixes) == 0 {
				return nil, false
			}
			return fixes[0].TextEdits, true
		},
	}
	fix, ok := m.Fix(call)
	if !ok {
		return nil
	}
	return []analysis.SuggestedFix{fix}
}

// tryMoved returns the question to a limiter that becomes the bundled one.
func (p *plan) tryMoved(entry *catalog.Call, call *ast.CallExpr, sel *ast.SelectorExpr) *question {
	size := effect.SizeArg(entry, p.Info, call)
	v := move.Holder(p.Info, sel.X)
	if v == nil || !p.moved[v.Origin()] || entry.Delay || size != nil && syntax.HasCalls(size) || !p.graph.Fits(sel.X, size) {
		return nil
	}
	name, arg := "TryAcquire", ""
	if n := move.Size(p.File, p.Info, size); n != "1" {
		name, arg = "TryAcquireN", n
	}
	text := p.Of(sel.X) + "." + name + "(" + arg + ")"
	return &question{granted: text, refused: "!" + text, says: askInstead(name), retry: p.retryAfter(sel.X, size)}
}
