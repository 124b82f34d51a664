package rule

import (
	"cmp"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/effect"
	"github.com/jobvet/jobvet/internal/operator"
)

// Advice: what to do about a finding. If there is a fix, the advice is what it
// does. Else it is the first of the framework's cures that is open to the
// operator; one that has not been measured to be good is not advised.

// keepLimit is the advice to an operator that waits for a rate limiter.
func keepLimit(op *operator.Operator, f *effect.Finding) string {
	fw := op.Framework
	if fw.Instead != "" {
		return fw.Instead
	}
	if f.Never {
		return "ask for at most the burst, or raise it"
	}
	foreign := f.Bound.Kind <= effect.Foreign
	for _, c := range fw.Cures {
		switch c.Kind {
		case catalog.OwnContext:
			if endsWait(c, op) && foreign && hasContext(op) {
				return cmp.Or(c.How, ownContext(op))
			}
		case catalog.GiveBackCure, catalog.Booking:
			if givesBack(c, op, foreign) {
				return cmp.Or(c.How, "take a permit with TryAcquire of a ratelimit.Limiter, and "+fw.YieldAfter(catalog.LimiterDelay))
			}
		case catalog.Throttle:
			return c.How
		case catalog.Hold:
			if holds(op) {
				return c.How
			}
		}
	}
	switch {
	case op.Policy == catalog.Forbid:
		return "do not wait here: take a permit with TryAcquire of a ratelimit.Limiter, and decide what becomes of an element over the limit"
	case !foreign:
		return "it ends with the operator's context; keep it short"
	case op.Policy == catalog.Bounded && hasContext(op):
		return ownContext(op)
	}
	return "end the wait with a time limit that is shorter than the framework's own"
}

// endsWait reports whether a wait on the operator's own context is a cure for it: if it may wait
// so long, or if it must not wait, but a wait of this kind did no harm under load.
func endsWait(c *catalog.Cure, op *operator.Operator) bool {
	return op.Policy == catalog.Bounded || op.Policy == catalog.Forbid && c.Verdict == catalog.Good && c.How != ""
}

// givesBack reports whether giving the element back is a cure for the operator. A wait that
// ends with the operator's own context is as good as a booking, and simpler.
func givesBack(c *catalog.Cure, op *operator.Operator, foreign bool) bool {
	return c.Verdict == catalog.Good && op.Policy == op.Framework.Policy && (foreign || c.Kind == catalog.GiveBackCure) && !holds(op)
}

// holds reports whether the cure is a step before the operator, which has no way to
// give its element back.
func holds(op *operator.Operator) bool {
	c := op.Framework.Cure(catalog.Hold)
	sig := signature(op)
	if c == nil || c.Verdict != catalog.Good || op.Policy != op.Framework.Policy || sig == nil {
		return false
	}
	for _, g := range op.Framework.GiveBack {
		for r := range sig.Results().Variables() {
			if _, ok := g.Result(r.Type()); ok {
				return false
			}
		}
	}
	return true
}

func ownContext(op *operator.Operator) string {
	advice := "wait with a call that takes the operator's own context"
	if returnsError(op) {
		advice += ", and return its error"
	}
	return advice
}
