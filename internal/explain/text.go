package explain

import (
	"fmt"
	"slices"
	"strings"

	"github.com/jobvet/jobvet/internal/finding"
	"github.com/jobvet/jobvet/internal/graph"
)

// contents lists what stands on the line.
func (e *explainer) contents(holding []*graph.Func, items []*item) {
	list := e.listed(holding, items)
	switch {
	case len(list) == 0 && (len(items) > 0 || len(holding) == 0):
		return // there is only what is reported here, or no function
	case len(list) == 0:
		e.line("\nNo effect is known on this line: no channel operation, go statement or call, but for built-in functions.")
		return
	}
	where := "On this line:"
	if e.Select > 0 {
		where = fmt.Sprintf("On this line and line %d:", e.Select)
	}
	e.line("\n%s", where)
	for _, s := range list {
		e.line("  %s", s)
	}
}

// listed returns the effects, the calls and the sites on the line, in words.
func (e *explainer) listed(holding []*graph.Func, items []*item) []string {
	var list []string
	for _, it := range items {
		if it.fn != nil {
			list = append(list, it.text())
		}
	}
	for _, f := range holding {
		for _, c := range f.Calls {
			if e.has(c.Line) {
				list = append(list, e.call(c))
			}
		}
	}
	for _, f := range holding {
		for _, s := range f.Sites {
			if e.has(s.Line) {
				list = append(list, site(s))
			}
		}
	}
	return unique(list)
}

// text says what an item does.
func (it *item) text() string {
	s := fmt.Sprintf("%s: %s", it.rule, it.phrase)
	if it.bound != "" {
		s += "; " + it.bound
	}
	return s
}

func unique(list []string) []string {
	var out []string
	for _, s := range list {
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// call describes a call of a function that is analysed.
func (e *explainer) call(c graph.Call) string {
	verb := "calls"
	if c.Spawned {
		verb = "starts a goroutine with"
	}
	s := fmt.Sprintf("%s %s", verb, c.Name)
	switch {
	case c.Idle:
		s = fmt.Sprintf("passes %s to %s, which is not seen to call it", c.Name, c.Through)
	case c.Through != "":
		s = fmt.Sprintf("passes %s to %s, which calls it", c.Name, c.Through)
		if c.Spawned {
			s += " in a goroutine"
		}
	case c.Interface != "":
		s = fmt.Sprintf("%s %s, by way of the interface method %s", verb, c.Name, c.Interface)
	}
	f := e.Func(c.To)
	if f == nil {
		return s + ", whose package was not looked at here: go vet analyses only the packages named"
	}
	if n := e.below(f); n != "" {
		s += ", which " + n
	}
	return s
}

// below says where the nearest effects are that a function leads to.
func (e *explainer) below(from *graph.Func) string {
	seen := map[string]bool{from.ID: true}
	queue := []*graph.Func{from}
	var places []string
	for len(queue) > 0 && len(places) < 3 {
		f := queue[0]
		queue = queue[1:]
		for _, x := range f.Effects {
			places = append(places, fmt.Sprintf("%s at %s", x.Phrase, e.place(finding.Place{File: f.File, Line: x.Line})))
		}
		for _, c := range f.Calls {
			if to := e.Func(c.To); to != nil && !seen[c.To] && !c.Idle {
				seen[c.To] = true
				queue = append(queue, to)
			}
		}
	}
	return strings.Join(places, ", and ")
}

// siteText says what is known of calls without an effect, by kind.
var siteText = map[string]string{
	"interface": "a method of an interface: no implementation is seen in this package, and its shape is no limiter's",
	"standard":  "of the standard library, and not in the table of what waits there",
	"library":   "of a library that the catalogue describes, which knows of no effect of it",
	"nosource":  "a function without Go source; //jobvet:blocking would say that it waits",
	"param":     "a function that the caller passes: what it does counts for the caller",
	"unknown":   "a function value that comes from where this package does not show",
}

func site(s graph.Site) string {
	switch s.Kind {
	case "channel":
		return fmt.Sprintf("%s: %s", s.Name, s.Note)
	case "listed":
		if s.Note != "" {
			return fmt.Sprintf("%s: the catalogue says that it is %s", s.Name, s.Note)
		}
		return fmt.Sprintf("%s: the catalogue knows it, and no effect of this call", s.Name)
	}
	return fmt.Sprintf("%s: %s", s.Name, siteText[s.Kind])
}

// operators lists the operators that reach a function, or says why none does.
func (e *explainer) operators(f *graph.Func) {
	paths := e.Reaching(f.ID)
	seams := e.throughSeams(f)
	if len(paths)+len(seams) == 0 {
		e.unreached(f)
		return
	}
	e.line("\nReached by %s:", count(len(paths)+len(seams), "operator"))
	for _, p := range paths {
		e.line("  %s (%s)", p.Operator.Name, e.registration(p.Operator))
		for _, c := range p.Calls {
			verb := "calls"
			if c.Call.Spawned {
				verb = "starts a goroutine with"
			}
			e.line("    %s: %s %s", e.place(finding.Place{File: c.From.File, Line: c.Call.Line}), verb, c.Call.Name)
		}
	}
	for _, s := range seams {
		e.line("  %s (%s)", s.op.Name, e.registration(s.op))
		for _, h := range s.reach.Chain {
			e.line("    %s: calls %s", h.At, h.Name)
		}
	}
}

func count(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}

// unreached says why no operator reaches a function.
func (e *explainer) unreached(f *graph.Func) {
	switch n := len(e.Operators); n {
	case 0:
		e.line("\nNot reached: there is no operator in the packages that were looked at. \"jobvet -operators\" lists what jobvet sees.")
	case 1:
		e.line("\nNot reached by the operator in the packages that were looked at: only code that an operator reaches is reported.")
	default:
		e.line("\nNot reached by any of the %d operators in the packages that were looked at: only code that an operator reaches is reported.", n)
	}
	var callers []string
	for _, c := range e.Callers(f.ID) {
		at := e.place(finding.Place{File: c.From.File, Line: c.Call.Line})
		s := fmt.Sprintf("called by %s (%s)", c.From.Name, at)
		if c.Call.Idle {
			s = fmt.Sprintf("passed to %s by %s (%s), which is not seen to call it", c.Call.Through, c.From.Name, at)
		}
		callers = append(callers, s)
	}
	if callers = unique(callers); len(callers) == 0 {
		switch {
		case f.Lifecycle != "":
		case strings.Contains(f.Name, ".func"):
			e.line("  Nothing is seen to call this function literal: it is only built here.")
		default:
			e.line("  Nothing in these packages is seen to call %s. If a framework does, //jobvet:operator says so.", f.Name)
		}
		return
	}
	for i, s := range callers {
		if i == 10 {
			e.line("  and %d more", len(callers)-i)
			break
		}
		e.line("  %s", s)
	}
}

// verdicts says of each item what is made of it, operator by operator.
func (e *explainer) verdicts(items []*item) {
	for _, it := range items {
		e.line("\n%s: %s", it.rule, it.phrase)
		if len(it.verdicts) == 0 {
			why := "no operator reaches it"
			if it.ignored != "" {
				why = it.ignored
			}
			e.line("  not a finding: %s", why)
		}
		for _, v := range it.verdicts {
			who := v.op.Name
			if it.fn == nil && len(v.via) > 0 {
				who += " via " + strings.Join(v.via, " → ")
			}
			if v.bound != "" {
				who += "; " + v.bound
			}
			e.line("  %s", who)
			e.line("    %s", v.result)
		}
	}
}
