package proof

import (
	"fmt"
	"time"

	"github.com/jobvet/jobvet/e2e/cluster"
	"github.com/jobvet/jobvet/e2e/jobs"
)

// A Proof is everything that one run of the program found out.
type Proof struct {
	Date    time.Time
	Machine string
	// Flink is what runs on Flink, "" if nothing did.
	Flink    string
	Clusters []*cluster.Cluster
	// Skipped says which places were left out, and why.
	Skipped []string
	// Broken says which limits and costs could not be measured.
	Broken []string
	// Said is what jobvet says, as from Lint, Tests is as from UnitTests.
	Said  map[string][]Finding
	Tests map[string]bool

	Jobs   []*JobResults
	Limits []*Limit
	Costs  []*Cost
	Holds  []*Hold
}

// JobResults are the results of one job in all places.
type JobResults struct {
	*jobs.Job
	// Bad and Good are in the order of the clusters.
	Bad, Good []*Result
}

// Add adds a result of a job's "bad" or "good" version.
func (p *Proof) Add(j *jobs.Job, version string, r *Result) {
	var jr *JobResults
	for _, have := range p.Jobs {
		if have.Name == j.Name {
			jr = have
		}
	}
	if jr == nil {
		jr = &JobResults{Job: j}
		p.Jobs = append(p.Jobs, jr)
	}
	if version == "bad" {
		jr.Bad = append(jr.Bad, r)
	} else {
		jr.Good = append(jr.Good, r)
	}
}

// Unexpected is the number of runs that did not end as expected.
func (p *Proof) Unexpected() int {
	n := 0
	for _, j := range p.Jobs {
		for _, rs := range [][]*Result{j.Bad, j.Good} {
			for _, r := range rs {
				if !r.AsExpected() {
					n++
				}
			}
		}
	}
	return n
}

// Summary says in a few lines how it went.
func (p *Proof) Summary() string {
	runs := 0
	for _, j := range p.Jobs {
		runs += len(j.Bad) + len(j.Good)
	}
	return fmt.Sprintf("%d jobs, %d runs in %d places, %d not as expected, %d places skipped\n",
		len(p.Jobs), runs, len(p.Clusters), p.Unexpected(), len(p.Skipped))
}

// String says how a run ended, in words.
func (r *Result) String() string {
	s := ""
	switch r.Got {
	case jobs.Complete:
		s = fmt.Sprintf("done, %d of %d, first output after %s", r.Out, r.Elements, round(r.First))
	case jobs.Stalled:
		s = fmt.Sprintf("**stalls**: nothing is committed for %s, then all of it", round(r.First))
	case jobs.Lossy:
		s = fmt.Sprintf("done without an error, **%d of %d lost**", r.Elements-r.Out, r.Elements)
		if r.Out > 0 {
			s += fmt.Sprintf(", first output after %s", round(r.First))
		}
	case jobs.Failed:
		s = fmt.Sprintf("**fails**, %d of %d: `%s`", r.Out, r.Elements, r.Err)
	case jobs.Hung:
		s = fmt.Sprintf("**hangs**: %d of %d and no end after %s", r.Out, r.Elements, r.Deadline)
	}
	if r.WorkerErr != "" {
		s += fmt.Sprintf("; only the worker's own output says `%s`", r.WorkerErr)
	}
	if !r.AsExpected() && r.Want != nil {
		s += fmt.Sprintf(" (expected: %v)", r.Want)
	}
	return s
}

// round rounds to what is worth reading.
func round(d time.Duration) time.Duration {
	if d > time.Second {
		return d.Round(10 * time.Millisecond)
	}
	return d.Round(time.Millisecond)
}
