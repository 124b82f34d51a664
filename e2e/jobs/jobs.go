// Package jobs lists the jobs that are run: for each rule of jobvet a bad one,
// which the rule reports, and a good one.
//
// The good one is what jobvet -fix makes of the bad one, but where ByHand says
// why not.
package jobs

import (
	"github.com/jobvet/jobvet/e2e/job"

	bulkacquirebad "github.com/jobvet/jobvet/e2e/jobs/bulkacquire/bad"
	bulkacquiregood "github.com/jobvet/jobvet/e2e/jobs/bulkacquire/good"
	chanwaitbad "github.com/jobvet/jobvet/e2e/jobs/chanwait/bad"
	chanwaitgood "github.com/jobvet/jobvet/e2e/jobs/chanwait/good"
	gospawnbad "github.com/jobvet/jobvet/e2e/jobs/gospawn/bad"
	gospawngood "github.com/jobvet/jobvet/e2e/jobs/gospawn/good"
	jobexitbad "github.com/jobvet/jobvet/e2e/jobs/jobexit/bad"
	jobexitgood "github.com/jobvet/jobvet/e2e/jobs/jobexit/good"
	opstatebad "github.com/jobvet/jobvet/e2e/jobs/opstate/bad"
	opstategood "github.com/jobvet/jobvet/e2e/jobs/opstate/good"
	opstateclosurebad "github.com/jobvet/jobvet/e2e/jobs/opstateclosure/bad"
	opstateclosuregood "github.com/jobvet/jobvet/e2e/jobs/opstateclosure/good"
	opstateglobalbad "github.com/jobvet/jobvet/e2e/jobs/opstateglobal/bad"
	opstateglobalgood "github.com/jobvet/jobvet/e2e/jobs/opstateglobal/good"
	opstateunexportedbad "github.com/jobvet/jobvet/e2e/jobs/opstateunexported/bad"
	opstateunexportedgood "github.com/jobvet/jobvet/e2e/jobs/opstateunexported/good"
	rateasyncbad "github.com/jobvet/jobvet/e2e/jobs/rateasync/bad"
	rateasyncgood "github.com/jobvet/jobvet/e2e/jobs/rateasync/good"
	ratedropbad "github.com/jobvet/jobvet/e2e/jobs/ratedrop/bad"
	ratedropgood "github.com/jobvet/jobvet/e2e/jobs/ratedrop/good"
	rateholdbad "github.com/jobvet/jobvet/e2e/jobs/ratehold/bad"
	rateholdgood "github.com/jobvet/jobvet/e2e/jobs/ratehold/good"
	ratewaitbad "github.com/jobvet/jobvet/e2e/jobs/ratewait/bad"
	ratewaitgood "github.com/jobvet/jobvet/e2e/jobs/ratewait/good"
	syncwaitbad "github.com/jobvet/jobvet/e2e/jobs/syncwait/bad"
	syncwaitgood "github.com/jobvet/jobvet/e2e/jobs/syncwait/good"
	timewaitbad "github.com/jobvet/jobvet/e2e/jobs/timewait/bad"
	timewaitgood "github.com/jobvet/jobvet/e2e/jobs/timewait/good"
)

// A Job is one example of a rule.
type Job struct {
	// Name is that of its folder, Rule the rule that reports it.
	Name, Rule string
	// Shows says in a few words what is wrong with it.
	Shows     string
	Bad, Good job.Pipeline
	// Elements is the number of elements that go in, and should come out.
	Elements int
	// Whole: the operator gets the number and makes the elements.
	Whole bool
	// Yields: the good job gives its bundle back. Flink, which has read all of a
	// finite input by then, may still commit nothing before the end.
	Yields bool
	// Cure is the kind of fix that has to be asked for, if any.
	Cure string
	// ByHand says why the good job is not the output of jobvet -fix.
	ByHand string
	// BadEnds are the ways in which the bad job may end where it shares no
	// process with its launcher, GoodEnds those of the good one.
	BadEnds, GoodEnds []Ending
	// OpenEnds are those of the good job where sources stay open, if they differ.
	OpenEnds []Ending
	// LocalEnds are those of the bad job in the launcher's own process, where
	// they differ.
	LocalEnds []Ending
}

// FlowsIfOpen reports whether output of the good job comes before its end on Flink only if
// sources stay open.
func (j *Job) FlowsIfOpen() bool { return j.Yields || j.OpenEnds != nil }

// An Ending is how a run of a job ends.
type Ending string

// The endings.
const (
	// Complete: the job succeeds with all its elements.
	Complete Ending = "complete"
	// Stalled: the same, but nothing is committed until all is done.
	Stalled Ending = "stalled"
	// Lossy: the job succeeds without some of its elements.
	Lossy Ending = "lossy"
	// Failed: the job fails.
	Failed Ending = "failed"
	// Hung: the job had not ended by its deadline.
	Hung Ending = "hung"
)

