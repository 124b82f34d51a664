package analyzer

import (
	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/effect"
	"github.com/jobvet/jobvet/internal/operator"
)

// chanWait reports channel operations that nothing bounds, and under a policy
// that forbids waiting those that only a context bounds.
func chanWait() *rule {
	return &rule{
		name: string(effect.ChanWait),
		level: func(p catalog.Policy, f *effect.Finding) Level {
			switch k := f.Bound.Kind; {
			case k == effect.Nothing && p == catalog.Free:
				return LevelCaution
			case k == effect.Nothing:
				return LevelError
			case k == effect.Duration || p == catalog.Free:
				return levelNone
			case k == effect.Foreign || p == catalog.Forbid:
				return LevelCaution
			}
			return levelNone
		},
		harm: harmOfWaiting,
		advice: func(op *operator.Operator, f *effect.Finding) string {
			switch {
			case op.Policy == catalog.Forbid && f.Bound.Kind != effect.Nothing:
				return "do not wait here: add a default case"
			case hasContext(op):
				return "add a case for the Done channel of the operator's context, if nobody is left waiting then"
			}
			return "add a default case, or a timer that ends the wait, if nobody is left waiting then"
		},
	}
}
