// Package rule has the rules: each is one literal in a file of its own, with all
// that is known of it. What operators do is found by the packages effect, shipped
// and fix, which know of no rules' levels; package engine runs the rules.
//
// A rule is part of jobvet if its file has a variable
//
//	var name = &Rule{...}
//
// at its top level: the list of them is generated. The values never change.
package rule

import (
	"cmp"
	"slices"

	"golang.org/x/tools/container/intsets"
	"golang.org/x/tools/go/analysis"

	"github.com/jobvet/jobvet/internal/effect"
	"github.com/jobvet/jobvet/internal/finding"
	"github.com/jobvet/jobvet/internal/operator"
)

//go:generate go run ./genlist
//go:generate go run ./gendocs -dir ../../docs/rules

// A Rule is one kind of finding. It has a page in docs/rules.
type Rule struct {
	// Name is one lower-case word: the category of diagnostics, the first word of
	// messages, the name of the page.
	Name string
	// Order is its place in lists of rules; rules without come last, by name.
	Order int
	// Levels tell how serious its findings are under each policy.
	Levels Levels

	// How it is found: without Find and Search, by package effect, as an effect of
	// the rule's name that an operator reaches.
	//
	// Search finds what else operators reach. Find finds what does not come from
	// operators and calls, with all that is to be said of it; nothing of it is
	// judged by Levels any more. If Last is set, that is after all other findings
	// were reported.
	Search Search
	Find   func(*Pass) []*Found
	Last   bool

	// Judge, if any, looks once more at what package effect found, and may change
	// it. It reports whether it is a finding. Unless is a rule whose finding, of the
	// same operator at the same place, stands for this one.
	Judge  func(*Pass, *Found) bool
	Unless effect.Rule

	// Harm says what an effect does to the framework, and Advice what to do about
	// it: the two clauses behind a message's semicolon. Find says them itself.
	Harm, Advice func(*Found) string

	// Fix returns the suggested fixes, the best first; nil is none. Plan, if any, is
	// called before that, when it is known what is going to be reported.
	Fix  func(*Pass, *Found) []analysis.SuggestedFix
	Plan func(*Pass)
}

// A Search finds things that operators reach, within the package. It calls yield
// once for each of the operators of the crew that reaches a thing, by its index.
// If more than most operators reach one, yield gets the nearest, and rest all
// others.
type Search func(p *Pass, c *Crew, most int, yield func(at int, f *effect.Finding), rest func(f *effect.Finding, others *intsets.Sparse))

// A Found is what one operator does at one place.
type Found struct {
	Rule *Rule
	Op   *operator.Operator // nil for a rule that is not about operators
	*effect.Finding
	Level finding.Level
	// Undoubted is the level that it had before doubt lowered it.
	Undoubted finding.Level
	// Worse tells that Rule.Judge found more than the effect alone, which Phrase says. And
	// is a worse finding that this one stands for, see Rule.Unless: one mistake is one
	// finding, and has the harm of both.
	Worse bool
	And   *Found

	// What says what is done, if Find found it; else Phrase does.
	What         finding.Clause
	Harm, Advice string
	// Detail is what Find knows of it, for Fix.
	Detail any
}

// All returns all rules, in the order of lists.
func All() []*Rule {
	list := all()
	slices.SortStableFunc(list, func(a, b *Rule) int {
		return cmp.Or(cmp.Compare(cmp.Or(a.Order, last), cmp.Or(b.Order, last)), cmp.Compare(a.Name, b.Name))
	})
	return list
}

const last = int(^uint(0) >> 1)

// Lookup returns the rule of the given name, or nil.
func Lookup(name string) *Rule {
	for _, r := range all() {
		if r.Name == name {
			return r
		}
	}
	return nil
}

// Names returns the names of all rules, in the order of lists.
func Names() []string {
	var names []string
	for _, r := range All() {
		names = append(names, r.Name)
	}
	return names
}

// Homepage is the project's.
const Homepage = "https://github.com/jobvet/jobvet"

// URL is the page of the rule.
func (r *Rule) URL() string { return Homepage + "/blob/main/docs/rules/" + r.Name + ".md" }

// Highest returns the highest level of the rule's findings.
func (r *Rule) Highest() finding.Level {
	highest := finding.None
	for _, row := range r.Levels.Rows() {
		highest = max(highest, row.Forbid, row.Bounded, row.Free)
	}
	return highest
}
