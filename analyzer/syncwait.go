package analyzer

import (
	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/effect"
	"github.com/jobvet/jobvet/internal/operator"
)

// syncWait reports waits for other goroutines and processes: they last as long
// as what is waited for, which this analysis does not know.
func syncWait() *rule {
	return &rule{
		name: string(effect.SyncWait),
		level: func(p catalog.Policy, f *effect.Finding) Level {
			if p == catalog.Free || p == catalog.Bounded && f.Bound.Kind > effect.Foreign {
				return levelNone
			}
			return LevelCaution
		},
		harm: harmOfWaiting,
		advice: func(*operator.Operator, *effect.Finding) string {
			return "make sure that what it waits for ends, and soon"
		},
	}
}
