package fix

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/effect"
	"github.com/jobvet/jobvet/internal/fix/edit"
	"github.com/jobvet/jobvet/internal/fix/syntax"
	"github.com/jobvet/jobvet/internal/operator"
	"github.com/jobvet/jobvet/internal/source"
)

// A Fixer makes the fixes of one package. It is not for several goroutines.
type Fixer struct {
	*syntax.Package
	graph *effect.Graph
	files *edit.Files
	// declared are the names of the variables that fixes declare in blocks.
	declared map[*source.Func][]string
	// planned are the waits for a limiter that are to be reported.
	planned map[token.Pos]Request
	// asked are the kinds of cures that the user asks for.
	asked []catalog.CureKind
}

// Plan tells the Fixer all waits for a limiter that are going to be reported. The fix
// of one depends on the others if they share a limiter or a variable.
func (x *Fixer) Plan(waits map[token.Pos]Request) { x.planned = waits }

// New returns a Fixer for the package of pass; graph has its effects. The Fixer also
// makes fixes of the kinds asked that were not measured to be good.
func New(pass *analysis.Pass, src *source.Package, cat *catalog.Catalog, graph *effect.Graph, asked []catalog.CureKind) *Fixer {
	return &Fixer{
		Package: syntax.New(src, cat), graph: graph, asked: asked,
		files: edit.NewFiles(pass, src), declared: make(map[*source.Func][]string),
	}
}

// Files returns the files that fixes edit or might have edited, each with the text
// that it was read with.
func (x *Fixer) Files() map[*ast.File][]byte { return x.files.Texts() }

// A Request asks for the fixes of a finding.
type Request struct {
	Rule      effect.Rule
	Pos       token.Pos
	Bound     effect.Bound
	Join      effect.Join
	Uncertain bool
	Op        *operator.Operator
	// Finding is the finding itself; nil for another place of a fix.
	Finding *effect.Finding
}

// Fixes returns the fixes of a finding, the best first.
func (x *Fixer) Fixes(r Request) []analysis.SuggestedFix {
	s := x.siteAt(r)
	if s == nil {
		return nil
	}
	return x.files.WithLineEnds(s.fixes())
}

func (s *site) fixes() []analysis.SuggestedFix {
	switch s.Rule {
	case effect.RateWait:
		return s.rateWait()
	case effect.SyncWait:
		return s.syncWait()
	}
	return s.shape().commit()
}

// shape is the plan for a finding of a rule that has one fix.
func (s *site) shape() *plan {
	switch s.Rule {
	case effect.RateAsync:
		return s.rateAsync()
	case effect.TimeWait:
		return s.timeWait()
	case effect.ChanWait:
		return s.chanWait()
	case effect.GoSpawn:
		return s.goSpawn()
	case effect.JobExit:
		return s.jobExit()
	case BulkAcquire:
		return s.bulkAcquire()
	}
	return nil
}

// Elsewhere returns the fixes of a finding that stands in another package, behind
// a call of this one.
func (x *Fixer) Elsewhere(r Request) []analysis.SuggestedFix {
	s := x.siteAt(r)
	if s == nil || x.graph.Context(r.Finding) == nil {
		return nil
	}
	return s.ownContext().commit()
}

// A site is the place of a finding.
type site struct {
	*Fixer
	Request
	file *edit.File
	cur  inspector.Cursor // at the innermost node
	fn   *source.Func     // the function or literal around it
	// moved are the limiters that are the bundled one already, in a fix that
	// moves them; nil elsewhere.
	moved map[*types.Var]bool
	// cures are the kinds of cures that may be used although they were not measured to
	// be good.
	cures []catalog.CureKind
}

// siteAt returns nil if the finding is not in a function of a file for editing.
func (x *Fixer) siteAt(r Request) *site {
	file := x.files.At(r.Pos)
	cur, ok := x.Covering(r.Pos, r.Pos+1)
	if file == nil || !ok {
		return nil
	}
	s := &site{Fixer: x, Request: r, file: file, cur: cur, fn: x.FuncAt(cur), cures: x.asked}
	if s.fn == nil {
		return nil
	}
	return s
}

// own reports whether the site stands in the operator itself, and not in a helper or
// in a literal. Only there the function can use the framework's give-back.
func (s *site) own() bool { return s.Op.Fn == s.fn }

// has reports whether the user asks for fixes of a kind. may reports whether they are
// made: if the user asks, or if they were measured to be good for the framework.
func (s *site) has(kind catalog.CureKind) bool { return slices.Contains(s.cures, kind) }

func (s *site) may(kind catalog.CureKind) bool {
	return s.has(kind) || s.Op.Framework.IsGood(kind)
}

// begins returns the innermost node that begins at the site and for which ok holds.
func (s *site) begins(ok func(ast.Node) bool) (inspector.Cursor, bool) {
	for c := range s.cur.Enclosing() {
		if n := c.Node(); n.Pos() == s.Pos && ok(n) {
			return c, true
		}
	}
	return inspector.Cursor{}, false
}

// results are the results of the function at the site.
func (s *site) results() *types.Tuple { return s.fn.Sig.Results() }
