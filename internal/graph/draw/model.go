// Package draw draws a merged graph: operators on the left, what they do on the
// right, and the calls that lead there in between.
package draw

import (
	"cmp"
	"path/filepath"
	"slices"
	"strings"

	"github.com/jobvet/jobvet/internal/finding"
	"github.com/jobvet/jobvet/internal/graph"
)

// Levels are the words for what becomes of an effect, worst first: the levels
// of findings, "suppressed" by a directive, "tolerated" by the framework.
var Levels = [...]string{"error", "caution", "hint", "suppressed", "tolerated"}

// A Drawing is what both forms show: functions and effects by index, and for
// each operator the chains from one to the other. It is the data of the page.
type Drawing struct {
	Operators []Operator `json:"operators"`
	Funcs     []Func     `json:"funcs"`
	Effects   []Effect   `json:"effects"`
	// Root is the directory that places are below, as seen from the page, and Pages are
	// the addresses of the rules' pages.
	Root  string            `json:"root"`
	Pages map[string]string `json:"pages"`
}

// An Operator is a registration of a function.
type Operator struct {
	Func      int     `json:"func"` // index in Funcs
	Name      string  `json:"name"`
	Form      string  `json:"form"`
	Framework string  `json:"framework"`
	Policy    string  `json:"policy"`
	Package   string  `json:"package"`
	At        string  `json:"at"` // of the registration
	Weak      bool    `json:"weak,omitempty"`
	Chains    []Chain `json:"chains"`
}

// A Chain leads from an operator to an effect.
type Chain struct {
	Funcs  []int  `json:"funcs"` // from the operator's own on
	Effect int    `json:"effect"`
	Level  string `json:"level"` // one of Levels
	Bound  string `json:"bound,omitempty"`
	Why    string `json:"why,omitempty"`
	At     string `json:"at"` // where it is reported
}

// A Func is a function on the way to an effect, or an operator's own.
type Func struct {
	Name     string `json:"name"`
	Package  string `json:"package"`
	At       string `json:"at,omitempty"`
	Operator bool   `json:"operator,omitempty"`
}

// An Effect is a place where something happens; Level is the worst that any
// operator makes of it.
type Effect struct {
	Rule   string `json:"rule"`
	Phrase string `json:"phrase"`
	At     string `json:"at"`
	Level  string `json:"level"`
}

// Options say what is drawn.
type Options struct {
	// Level and Rule choose the findings; all others are left out. A level is
	// one of Levels.
	Level func(level string) bool
	Rule  func(rule string) bool
	// Relative shortens a file name for the reader.
	Relative func(file string) string
	// Root and Pages are those of the drawing.
	Root  string
	Pages map[string]string
}

// New makes the drawing of a graph. Its order is that of the operators' names
// and places, so that the same graph is always drawn alike.
func New(g *graph.Graph, opts Options) *Drawing {
	b := builder{Graph: g, Options: opts, d: &Drawing{Operators: []Operator{}, Funcs: []Func{}, Effects: []Effect{}, Root: opts.Root, Pages: opts.Pages},
		funcs: make(map[string]int), effects: make(map[Effect]int)}
	ops := slices.Clone(g.Operators)
	slices.SortStableFunc(ops, func(a, b *graph.Operator) int {
		return cmp.Or(
			strings.Compare(a.Framework, b.Framework), strings.Compare(g.Home(a).Path, g.Home(b).Path),
			strings.Compare(a.Name, b.Name), strings.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line),
		)
	})
	for _, op := range ops {
		b.operator(op)
	}
	return b.d
}

type builder struct {
	*graph.Graph
	Options
	d       *Drawing
	funcs   map[string]int // by ID
	effects map[Effect]int // without level
}

func (b *builder) place(p finding.Place) string {
	p.Col = 0
	p.File = filepath.ToSlash(b.Relative(p.File))
	return p.String()
}

func (b *builder) operator(op *graph.Operator) {
	home := b.Home(op).Path
	root := b.function(op.Func, op.Name, home)
	b.d.Funcs[root].Operator = true
	o := Operator{
		Func: root, Name: op.Name, Form: op.Form, Framework: op.Framework, Policy: op.Policy,
		Package: home, At: b.place(op.Place), Weak: op.Weak, Chains: []Chain{},
	}
	for _, r := range op.Reaches {
		level := r.Level
		switch {
		case r.Suppressed != "":
			level = "suppressed"
		case level == "":
			level = "tolerated"
		}
		if b.Level(level) && b.Rule(r.Rule) {
			o.Chains = append(o.Chains, b.chain(op, root, r, level))
		}
	}
	slices.SortStableFunc(o.Chains, func(x, y Chain) int {
		return cmp.Compare(rank(x.Level), rank(y.Level))
	})
	b.d.Operators = append(b.d.Operators, o)
}

func rank(level string) int { return slices.Index(Levels[:], level) }

// function returns the index of a function, whose name and package are as
// given where it is not at hand.
func (b *builder) function(id, name, pkg string) int {
	i, ok := b.funcs[id]
	if !ok {
		f := Func{Name: name, Package: pkg}
		if fn := b.Func(id); fn != nil {
			f.Name, f.At = fn.Name, b.place(fn.Place)
			f.Package = b.PackageOf(id).Path
		}
		i = len(b.d.Funcs)
		b.funcs[id] = i
		b.d.Funcs = append(b.d.Funcs, f)
	}
	return i
}

func (b *builder) chain(op *graph.Operator, root int, r *graph.Reach, level string) Chain {
	c := Chain{Funcs: []int{root}, Level: level, Bound: r.Bound, Why: r.Why, At: b.place(r.Place)}
	if r.Suppressed != "" {
		c.Why = r.Suppressed
	}
	id := op.Func
	for _, hop := range r.Chain {
		id = b.follow(id, hop)
		c.Funcs = append(c.Funcs, b.function(id, hop.Name, ""))
	}
	e := Effect{Rule: r.Rule, Phrase: r.Phrase, At: c.At}
	if r.Where != (finding.Spot{}) {
		e.At = b.where(id, r.Where)
	}
	i, ok := b.effects[e]
	if !ok {
		i = len(b.d.Effects)
		b.effects[e] = i
		e.Level = level
		b.d.Effects = append(b.d.Effects, e)
	}
	if worst := &b.d.Effects[i].Level; rank(level) < rank(*worst) {
		*worst = level
	}
	c.Effect = i
	return c
}

// where is a spot with the directory of its file, if it is in the file of the
// function with the ID.
func (b *builder) where(id string, spot finding.Spot) string {
	fn := b.Func(id)
	if fn == nil || filepath.Base(fn.File) != spot.Base().File {
		return spot.String()
	}
	return b.place(finding.Place{File: fn.File, Line: spot.Line})
}

// follow returns the ID of the function that a hop of a chain goes to from the
// function with the given ID. The function may not be at hand.
//
// Of calls in other packages than the operator's, facts have only the line and the
// name that the function has there.
func (b *builder) follow(id string, hop graph.Hop) string {
	if hop.To != "" {
		return hop.To
	}
	best := id + " > " + hop.Name
	fn := b.Func(id)
	if fn == nil || filepath.Base(fn.File) != hop.At.File {
		return best
	}
	for _, c := range fn.Calls {
		switch {
		case c.Line != hop.At.Line:
		case c.Name == hop.Name:
			return c.To
		case lastPart(c.Name) == lastPart(hop.Name):
			best = c.To
		}
	}
	return best
}

// lastPart is a name without its package and receiver.
func lastPart(name string) string { return name[strings.LastIndexByte(name, '.')+1:] }
