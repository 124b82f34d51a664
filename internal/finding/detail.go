package finding

import (
	"fmt"
	"strings"
)

// A Detail is something to know of a finding beside what happens: a line of its own.
type Detail struct{ Label, Text string }

// Fix is the label of what a fix does.
const Fix = "fix"

// mostListed is how many operators and ways are listed by name.
const mostListed = 3

// Details are the operator and its way to the place, others that get there, and what to
// do.
func (f *Finding) Details() []Detail {
	var list []Detail
	if f.Operator != nil {
		list = append(list, Detail{"operator", f.Operator.path(f.Calls)})
	}
	for i := range f.Ways[:min(len(f.Ways), mostListed)] {
		w := &f.Ways[i]
		list = append(list, Detail{"also", "at " + w.Place.line() + ": " + way(w.Operator.Name, w.Calls)})
	}
	if n := len(f.Ways) - mostListed; n > 0 {
		list = append(list, Detail{"also", fmt.Sprintf("in %d more ways", n)})
	}
	if also := f.others(); also != "" {
		list = append(list, Detail{"also", also})
	}
	switch {
	case f.HasFix:
		list = append(list, Detail{Fix, f.Advice})
	case f.Advice != "":
		list = append(list, Detail{"advice", f.Advice})
	}
	return list
}

// others are the operators that none of the ways is of.
func (f *Finding) others() string {
	var names []string
	n := f.More
	for i := range f.Others {
		o := &f.Others[i]
		switch {
		case f.listed(o):
			n--
		case len(names) < mostListed:
			names = append(names, o.path(nil))
			n--
		}
	}
	if n > 0 && names != nil {
		names = append(names, fmt.Sprintf("%d more", n))
	} else if n > 0 {
		return fmt.Sprintf("reached by %d more operators", n)
	}
	return strings.Join(names, ", ")
}

// listed reports whether one of the ways that Details lists is of the operator.
func (f *Finding) listed(o *Operator) bool {
	for i := range f.Ways[:min(len(f.Ways), mostListed)] {
		if f.Ways[i].Operator.Same(o) {
			return true
		}
	}
	return false
}

// path is how the operator was registered, and what it calls.
func (o *Operator) path(calls []Hop) string {
	return way(fmt.Sprintf("%s (%s)", o.Name, o.Registration()), calls)
}

// way is a chain of calls behind what makes the first one.
func way(from string, calls []Hop) string {
	if len(calls) == 0 {
		return from
	}
	return from + " → " + chain(calls)
}

// line is the place without its column.
func (p Place) line() string {
	p.Col = 0
	return p.String()
}

// A Step is a place on the way to a finding, with what happens there.
type Step struct {
	Place   Place
	Message string
}

// Way leads to the place of the finding: from the operator's registration by the
// calls whose place is known.
func (f *Finding) Way() []Step {
	if f.Operator == nil {
		return nil
	}
	steps := []Step{{f.Operator.Registered, f.Operator.RegisteredHere()}}
	if f.Wired != (Place{}) && f.Wired != f.Place {
		steps = append(steps, Step{f.Wired, "brings " + f.Operator.Name + " together with what it calls"})
	}
	for _, h := range f.Calls {
		if h.Place != (Place{}) {
			steps = append(steps, Step{h.Place, h.Called()})
		}
	}
	return steps
}

// Also are the registrations of the other operators that are listed.
func (f *Finding) Also() []Step {
	var steps []Step
	for i := range f.Others {
		steps = append(steps, Step{f.Others[i].Registered, f.Others[i].ReachesAlso()})
	}
	return steps
}

// OtherWays are the places of the other ways to the cause.
func (f *Finding) OtherWays() []Step {
	var steps []Step
	for i := range f.Ways {
		w := &f.Ways[i]
		said := "the same by operator " + w.Operator.Name
		if len(w.Calls) > 0 {
			said += " via " + chain(w.Calls)
		}
		steps = append(steps, Step{w.Place, said})
	}
	return steps
}

// RegisteredHere is what there is to say at the registration of the operator.
func (o *Operator) RegisteredHere() string { return o.Name + " is registered here (" + o.Form + ")" }

// ReachesAlso is what there is to say at the registration of another operator.
func (o *Operator) ReachesAlso() string {
	return "also reached by operator " + o.Name + " (" + o.Form + ")"
}

// Called is what there is to say at a call.
func (h *Hop) Called() string { return "calls " + h.Name }
