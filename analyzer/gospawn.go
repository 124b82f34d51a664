package analyzer

import (
	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/effect"
	"github.com/jobvet/jobvet/internal/operator"
)

// goSpawn reports goroutines that can outlive the operator call. One that is
// joined is fine where waiting is; one that uses what is valid only on the
// operator's own goroutine is never.
func goSpawn() *rule {
	return &rule{
		name: string(effect.GoSpawn),
		level: func(p catalog.Policy, f *effect.Finding) Level {
			switch {
			case p == catalog.Free:
				return levelNone
			case f.Join != effect.Joined:
				return LevelError
			case p == catalog.Forbid:
				return LevelCaution
			}
			return levelNone
		},
		harm: func(f *catalog.Framework, _ *effect.Finding) string { return f.Spawn },
		advice: func(op *operator.Operator, f *effect.Finding) string {
			if f.Join == effect.Joined {
				return "call it directly, if it waits for nothing that comes after it"
			}
			return "wait for it on every path before returning"
		},
	}
}
