package finding

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// MaxLine is how many characters Message has at most.
const MaxLine = 200

// Message is the finding on one line, for drivers that print nothing else: rule and
// level, what happens, and of what comes of it and what to do about it as much as
// there is room for. What to do goes before what comes of it, which the rule's page
// tells, too.
func (f *Finding) Message() string {
	cause, harm, advice := f.title(), "", ""
	if f.Harm != "" {
		harm = ": " + f.Harm
	}
	if f.Advice != "" {
		advice = "; " + f.labelled()
	}
	for _, s := range []string{cause + harm + advice + f.count(), cause + harm + advice, cause + advice, cause + harm} {
		if utf8.RuneCountInString(s) <= MaxLine {
			return s
		}
	}
	if runes := []rune(cause); len(runes) > MaxLine {
		return string(runes[:MaxLine-1]) + "…"
	}
	return cause
}

// labelled is the advice, marked if a fix does it.
func (f *Finding) labelled() string {
	if f.HasFix {
		return "fix: " + f.Advice
	}
	return f.Advice
}

// title is rule, level unless it is an error, and cause, with short names of files.
func (f *Finding) title() string {
	cause := f.cause(Spot.name, Spot.base)
	if f.Level == Error {
		return f.Rule + ": " + cause
	}
	return f.Rule + ": " + f.Level.String() + ": " + cause
}

// cause says who does what, and where if that is in another package; here and abroad
// write places of this package and of others.
func (f *Finding) cause(here, abroad func(Spot) string) string {
	s := f.What.text(here)
	if f.Operator != nil {
		s = f.Operator.Name + " " + s
	}
	at := f.Where
	if f.Shown != (Spot{}) {
		at = f.Shown
	}
	if at != (Spot{}) && at != (Spot{f.Place.File, f.Place.Line}) {
		s += " (" + abroad(at) + ")"
	}
	return s
}

// Text says what happens and what comes of it, without rule and level. Places have all
// of their names.
func (f *Finding) Text() string {
	s := f.cause(Spot.String, Spot.String)
	if f.Harm != "" {
		s += ": " + f.Harm
	}
	return s
}

// Told is the rule and all that messages say of the finding, on one line of any length:
// no two findings of a place say the same.
func (f *Finding) Told() string {
	level := ""
	if f.Level != Error {
		level = f.Level.String() + ": "
	}
	text := f.Rule + ": " + level + f.Head()
	switch {
	case f.Operator != nil:
		text += "; " + f.Harm + ": " + f.Advice
	case f.Advice != "":
		text += "; " + f.Advice
	}
	return text + f.count()
}

// count tells how many others there are: " (and 2 more ways, 1 more operator)".
func (f *Finding) count() string {
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
	if more == nil {
		return ""
	}
	return " (and " + strings.Join(more, ", ") + ")"
}

// Head says who does what and through what.
func (f *Finding) Head() string { return f.head(Spot.base) }

// head is Head with places written by spot.
func (f *Finding) head(spot func(Spot) string) string {
	var b strings.Builder
	if f.Operator != nil {
		fmt.Fprintf(&b, "operator %s (%s, %s) ", f.Operator.Name, f.Operator.Form, spot(f.Operator.Registered.Spot()))
	}
	b.WriteString(f.What.text(spot))
	if len(f.Calls) > 0 {
		b.WriteString(" via " + chain(f.Calls))
	}
	if f.Where != (Spot{}) {
		fmt.Fprintf(&b, " (%s)", spot(f.Where))
	}
	return b.String()
}

// chain lists calls.
func chain(calls []Hop) string {
	var names []string
	for _, h := range calls {
		names = append(names, h.Name)
	}
	return strings.Join(names, " → ")
}

// Listing is an operator as a list of operators has it.
func (o *Operator) Listing() string { return o.listing(o.Registration()) }

// Line is Listing with the file by its name only, for drivers that name files in other ways.
func (o *Operator) Line() string { return o.listing(o.Form + ", " + o.Registered.Spot().base()) }

func (o *Operator) listing(registration string) string {
	return fmt.Sprintf("%s (%s) framework=%s policy=%s", o.Name, registration, o.Framework, o.Policy)
}

// Registration says how and where the operator was registered.
func (o *Operator) Registration() string { return o.Form + ", " + o.Registered.line() }
