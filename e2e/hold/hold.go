// Package hold are pipelines whose elements are held by beamlimit.Throttle, in several
// numbers of shards and at several rates.
package hold

import (
	"fmt"
	"slices"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"

	"github.com/jobvet/jobvet/e2e/job"
	"github.com/jobvet/jobvet/ratelimit"
	"github.com/jobvet/jobvet/ratelimit/beamlimit"
)

// A Case is a number of elements, all offered at once, a limit and a number of shards.
type Case struct {
	Elements, Rate, Shards int
	// Killed: the worker is killed in the middle.
	Killed bool
}

// Everywhere are the cases that each runner gets: a minute at a low rate, and many elements.
var Everywhere = []Case{
	{Elements: 6000, Rate: 100, Shards: 1},
	{Elements: 100_000, Rate: 4000, Shards: 1},
}

// Restarted are those that a runner gets which goes on when its worker has died.
var Restarted = []Case{{Elements: 6000, Rate: 100, Shards: 1, Killed: true}}

// Sharded are those with several shards, for runners with one worker process.
var Sharded = []Case{
	{Elements: 6000, Rate: 100, Shards: 4},
	{Elements: 6000, Rate: 100, Shards: 16},
}

// Burst is what the rate grants in half a second: the limit is kept bundle by bundle.
func (c Case) Burst() int { return c.Rate / 2 }

// Name is that of the case's pipeline.
func (c Case) Name() string { return fmt.Sprintf("hold/%d/%d/%d", c.Elements, c.Rate, c.Shards) }

// Pipelines returns the pipelines by name.
func Pipelines() map[string]job.Pipeline {
	m := map[string]job.Pipeline{}
	for _, c := range slices.Concat(Everywhere, Sharded) {
		m[c.Name()] = func(s beam.Scope, in beam.PCollection) beam.PCollection {
			limiter := ratelimit.Must(ratelimit.New(float64(c.Rate), c.Burst(), ratelimit.Exact(), ratelimit.Name(c.Name())))
			return beamlimit.Throttle(s, in, limiter, beamlimit.Shards(c.Shards))
		}
	}
	return m
}
