package catalog

import (
	"go/types"
	"maps"
	"slices"
	"strings"
)

// A GiveBack is a way in which an operator gives back an element that it must
// not work on yet, as Go text for suggested fixes. Names in braces are filled
// in:
//
//	{delay}           the time after which to try again
//	{reason}          why: a string literal
//	{it}              a variable of Vars
//	{~.JobSnooze}     what the library declares
//	{errors.New}      what the standard library declares
//
// Other braces stand for themselves.
type GiveBack struct {
	// Error is the error to return.
	Error string `json:"error,omitempty"`
	// Results are what to return for results of these types.
	Results map[string]string `json:"results,omitempty"`
	// Statement runs before the operator returns, or goes on with Each.
	Statement string `json:"statement,omitempty"`
	// Vars are the variables that the texts name, with their types, written as
	// in a Signature: parameters, elements of a loop or local variables of the
	// operator. If the operator has none, it cannot give back this way.
	Vars map[string]string `json:"vars,omitempty"`
	// Each tells that {it} is an element of a loop in the operator, which then
	// goes on with the next.
	Each bool `json:"each,omitempty"`
	// Uses is a method of {it} that the operator must call itself: it tells
	// what kind of element it is.
	Uses string `json:"uses,omitempty"`
	// Registered limits it to operators that only these calls register.
	Registered Names `json:"registered,omitempty"`
	// Done and Again are methods of the variables after which the element is done
	// with, or given back already.
	Done  Methods `json:"done,omitempty"`
	Again Methods `json:"again,omitempty"`
	// Claims are methods by which an operator takes up a part of its element:
	// what is taken up is not given back with the rest.
	Claims Methods `json:"claims,omitempty"`
	// Says is what happens to a limited element: a clause of a fix's message.
	Says string `json:"says"`

	vars       map[string]typeShape
	results    map[string]typeShape
	registered []Symbol
}

// YieldAfter returns how an operator gives an element back for a time, which is a
// Go expression: LimiterDelay after a limiter has refused.
func (f *Framework) YieldAfter(delay string) string {
	text, _ := Fill(f.Yield, func(string) (string, bool) { return delay, true })
	return text
}

// Rather returns what to do with a refused element rather than drop it, or "".
func (f *Framework) Rather() string {
	if c := f.Cure(Hold); c != nil && c.Verdict == Good {
		return c.How
	}
	return f.YieldAfter(LimiterDelay)
}

// Texts returns the Go texts.
func (g *GiveBack) Texts() []string {
	texts := []string{g.Error, g.Statement}
	for _, key := range slices.Sorted(maps.Keys(g.Results)) {
		texts = append(texts, g.Results[key])
	}
	return slices.DeleteFunc(texts, func(s string) bool { return s == "" })
}

// IsVar reports whether a type is that of the variable called name.
func (g *GiveBack) IsVar(name string, t types.Type) bool {
	sh, ok := g.vars[name]
	return ok && sh.match(t)
}

// Result returns the text for a result of type t, if there is one.
func (g *GiveBack) Result(t types.Type) (string, bool) {
	for _, key := range slices.Sorted(maps.Keys(g.results)) {
		if sh := g.results[key]; sh.match(t) {
			return g.Results[key], true
		}
	}
	return "", false
}

// RegisteredBy returns the calls that it is limited to.
func (g *GiveBack) RegisteredBy() []Symbol { return g.registered }

// Fill replaces the names in braces of a text by what word returns for them.
// It fails if word fails.
func Fill(text string, word func(name string) (string, bool)) (string, bool) {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(text, "{")
		b.WriteString(before)
		if !found {
			return b.String(), true
		}
		name, after, closed := strings.Cut(rest, "}")
		if !closed || name == "" || strings.ContainsAny(name, " :,({") {
			b.WriteString("{")
			text = rest
			continue
		}
		filled, ok := word(name)
		if !ok {
			return "", false
		}
		b.WriteString(filled)
		text = after
	}
}
