package analyzer

import (
	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/effect"
	"github.com/jobvet/jobvet/internal/operator"
)

// rateAsync reports rate limiting that was moved off the operator's own call:
// the operator returns before the limit was kept.
func rateAsync() *rule {
	return &rule{
		name: string(effect.RateAsync),
		level: func(p catalog.Policy, f *effect.Finding) Level {
			if p == catalog.Free {
				return LevelCaution
			}
			return LevelError
		},
		harm: func(*catalog.Framework, *effect.Finding) string {
			return "the operator does not keep the limit, or waits for somebody else's goroutine to keep it"
		},
		advice: func(op *operator.Operator, f *effect.Finding) string {
			own := *f
			own.Bound = effect.Bound{Kind: effect.Nothing}
			return "keep the limit in the operator itself: " + keepLimit(op, &own)
		},
	}
}
