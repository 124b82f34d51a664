package analyzer

import (
	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/effect"
)

// rateWait reports limiter calls that block. Under a policy that tolerates
// bounded waits, one that the operator's own context or a time limit ends is
// to be used with caution; one that ends with some other context outlives the
// job's own deadline.
func rateWait() *rule {
	return &rule{
		name: string(effect.RateWait),
		level: func(p catalog.Policy, f *effect.Finding) Level {
			switch p {
			case catalog.Forbid:
				return LevelError
			case catalog.Bounded:
				if f.Bound.Kind > effect.Foreign {
					return LevelCaution
				}
				return LevelError
			}
			if f.Bound.Kind == effect.Nothing {
				return LevelCaution
			}
			return levelNone
		},
		harm: func(fw *catalog.Framework, f *effect.Finding) string {
			if f.Never {
				return "it fails each time, and with it the element"
			}
			return harmOfWaiting(fw, f)
		},
		advice: keepLimit,
	}
}
