package finding

import (
	"fmt"
	"strings"
)

// Message is the finding as one line: the rule and the body.
func (f *Finding) Message() string { return f.Rule + ": " + f.Body() }

// Body is the level, unless it is an error, and the text.
func (f *Finding) Body() string {
	if f.Level == Error {
		return f.Text()
	}
	return f.Level.String() + ": " + f.Text()
}

// Text says it all but rule and level: who does what and through what, what comes
// of it, what to do, and how many others do the same.
func (f *Finding) Text() string {
	text := f.Head()
	switch {
	case f.Operator != nil:
		text += "; " + f.Harm + ": " + f.Advice
	case f.Advice != "":
		text += "; " + f.Advice
	}
	var more []string
	for _, m := range []struct {
		n    int
		what string
	}{{len(f.Ways), "way"}, {f.More, "operator"}} {
		switch m.n {
		case 0:
		case 1:
			more = append(more, "1 more "+m.what)
		default:
			more = append(more, fmt.Sprintf("%d more %ss", m.n, m.what))
		}
	}
	if more != nil {
		text += " (and " + strings.Join(more, ", ") + ")"
	}
	return text
}

// Head says who does what and through what.
func (f *Finding) Head() string { return f.head(Spot.String) }

// head is Head with places written by spot.
func (f *Finding) head(spot func(Spot) string) string {
	var b strings.Builder
	if f.Operator != nil {
		fmt.Fprintf(&b, "operator %s (%s, %s) ", f.Operator.Name, f.Operator.Form, spot(f.Operator.Registered.Spot()))
	}
	b.WriteString(f.What.text(spot))
	b.WriteString(via(f.Calls))
	if f.Where != (Spot{}) {
		fmt.Fprintf(&b, " (%s)", spot(f.Where))
	}
	return b.String()
}

// via lists calls behind what comes of them.
func via(calls []Hop) string {
	var names []string
	for _, h := range calls {
		names = append(names, h.Name)
	}
	if names == nil {
		return ""
	}
	return " via " + strings.Join(names, " → ")
}

// Line is an operator as a list of operators has it.
func (o *Operator) Line() string {
	return fmt.Sprintf("%s (%s) framework=%s policy=%s", o.Name, o.Registration(), o.Framework, o.Policy)
}

// Registration says how and where the operator was registered.
func (o *Operator) Registration() string { return o.Form + ", " + o.Registered.Spot().String() }

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
		steps = append(steps, Step{w.Place, "the same by operator " + w.Operator.Name + via(w.Calls)})
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
