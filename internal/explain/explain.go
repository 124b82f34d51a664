// Package explain says of one line of source which operators reach it, what
// they do there, and why that is or is not reported.
package explain

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/jobvet/jobvet/internal/finding"
	"github.com/jobvet/jobvet/internal/graph"
	"github.com/jobvet/jobvet/internal/printable"
)

// A Query asks about one line.
type Query struct {
	// Span is the statement that the line belongs to, in an absolute file.
	Span
	// Package is the path of the package of the file.
	Package string
	// TestFile tells that the file is a _test.go, and Tests that findings in
	// those are asked for.
	TestFile, Tests bool
	// Shown reports whether findings of a level are shown, Rule whether those
	// of a rule are.
	Shown func(level string) bool
	Rule  func(rule string) bool
	// Relative shortens a file name for the reader.
	Relative func(file string) string
}

// Write explains a line to w, by what the merged graph g knows.
func Write(w io.Writer, g *graph.Graph, q Query) error {
	e := &explainer{Graph: g, Query: q}
	e.explain()
	_, err := io.WriteString(w, e.out.String())
	return err
}

type explainer struct {
	*graph.Graph
	Query
	out strings.Builder
}

// line writes a line. Names of files may be in all that it is given.
func (e *explainer) line(format string, args ...any) {
	e.out.WriteString(printable.Sprintf(format+"\n", args...))
}

func (e *explainer) place(p finding.Place) string {
	p.File = printable.Path(e.Relative(p.File))
	return p.String()
}

func (e *explainer) explain() {
	pkg := e.Graph.Package(e.Query.Package)
	around, holding := e.functions(pkg)
	head := e.place(finding.Place{File: e.File, Line: e.Line})
	if around != nil {
		head += ", in " + around.Name
	}
	e.line("%s (package %s)", head, e.Query.Package)
	switch {
	case pkg == nil:
		e.line("\nThe package was not analysed: it does not build, or go vet does not look at it.")
		return
	case pkg.Skipped != "":
		e.line("\nNothing in this package is reported: %s.", pkg.Skipped)
		return
	}
	e.about(pkg, around)
	items := e.items(holding)
	e.contents(holding, items)
	switch {
	case around != nil:
		e.operators(around)
	case len(items) == 0:
		e.line("\nThe line is outside of every function: only code that an operator reaches is reported.")
	}
	e.verdicts(items)
}

// functions returns the function that the line stands in, nil for none, and
// all functions that have a part of the line.
func (e *explainer) functions(pkg *graph.Package) (around *graph.Func, holding []*graph.Func) {
	if pkg == nil {
		return nil, nil
	}
	for _, f := range pkg.Funcs {
		if f.File != e.File || f.Line > e.Line || e.Line > f.End {
			continue
		}
		holding = append(holding, f)
		// The line on which a literal starts belongs to the function around.
		inner := around == nil || f.End-f.Line <= around.End-around.Line
		if inner && (around == nil || f.Line < e.Line || f.End == e.Line) {
			around = f
		}
	}
	return around, holding
}

// about says what is special about the function, and about the line.
func (e *explainer) about(pkg *graph.Package, f *graph.Func) {
	var notes []string
	if f != nil {
		notes = e.notesOf(f)
	}
	if pkg.ThirdParty {
		notes = append(notes, "It is in another's module: only rate limiting counts there.")
	}
	if e.TestFile && !e.Tests {
		notes = append(notes, "It is in a _test.go file, where nothing is reported without -tests.")
	}
	if e.Select > 0 {
		notes = append(notes, fmt.Sprintf("This line is a case of the select on line %d, whose cases are looked at together.", e.Select))
	}
	for _, op := range e.Operators {
		if e.covers(op.Place) {
			notes = append(notes, fmt.Sprintf("This line registers the operator %s (%s; %s, policy %s).", op.Name, op.Form, op.Framework, op.Policy))
		}
	}
	if len(notes) > 0 {
		e.line("")
	}
	for _, n := range notes {
		e.line("%s", n)
	}
}

