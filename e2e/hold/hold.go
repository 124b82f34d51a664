// Package hold are pipelines whose elements are held by beamlimit.Throttle, in several
// numbers of shards and at several rates, from several inputs and to several consumers.
package hold

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"

	"github.com/jobvet/jobvet/e2e/cluster"
	"github.com/jobvet/jobvet/e2e/job"
	"github.com/jobvet/jobvet/ratelimit"
	"github.com/jobvet/jobvet/ratelimit/beamlimit"
)

// A Case is a number of elements, a limit and a number of shards.
type Case struct {
	Elements, Rate, Shards int
	// Kills is what is killed in the middle.
	Kills cluster.Victim
	// Every is how often an element comes, from a source without an end that is known; 0: all
	// are offered at once.
	Every time.Duration
	// Without is an option that is left out.
	Without string
	// Kafka: they come from a topic of Kafka, all of them there before the job, or as often as Every says.
	Kafka bool `json:",omitempty"`
	// Then is what stands behind the limit, a key of consumers.
	Then string
}

// Everywhere are the cases that each runner gets: a minute at a low rate, many elements, and
// windows that end while most of their elements are held.
var Everywhere = []Case{
	{Elements: 6000, Rate: 100, Shards: 1},
	{Elements: 100_000, Rate: 4000, Shards: 1},
	{Elements: 3000, Rate: 200, Shards: 1, Then: Windows},
}

// Open are those that a runner gets whose sources stay open: elements that come one by one,
// twice as many as the limit lets through, and a consumer that takes half of what the limit lets through.
var Open = []Case{
	{Elements: 3000, Rate: 100, Shards: 1, Every: 5 * time.Millisecond},
	{Elements: 20_000, Rate: 2000, Shards: 1, Then: Slow},
}

// FromKafka are those that come from Kafka: a topic that is full, one that gets as many as the limit lets
// through, a worker that is killed, one that a splittable DoFn reads, and elements that come behind the watermark.
var FromKafka = []Case{
	{Elements: 6000, Rate: 100, Shards: 1, Kafka: true},
	{Elements: 12_000, Rate: 200, Shards: 1, Kafka: true, Every: 5 * time.Millisecond},
	{Elements: 6000, Rate: 100, Shards: 1, Kafka: true, Kills: cluster.Worker},
	{Elements: 12_000, Rate: 200, Shards: 1, Kafka: true, Every: 5 * time.Millisecond, Without: cluster.NativeRead},
	{Elements: 3000, Rate: 100, Shards: 1, Kafka: true, Every: 5 * time.Millisecond, Then: Late},
	{Elements: 3000, Rate: 100, Shards: 1, Kafka: true, Every: 5 * time.Millisecond, Then: TooLate},
}

// Restarted are those that a runner gets which goes on when its worker has died.
var Restarted = []Case{
	{Elements: 6000, Rate: 100, Shards: 1, Kills: cluster.Worker},
	{Elements: 100_000, Rate: 4000, Shards: 1, Without: cluster.FinishOption},
}

// Managed are those that a runner gets which has several task managers.
var Managed = []Case{
	{Elements: 6000, Rate: 100, Shards: 1, Kills: cluster.TaskManager},
	{Elements: 6000, Rate: 100, Shards: 16, Kills: cluster.TaskManager},
}

// Sharded are those with several shards, for runners with one worker process.
var Sharded = []Case{
	{Elements: 6000, Rate: 100, Shards: 4},
	{Elements: 6000, Rate: 100, Shards: 16},
}

// Burst is what the rate grants in half a second: the limit is kept bundle by bundle.
func (c Case) Burst() int { return c.Rate / 2 }

// Name is that of the case's pipeline.
func (c Case) Name() string {
	return fmt.Sprintf("hold/%d/%d/%d/%s", c.Elements, c.Rate, c.Shards, cmp.Or(c.Then, "out"))
}

// Pipelines returns the pipelines by name.
func Pipelines() map[string]job.Pipeline {
	m := map[string]job.Pipeline{}
	for _, c := range slices.Concat(Everywhere, Open, Managed, Sharded, FromKafka) {
		m[c.Name()] = func(s beam.Scope, in beam.PCollection) beam.PCollection {
			limiter := ratelimit.Must(ratelimit.New(float64(c.Rate), c.Burst(), ratelimit.Exact(), ratelimit.Name(c.Name())))
			return consumers[c.Then](s, in, func(col beam.PCollection) beam.PCollection {
				return beamlimit.Throttle(s, col, limiter, beamlimit.Shards(c.Shards))
			})
		}
	}
	return m
}

// String says what the case is, in words.
func (c Case) String() string {
	text := fmt.Sprintf("%d elements", c.Elements)
	if c.Every > 0 {
		text += fmt.Sprintf(", %.0f a second", 1/c.Every.Seconds())
	}
	switch {
	case c.Kafka:
		text += ", from Kafka"
	case c.Every > 0:
		text += " (`transforms/periodic`)"
	}
	text += thens[c.Then] + kills[c.Kills]
	if c.Without != "" {
		text += ", without `" + c.Without + "`"
	}
	return text
}

// thens say what stands behind the limit.
var thens = map[string]string{
	"":      "",
	Windows: ", in three windows, before a GroupByKey with a trigger",
	Slow:    ", before a DoFn that takes 1 ms for an element",
	Late:    ", every tenth of them late, in windows of ten seconds, before a GroupByKey with a trigger",
	TooLate: ", every tenth of them later than is allowed, in windows of ten seconds, before a GroupByKey with a trigger",
}

// kills say what was killed.
var kills = map[cluster.Victim]string{
	cluster.Nobody:      "",
	cluster.Worker:      ", the worker killed in the middle",
	cluster.TaskManager: ", one of two task managers killed in the middle",
}
