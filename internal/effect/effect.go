// Package effect computes what functions do that an operator must not do: they wait,
// start goroutines, take rate limiting off their own call, or end the process. A
// function has effects of its own, and inherits those of the functions that it calls,
// within a package and, by facts, across packages.
//
// Effects are found once for each function (edges.go, call.go, channel.go and so on).
// Summaries run bottom-up over the strongly connected components of the package's call
// graph, and keep the shortest chain to each kind of effect (summary.go). Reports run
// top-down from the operators (reach.go). What a library's calls do is the catalogue's
// word.
//
// A call becomes edges of the graph in edges.go, which asks package source whom it
// calls; for a method of an interface see dynamic.go.
package effect

import (
	"go/token"
	"go/types"
	"slices"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/finding"
)

// A Rule names the kind of an effect. Its findings have the same name.
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

	// OpenCall is no rule of findings: it is a call of a method of an interface that
	// other packages may implement. See slot.go.
	OpenCall Rule = "opencall"
)

// A ruleSet is a set of rules.
type ruleSet uint16

// effects are the rules of effects, in the order of their bits in a set.
var effects = [...]Rule{RateWait, RateAsync, ChanWait, GoSpawn, TimeWait, SyncWait, JobExit, OpenCall}

// set returns the set with only this rule.
func (r Rule) set() ruleSet {
	if i := slices.Index(effects[:], r); i >= 0 {
		return 1 << i
	}
	return 0
}

// unrecovered is the bit of panics that a caller may recover.
const unrecovered ruleSet = 1 << len(effects)

// set returns the set with only the effect's rule.
func (e *Effect) set() ruleSet {
	if e.Ends == catalog.EndsUnrecovered {
		return unrecovered
	}
	return e.Rule.set()
}

// OfRates reports whether the rule is about rate limiting. In packages of third
// parties no other rule counts.
func (r Rule) OfRates() bool { return r == RateWait || r == RateAsync }

// BoundKind tells what ends a wait, worst first.
type BoundKind uint8

const (
	Nothing  BoundKind = iota // nothing ends it
	Foreign                   // a context that is not the operator's own: a field, a package variable
	Param                     // a parameter of the function, of which the caller knows more
	Unknown                   // a context of which nothing is known
	Duration                  // a time limit
	Own                       // the operator's own context; only in findings
)

// A Bound is what ends a wait. If Kind is Param, Var is the parameter: of the function
// itself, or of one around it.
type Bound struct {
	Kind BoundKind
	Var  *types.Var
}

// Join tells what we know of the end of a goroutine.
type Join uint8

const (
	Outlives      Join = iota // it can outlive the call
	Cancelled                 // the spawner stops waiting for it when a context ends, and it has that context
	CallerMayJoin             // the caller may wait for it: the wait group, errgroup or channel belongs to somebody else
	Joined                    // it ends before the call returns
	Released                  // it waits only for what has happened once the call returns
	Stranded                  // it may wait for ever, and nobody else can end that
)

// Ends reports whether it ends with the call, or is told to.
func (j Join) Ends() bool { return j == Joined || j == Released }

// An Effect is one thing that a function does, itself or through calls.
type Effect struct {
	Rule  Rule
	Bound Bound
	// Subject is the channel that the effect waits on, if that is a parameter.
	Subject *types.Var
	// Phrase says what happens, as a clause after the operator's name:
	// "blocks in (*rate.Limiter).Wait".
	Phrase string
	Join   Join // for GoSpawn
	// JoinedBy are the methods that wait for the goroutine of a GoSpawn, if a caller calls
	// one on the same value.
	JoinedBy []string
	// Undoes are the methods that take what the operation of a ChanWait gives back: a
	// caller that has called one on the same value does not wait.
	Undoes []string
	Ends   catalog.Ends // for JobExit
	// Uncertain marks an effect that is not certain enough for an error.
	Uncertain bool
	// If is the condition of the effect.
	If Cond
	// Slot is the method that an OpenCall calls: what Slot returns.
	Slot string
	// Followed are the functions, by their full names, to which the package that makes an
	// OpenCall has followed it.
	Followed []string
	// Native marks an operation on a channel or a group that does not wait, or not for long. It matters
	// only to operators that are replayed.
	Native bool
	// Hangs marks a wait that may last for ever: only this function and its goroutines
	// could end it, and on some path none does.
	Hangs bool
	// Locked marks a wait with a lock held that others take, too.
	Locked bool
	// Never marks a RateWait that asks for more than the limiter ever holds.
	Never bool
	// Instead is the advice of the catalogue's, if it has one of its own for the call.
	Instead string
	// Uses are the parameters that the goroutine of a GoSpawn uses.
	Uses []*types.Var
	// own is the bound in the terms of the function that has the effect. given is the
	// context that a call gives to that function, if its parameter is the bound.
	own   Bound
	given *Context
	// waits is what a SyncWait waits for: a wait group, an errgroup.
	waits signal

	// Pos is the place of an effect in this package. Where is the place of one in
	// another package, and Module the module of that, if known.
	Pos    token.Pos
	Where  finding.Spot
	Module string
	// Moved is the place of the wait that a RateAsync moves to a goroutine, if that is
	// in this package.
	Moved token.Pos
	// Via is the chain of calls that leads to the effect, nil if the function has it
	// itself.
	Via *Chain
}
