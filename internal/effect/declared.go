package effect

import (
	"github.com/jobvet/jobvet/internal/source"
)

// DeclaredWait returns the summary of a function that waits by the word of a
// directive, with the reason that it gives. If the function has a context parameter,
// the first one ends the wait.
func DeclaredWait(fn *source.Func, reason string) *Summary {
	e := &Effect{Rule: ChanWait, Pos: fn.Body.Pos(), Phrase: "waits in " + fn.Name() + " (" + reason + ")"}
	if fn.Obj != nil {
		e.Pos = fn.Obj.Pos()
	}
	for v := range fn.Sig.Params().Variables() {
		if source.IsContextLike(v.Type()) {
			e.Bound = Bound{Kind: Param, Var: v}
			break
		}
	}
	return NewSummary(e)
}
