package rule

import (
	"github.com/jobvet/jobvet/internal/effect"
	"github.com/jobvet/jobvet/internal/finding"
)

// rateAsync reports rate limiting that was moved off the operator's own call:
// the operator returns before the limit was kept.
var rateAsync = &Rule{
	Name:   string(effect.RateAsync),
	Order:  2,
	Levels: PerPolicy{Forbid: finding.Error, Bounded: finding.Error, Free: finding.Caution},
	Harm: func(f *Found) string {
		if f.And != nil {
			return f.And.Rule.Harm(f.And)
		}
		return "another goroutine keeps the limit, and the framework does not know of it"
	},
	Advice: func(f *Found) string {
		own := *f.Finding
		own.Bound = effect.Bound{Kind: effect.Nothing}
		if holds(f.Op) {
			return keepLimit(f.Op, &own)
		}
		return "keep the limit in the operator itself: " + keepLimit(f.Op, &own)
	},
	Fix: fixEffect,
}
