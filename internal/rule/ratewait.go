package rule

import (
	"github.com/jobvet/jobvet/internal/effect"
	"github.com/jobvet/jobvet/internal/finding"
)

// rateWait reports limiter calls that block. Under a policy that tolerates
// bounded waits, one that the operator's own context or a time limit ends is
// to be used with caution; one that ends with some other context outlives the
// job's own deadline.
var rateWait = &Rule{
	Name:  string(effect.RateWait),
	Order: 1,
	Levels: PerBound{ // forbid, bounded, free
		Hangs:    PerPolicy{finding.Error, finding.Error, finding.Caution},
		Nothing:  PerPolicy{finding.Error, finding.Error, finding.Caution},
		Foreign:  PerPolicy{finding.Error, finding.Error, finding.None},
		Context:  PerPolicy{finding.Error, finding.Caution, finding.None},
		Duration: PerPolicy{finding.Error, finding.Caution, finding.None},
	},
	Harm: func(f *Found) string {
		if f.Never {
			return "it fails each time, and with it the element"
		}
		return harmOfWaiting(f)
	},
	Advice: func(f *Found) string { return keepLimit(f.Op, f.Finding) },
	Plan:   planWaits,
	Fix:    fixEffect,
}
