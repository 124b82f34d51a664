package effect

import (
	"github.com/jobvet/jobvet/internal/source"
)

// DeclaredWait is the summary of a function that is declared to wait, by a
// directive with the given reason. What ends the wait is its first context
// parameter, if it has one.
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
	return summaryOf(e)
}
