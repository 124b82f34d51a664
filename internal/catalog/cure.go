package catalog

import (
	"slices"
	"strings"
)

// A CureKind is a way in which an operator keeps a limit without the harm that
// its wait does.
type CureKind string

const (
	// OwnContext is the same wait, ended by the operator's own context.
	OwnContext CureKind = "own-context"
	// Throttle is a setting of the framework's own.
	Throttle CureKind = "throttle"
	// GiveBackCure asks the limiter without waiting, and gives the element back
	// to the framework if it refuses: see Framework.Yield and GiveBack.
	GiveBackCure CureKind = "give-back"
	// Booking gives the element back as well, and has a permit kept for it until it comes
	// back: ratelimit.Bookings and Limiter.Reserve.
	Booking CureKind = "booking"
	// Hold is a step before the operator that keeps what is over the limit until there are
	// permits for it.
	Hold CureKind = "hold"
	// Drop asks the limiter without waiting, and drops the element if it refuses.
	Drop CureKind = "drop"
)

// A Verdict says how a cure did under load: with as many elements as a queue
// holds, on the framework itself and its real broker. It is empty for a cure that
// nobody has measured.
type Verdict string

const (
	// Good: all elements are done, none twice and none counted as failed, at the
	// limit's own pace, with at most two runs of the operator an element.
	Good Verdict = "good"
	// Bad: not so.
	Bad Verdict = "bad"
)

// A Cure is what a framework offers to an operator that has to keep a limit.
type Cure struct {
	Kind CureKind `json:"kind" words:"own-context, throttle, give-back, booking, hold, drop"`
	// How is the advice, in the imperative: "set WorkerActivitiesPerSecond in
	// worker.Options". A throttle, a booking and a hold need it; of own-context it says under which
	// condition the cure is one, if it was not measured to be good everywhere.
	How string `json:"how,omitempty"`
	// Code is How as a Go expression, with the symbols in braces.
	Code string `json:"code,omitempty"`
	// Verdict is what a run under load showed, and Shown in words, what that was.
	Verdict Verdict `json:"verdict,omitempty" words:"good, bad"`
	Shown   string  `json:"shown,omitempty"`
}

// A Refusal says what becomes of an element that an operator gives back.
type Refusal struct {
	// Again says when it comes again, and Counts as what the framework counts it.
	Again  string `json:"again"`
	Counts string `json:"counts"`
	// Last says what happens after the last attempt; empty if there is none.
	Last string `json:"last,omitempty"`
	// Others says what it does to other elements; empty if nothing.
	Others string `json:"others,omitempty"`
}

// Cure returns the framework's cure of a kind, or nil.
func (f *Framework) Cure(kind CureKind) *Cure {
	for _, c := range f.Cures {
		if c.Kind == kind {
			return c
		}
	}
	return nil
}

// IsGood reports whether the cure was measured to be good.
func (f *Framework) IsGood(kind CureKind) bool {
	c := f.Cure(kind)
	return c != nil && c.Verdict == Good
}

// AskedCures returns the kinds of cures that a user may ask for although they were
// not measured to be good.
func AskedCures() []string { return []string{string(GiveBackCure), string(Drop)} }

// ParseCures reads a comma-separated list of AskedCures.
func ParseCures(list string) ([]CureKind, bool) {
	var kinds []CureKind
	for name := range strings.SplitSeq(list, ",") {
		name = strings.TrimSpace(name)
		switch {
		case name == "":
		case slices.Contains(AskedCures(), name):
			kinds = append(kinds, CureKind(name))
		default:
			return nil, false
		}
	}
	return kinds, true
}
