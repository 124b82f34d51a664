package proof

import (
	"fmt"
	"time"

	"github.com/jobvet/jobvet/e2e/jobs"
)

// A Proof is everything that runs of the program have found out.
type Proof struct {
	// Said is what jobvet says, as from Lint, Tests is as from UnitTests.
	Said  map[string][]Finding
	Tests map[string]bool

	// Places are where something was measured, in the order of the tables.
	Places []string
	Jobs   []*JobResults
	Limits []*Limit
	Costs  []*Cost
	Holds  []*Hold
}

// JobResults are the results of one job in all places.
type JobResults struct {
	*jobs.Job
	// Bad and Good are by place.
	Bad, Good map[string]*Result
}

// New puts together what was measured in the places.
func New(places []*Place) *Proof {
	p := &Proof{}
	for i := range jobs.All {
		p.Jobs = append(p.Jobs, &JobResults{Job: &jobs.All[i], Bad: map[string]*Result{}, Good: map[string]*Result{}})
	}
	for _, place := range places {
		p.Places = append(p.Places, place.Name)
		for _, j := range p.Jobs {
			if r, ok := place.Jobs[j.Name]; ok {
				j.Bad[place.Name], j.Good[place.Name] = r.Bad, r.Good
			}
		}
		p.Limits = append(p.Limits, place.Limits...)
		p.Costs = append(p.Costs, place.Costs...)
		p.Holds = append(p.Holds, place.Holds...)
	}
	return p
}

// String says how a run ended, in words.
func (r *Result) String() string { return r.says(r.first().String(), r.deadline().String()) }

// ending is String without times, and without any text if there was no run.
func (r *Result) ending() string {
	if r == nil {
		return ""
	}
	return r.says("", "")
}

func (r *Result) first() time.Duration    { return round(r.First) }
func (r *Result) deadline() time.Duration { return r.Deadline }

// says says how runs ended that had their first output after a time, or were given up after one.
func (r *Result) says(first, deadline string) string {
	s := ""
	switch r.Got {
	case jobs.Complete:
		s = fmt.Sprintf("done, %d of %d, first output after %s", r.Out, r.Elements, first)
	case jobs.Stalled:
		s = fmt.Sprintf("**stalls**: nothing is committed for %s, then all of it", first)
	case jobs.Lossy:
		s = fmt.Sprintf("done without an error, **%d of %d lost**", r.Elements-r.Out, r.Elements)
		if r.Out > 0 {
			s += fmt.Sprintf(", first output after %s", first)
		}
	case jobs.Failed:
		s = fmt.Sprintf("**fails**, %d of %d: `%s`", r.Out, r.Elements, r.Err)
	case jobs.Hung:
		s = fmt.Sprintf("**hangs**: %d of %d and no end after %s", r.Out, r.Elements, deadline)
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
