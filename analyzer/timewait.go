package analyzer

import (
	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/effect"
	"github.com/jobvet/jobvet/internal/operator"
)

// timeWait reports sleeps: time.Sleep, bare receives from timers, and the
// back-off libraries that sleep between attempts.
func timeWait() *rule {
	return &rule{
		name: string(effect.TimeWait),
		level: func(p catalog.Policy, f *effect.Finding) Level {
			switch k := f.Bound.Kind; {
			case p == catalog.Free:
				return levelNone
			case k == effect.Nothing:
				return LevelError
			case k == effect.Foreign || p == catalog.Forbid:
				return LevelCaution
			}
			return levelNone
		},
		harm: harmOfWaiting,
		advice: func(op *operator.Operator, f *effect.Finding) string {
			switch {
			case op.Framework.Instead != "":
				return "do not sleep: " + op.Framework.Instead
			case op.Policy == catalog.Bounded && hasContext(op):
				return "wait for a timer in a select that also watches the operator's context"
			case op.Policy == op.Framework.Policy && op.Framework.IsGood(catalog.GiveBackCure):
				return "do not sleep: " + op.Framework.YieldAfter("delay")
			}
			return "do not sleep"
		},
	}
}