// All are the jobs, in the order of the rules' list.
var All = []Job{
	{
		Name: "ratewait", Rule: "ratewait", Shows: "a wait for a limiter in a splittable DoFn",
		Bad: ratewaitbad.Pipeline, Good: ratewaitgood.Pipeline, Elements: 100, Whole: true, Yields: true,
		BadEnds: []Ending{Stalled}, GoodEnds: []Ending{Complete},
	},
	{
		Name: "ratedrop", Rule: "ratewait", Shows: "a wait for a limiter in a plain DoFn; the fix that `-cure=drop` asks for drops, and says so",
		Bad: ratedropbad.Pipeline, Good: ratedropgood.Pipeline, Elements: 100,
		Cure:    "drop",
		BadEnds: []Ending{Stalled}, GoodEnds: []Ending{Lossy},
	},
	{
		Name: "ratehold", Rule: "ratewait", Shows: "a wait for a limiter in a plain DoFn, whose elements must not be lost",
		Bad: rateholdbad.Pipeline, Good: rateholdgood.Pipeline, Elements: 100,
		ByHand: "a transform before the DoFn holds what is over the limit",
		// Prism hands elements on behind a shuffle when the watermark moves, and so does Flink as
		// the Go SDK submits a job: at the end.
		BadEnds: []Ending{Stalled}, GoodEnds: []Ending{Complete, Stalled}, OpenEnds: []Ending{Complete},
	},
	{
		Name: "rateasync", Rule: "rateasync", Shows: "a wait for a limiter in a goroutine",
		Bad: rateasyncbad.Pipeline, Good: rateasyncgood.Pipeline, Elements: 200,
		BadEnds: []Ending{Failed, Lossy, Hung}, GoodEnds: []Ending{Complete},
	},
	{
		Name: "chanwait", Rule: "chanwait", Shows: "a send to a channel that is emptied when the bundle ends",
		Bad: chanwaitbad.Pipeline, Good: chanwaitgood.Pipeline, Elements: 200,
		ByHand:  "a fix that ends the wait with the context would still wait",
		BadEnds: []Ending{Hung}, GoodEnds: []Ending{Complete},
	},
	{
		Name: "gospawn", Rule: "gospawn", Shows: "the output is emitted by a goroutine",
		Bad: gospawnbad.Pipeline, Good: gospawngood.Pipeline, Elements: 200,
		BadEnds: []Ending{Failed, Lossy, Hung}, GoodEnds: []Ending{Complete},
	},
	{
		Name: "timewait", Rule: "timewait", Shows: "a sleep between calls",
		Bad: timewaitbad.Pipeline, Good: timewaitgood.Pipeline, Elements: 60, Whole: true, Yields: true,
		ByHand:  "a sleep of a DoFn has no mechanical rewrite",
		BadEnds: []Ending{Stalled}, GoodEnds: []Ending{Complete},
	},
	{
		Name: "syncwait", Rule: "syncwait", Shows: "a semaphore that is not released on one path",
		Bad: syncwaitbad.Pipeline, Good: syncwaitgood.Pipeline, Elements: 400,
		ByHand:  "a concurrency limit has no mechanical rewrite",
		BadEnds: []Ending{Hung}, GoodEnds: []Ending{Complete},
	},
	{
		Name: "bulkacquire", Rule: "bulkacquire", Shows: "a permit for each of the million rows of a batch",
		Bad: bulkacquirebad.Pipeline, Good: bulkacquiregood.Pipeline, Elements: 50,
		ByHand:  "a slice may be larger than the burst, and would never be granted then",
		BadEnds: []Ending{Complete, Stalled}, GoodEnds: []Ending{Complete},
	},
	{
		Name: "opstate", Rule: "opstate", Shows: "a `*rate.Limiter` in an exported field",
		Bad: opstatebad.Pipeline, Good: opstategood.Pipeline, Elements: 200,
		ByHand:  handState,
		BadEnds: []Ending{Lossy}, GoodEnds: []Ending{Complete},
	},
	{
		Name: "opstateunexported", Rule: "opstate", Shows: "a `*rate.Limiter` in an unexported field",
		Bad: opstateunexportedbad.Pipeline, Good: opstateunexportedgood.Pipeline, Elements: 200,
		BadEnds: []Ending{Failed}, GoodEnds: []Ending{Complete},
	},
	{
		Name: "opstateglobal", Rule: "opstate", Shows: "a package variable that only the launcher sets",
		Bad: opstateglobalbad.Pipeline, Good: opstateglobalgood.Pipeline, Elements: 200,
		ByHand:  handState,
		BadEnds: []Ending{Failed}, LocalEnds: []Ending{Complete}, GoodEnds: []Ending{Complete},
	},
	{
		Name: "opstateclosure", Rule: "opstate", Shows: "a function literal that captures a limiter",
		Bad: opstateclosurebad.Pipeline, Good: opstateclosuregood.Pipeline, Elements: 200,
		ByHand:  handState,
		BadEnds: []Ending{Failed}, GoodEnds: []Ending{Complete},
	},
	{
		Name: "jobexit", Rule: "jobexit", Shows: "`log.Fatalf` over one bad element",
		Bad: jobexitbad.Pipeline, Good: jobexitgood.Pipeline, Elements: 200,
		BadEnds: []Ending{Failed}, GoodEnds: []Ending{Failed},
	},
}

const handState = "where the state comes from is a decision of the author's"
