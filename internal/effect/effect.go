// Package effect computes what functions do that an operator must not: their
// own waits, spawns and asynchronous limiter calls, and those that they
// inherit through calls, within a package and, by facts, across packages.
//
// The computation runs bottom-up over the strongly connected components of
// the package's call graph and keeps, for each kind of effect, the shortest
// chain that leads to it. What a library's calls do is the catalogue's word.
package effect

import (
	"go/token"
	"go/types"
	"slices"

	"github.com/jobvet/jobvet/internal/catalog"
)

// A Rule names the kind of an effect; a finding has the same name.
type Rule string

// The rules for effects. They are the words of the catalogue's "effect" key.
const (
	RateWait  Rule = "ratewait"
	RateAsync Rule = "rateasync"
	ChanWait  Rule = "chanwait"
	GoSpawn   Rule = "gospawn"
	TimeWait  Rule = "timewait"
	SyncWait  Rule = "syncwait"
	JobExit   Rule = "jobexit"
)

// A ruleSet is a set of rules.
type ruleSet uint8

// effects are the rules of effects, in the order of their bits in a set.
var effects = [...]Rule{RateWait, RateAsync, ChanWait, GoSpawn, TimeWait, SyncWait, JobExit}

// set returns the set that has the rule only.
func (r Rule) set() ruleSet {
	if i := slices.Index(effects[:], r); i >= 0 {
		return 1 << i
	}
	return 0
}

// OfRates reports whether the rule is about rate limiting, which is all that
// counts of third parties' packages.
func (r Rule) OfRates() bool { return r == RateWait || r == RateAsync }

// BoundKind tells what ends a wait, worst first.
type BoundKind uint8

const (
	Nothing  BoundKind = iota // nothing ends it
	Foreign                   // a context that is not the operator's own: a field, a package variable
	Param                     // a parameter of the function: the caller knows
	Unknown                   // some context
	Duration                  // a time limit
	Own                       // the operator's own context; only in findings
)

// A Bound is what ends a wait. Var is the parameter for Param, which may also
// be one of an enclosing function.
type Bound struct {
	Kind BoundKind
	Var  *types.Var
}

// Join tells what is known of the end of a spawned goroutine.
type Join uint8

const (
	Outlives      Join = iota // it can outlive the call
	Cancelled                 // the spawner stops waiting for it when a context ends, and it has that context
	CallerMayJoin             // the caller may join it: the wait group, group or channel is not the spawner's own
	Joined                    // it ends before the call returns
)

// An Effect is one thing that a function does, itself or through calls.
type Effect struct {
	Rule  Rule
	Bound Bound
	// Subject is the channel parameter that the effect waits on, if it does.
	Subject *types.Var
	// Phrase says what happens, as a clause after the operator's name:
	// "blocks in (*rate.Limiter).Wait".
	Phrase string
	Join   Join         // for GoSpawn
	Ends   catalog.Ends // for JobExit
	// Uncertain marks an effect that is not certain enough for an error.
	Uncertain bool
	// Never marks a RateWait that asks for more than the limiter ever holds.
	Never bool
	// Uses are parameters that a spawned goroutine uses.
	Uses []*types.Var
	// own is the bound in the terms of the function that has the effect, and given
	// the argument of a call of that function that is its context, if one is.
	own   Bound
	given *Context
	// waits is what a SyncWait waits for: a wait group, an errgroup.
	waits signal

	// Pos is where it happens, for an effect in this package; Where is the
	// same, "file.go:12", for one of another package.
	Pos   token.Pos
	Where string
	// Via is the chain of calls that leads to the effect, nil for one's own.
	Via *Chain
}