// notesOf says what a function is to the frameworks and the directives.
func (e *explainer) notesOf(f *graph.Func) []string {
	var notes []string
	for _, op := range e.Operators {
		if op.Func == f.ID {
			note := fmt.Sprintf("It is an operator: %s.", e.registration(op))
			if op.Weak {
				note += " That is guessed from its shape: at most cautions."
			}
			notes = append(notes, note)
		}
	}
	if f.Lifecycle != "" {
		notes = append(notes, fmt.Sprintf("It is a lifecycle method beside the operator %s: the framework runs it once per worker, where waiting is fine.", f.Lifecycle))
	}
	if f.Trusted != "" {
		notes = append(notes, fmt.Sprintf("It is trusted: %s. What it does does not count.", f.Trusted))
	}
	return notes
}

func (e *explainer) registration(op *graph.Operator) string {
	return fmt.Sprintf("%s, %s; %s, policy %s", op.Form, e.place(finding.Place{File: op.File, Line: op.Line}), op.Framework, op.Policy)
}

func (e *explainer) covers(p finding.Place) bool {
	return p.File == e.File && e.has(p.Line)
}

// An item is one thing that happens on the line: an effect of the function
// itself, or one that is reported here but happens elsewhere.
type item struct {
	rule, phrase, bound, ignored string
	given                        string // the parameter that is the channel, if it is one
	place                        finding.Place
	fn                           *graph.Func // nil for one that happens elsewhere
	verdicts                     []verdict
}

// A verdict is what is made of an item for one operator.
type verdict struct {
	op     *graph.Operator
	bound  string
	result string
	via    []string
}

// items returns what happens on the line, with the verdicts.
func (e *explainer) items(holding []*graph.Func) []*item {
	var list []*item
	type key struct {
		rule, phrase string
		at           finding.Place // of an effect
		where        finding.Spot  // of one that happens elsewhere
	}
	known := make(map[key]bool)
	for _, f := range holding {
		for _, x := range f.Effects {
			if !e.has(x.Line) {
				continue
			}
			it := &item{rule: x.Rule, phrase: x.Phrase, bound: x.Bound, ignored: x.Ignored, given: x.Given, fn: f}
			it.place = finding.Place{File: f.File, Line: x.Line, Col: x.Col}
			known[key{rule: x.Rule, at: it.place}] = true
			list = append(list, it)
			for _, p := range e.Reaching(f.ID) {
				it.verdicts = append(it.verdicts, e.judge(it, p))
			}
			e.seams(it)
		}
	}
	// What is reported on this line without being an effect of its own.
	elsewhere := make(map[key]*item)
	for _, op := range e.Operators {
		for _, r := range op.Reaches {
			if !e.covers(r.Place) || r.Where == (finding.Spot{}) && known[key{rule: r.Rule, at: r.Place}] && !r.Worse {
				continue
			}
			k := key{rule: r.Rule, phrase: r.Phrase, where: r.Where}
			it := elsewhere[k]
			if it == nil {
				it = &item{rule: r.Rule, phrase: r.Phrase, place: r.Place}
				if r.Where != (finding.Spot{}) {
					it.phrase += " (" + r.Where.String() + ")"
				}
				elsewhere[k] = it
				list = append(list, it)
			}
			it.verdicts = append(it.verdicts, verdict{op: op, bound: r.Bound, result: e.result(r), via: hops(r)})
		}
	}
	slices.SortStableFunc(list, func(a, b *item) int {
		return cmp.Or(cmp.Compare(a.place.Line, b.place.Line), strings.Compare(a.rule, b.rule), strings.Compare(a.phrase, b.phrase))
	})
	return list
}

func hops(r *graph.Reach) []string {
	var names []string
	for _, h := range r.Chain {
		names = append(names, h.String())
	}
	return names
}

// judge says what is made of an effect for the operator of a path.
func (e *explainer) judge(it *item, p graph.Path) verdict {
	v := verdict{op: p.Operator}
	for _, c := range p.Calls {
		name := c.Call.Name
		if c.Call.Spawned {
			name = "go " + name
		}
		v.via = append(v.via, fmt.Sprintf("%s (%s:%d)", name, printable.Path(e.Relative(c.From.File)), c.Call.Line))
	}
	if r := e.match(it, p); r != nil {
		v.bound, v.result = r.Bound, e.result(r)
		return v
	}
	v.result = "not a finding: " + e.unmatched(it, p)
	return v
}

// match finds what the analysis of the operator's package made of an effect.
func (e *explainer) match(it *item, p graph.Path) *graph.Reach {
	crossing, crosses := e.crossing(p)
	spawned := p.Spawned()
	var best *graph.Reach
	for _, r := range p.Operator.Reaches {
		abroad := r.At(it.place, e.PackageOf(it.fn.ID).Path)
		switch {
		case r.Rule == it.rule && r.Where == (finding.Spot{}) && r.Place == it.place,
			r.Rule == it.rule && abroad && crosses && sameLine(r.Place, crossing):
			return r
		case spawned != nil && sameLine(r.Place, callPlace(*spawned)) && (abroad || r.Moved == it.place):
			best = r // it has become a finding of the go statement
		}
	}
	return best
}

func sameLine(a, b finding.Place) bool { return a.File == b.File && a.Line == b.Line }

// callPlace is the line of a call.
func callPlace(c graph.Caller) finding.Place {
	return finding.Place{File: c.From.File, Line: c.Call.Line}
}

// crossing returns the call by which a path leaves the operator's package. If the
// operator is itself of another one, that is its registration.
func (e *explainer) crossing(p graph.Path) (finding.Place, bool) {
	home := e.Home(p.Operator)
	if e.PackageOf(p.Operator.Func) != home {
		return p.Operator.Place, true
	}
	for _, c := range p.Calls {
		if e.PackageOf(c.Call.To) != home {
			return callPlace(c), true
		}
	}
	return finding.Place{}, false
}

// unmatched says why an effect that a path leads to does not count.
func (e *explainer) unmatched(it *item, p graph.Path) string {
	if it.ignored != "" {
		return it.ignored
	}
	fns := []*graph.Func{it.fn}
	for _, c := range p.Calls {
		fns = append(fns, c.From)
	}
	for _, f := range fns {
		if f.Trusted != "" {
			return fmt.Sprintf("%s is trusted by %s", f.Name, f.Trusted)
		}
	}
	if s := p.Spawned(); s != nil {
		return fmt.Sprintf("it runs in a goroutine of its own, where only rate limiting counts; the goroutine itself is looked at in %s",
			e.place(callPlace(*s)))
	}
	if it.given != "" {
		if len(p.Calls) == 0 {
			return fmt.Sprintf("the channel %s is a parameter of the operator, taken to be its input or output, which whoever calls the operator serves", it.given)
		}
		return fmt.Sprintf("the channel is the parameter %s of %s, and no channel was seen to be passed on which waiting counts; one that is a parameter of the operator is taken to be its input or output", it.given, it.fn.Name)
	}
	if at, crosses := e.crossing(p); crosses {
		return e.leftAt(at, it, p)
	}
	return "no way to it was seen on which it counts"
}

// leftAt says why an effect does not count to which a path leads that leaves the package
// at a place.
func (e *explainer) leftAt(at finding.Place, it *item, p graph.Path) string {
	for _, r := range p.Operator.Reaches {
		if r.Rule == it.rule && r.Where != (finding.Spot{}) && sameLine(r.Place, at) {
			return fmt.Sprintf("the %s finding of %s stands for it; as its example it shows the wait in %s", r.Rule, e.place(at), r.Where)
		}
	}
	for _, op := range e.Operators {
		if op.Func == p.Operator.Func && op != p.Operator {
			return "the operator is judged where it is declared, too, and this counts there"
		}
	}
	return fmt.Sprintf("the analysis of %s learned of nothing that counts there", e.Home(p.Operator).Path)
}

// result says what becomes of what an operator reaches.
func (e *explainer) result(r *graph.Reach) string {
	note := ""
	if r.Why != "" {
		note = " (" + r.Why + ")"
	}
	switch {
	case r.Level == "":
		return "not a finding: " + r.Why
	case r.Suppressed != "":
		return fmt.Sprintf("%s, suppressed by %s", article(r.Level), r.Suppressed)
	case e.TestFile && !e.Tests:
		return fmt.Sprintf("%s%s, in a _test.go file: reported with -tests", article(r.Level), note)
	case !e.Rule(r.Rule):
		return fmt.Sprintf("%s%s, not reported: -rules leaves out %s", article(r.Level), note, r.Rule)
	case !e.Shown(r.Level):
		return fmt.Sprintf("%s%s, shown with -level %s", article(r.Level), note, r.Level)
	}
	return fmt.Sprintf("reported: %s%s at %s", article(r.Level), note, e.standing(r))
}

func article(level string) string {
	if level == "error" {
		return "an error"
	}
	return "a " + level
}
