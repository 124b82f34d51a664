package proof

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"time"

	"github.com/jobvet/jobvet/e2e/cluster"
	"github.com/jobvet/jobvet/e2e/job"
	"github.com/jobvet/jobvet/e2e/jobs"
)

// A Measurement says where and when something was measured.
type Measurement struct {
	// Cluster is the place, Runner what runs there, Machine the computer.
	Cluster, Runner, Machine string
	Date                     time.Time
}

func measurement(c *cluster.Cluster) Measurement {
	machine := fmt.Sprintf("%s/%s, %d cores, %s", runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), runtime.Version())
	return Measurement{Cluster: c.Name, Runner: c.Version(), Machine: machine, Date: time.Now().UTC().Truncate(time.Second)}
}

// A Result is one job on one cluster.
type Result struct {
	Measurement
	// Want are the endings that are as expected, Got is the one that was seen.
	Want []jobs.Ending
	Got  jobs.Ending
	// Out is how many different elements were committed of Elements, Again how often one was
	// that had been before.
	Out, Again, Elements int
	// First and Last are when the first and last output was committed, from the
	// first element on its way into the operator.
	First, Last time.Duration
	// Err and WorkerErr are as in cluster.Run.
	Err, WorkerErr string
	// Attempts is 2 if the first one did not end as expected.
	Attempts int
	// Deadline is after how long a job counts as hung.
	Deadline time.Duration
}

// AsExpected tells whether the job ended in one of the expected ways.
func (r *Result) AsExpected() bool { return slices.Contains(r.Want, r.Got) }

// Measure runs one version of a job, "bad" or "good", on a cluster. It is run
// once more if it does not end as expected, since a runner can have a bad moment.
func Measure(ctx context.Context, c *cluster.Cluster, dir string, j *jobs.Job, version string) (*Result, error) {
	want := j.GoodEnds
	if c.IsOpen() && j.OpenEnds != nil {
		want = j.OpenEnds
	}
	if j.Yields && c.Streaming && !c.IsOpen() {
		want = append(slices.Clone(want), jobs.Stalled)
	}
	if version == "bad" {
		want = j.BadEnds
		if c.Local && j.LocalEnds != nil {
			want = j.LocalEnds
		}
	}
	if c.Restarts() && slices.Contains(want, jobs.Failed) {
		want = append(slices.Clone(want), jobs.Hung) // Flink starts it again, for ever
	}
	var res *Result
	for attempt := 1; attempt <= 2; attempt++ {
		run, err := c.Run(ctx, dir, j.Name+"/"+version, job.Options{Elements: j.Elements, Whole: j.Whole})
		if err != nil {
			if attempt == 1 && ctx.Err() == nil {
				continue
			}
			return nil, err
		}
		res = assess(run, j.Elements)
		res.Measurement, res.Want, res.Attempts, res.Deadline = measurement(c), want, attempt, c.Deadline
		if res.AsExpected() {
			break
		}
	}
	return res, nil
}

// stallsFrom is the part of a job's time after which a first output counts as
// held back; jobs that are done sooner than stallsAbove are not looked at.
const (
	stallsFrom  = 0.8
	stallsAbove = time.Second
)

func assess(run *cluster.Run, elements int) *Result {
	r := &Result{Elements: elements, Err: run.Err, WorkerErr: run.WorkerErr}
	var began time.Time
	seen := map[int]bool{}
	var out []time.Time
	for _, l := range run.Lines {
		switch {
		case l.Place == job.In && (began.IsZero() || l.Time.Before(began)):
			began = l.Time
		case l.Place == job.Out:
			seen[l.Value] = true
			out = append(out, l.Time)
		}
	}
	r.Out, r.Again = len(seen), len(out)-len(seen)
	if len(out) > 0 {
		r.First = slices.MinFunc(out, time.Time.Compare).Sub(began)
		r.Last = slices.MaxFunc(out, time.Time.Compare).Sub(began)
	}
	switch {
	case !run.Ended:
		r.Got = jobs.Hung
	case run.Err != "":
		r.Got = jobs.Failed
	case r.Out < elements:
		r.Got = jobs.Lossy
	case r.Last > stallsAbove && float64(r.First) > stallsFrom*float64(r.Last):
		r.Got = jobs.Stalled
	default:
		r.Got = jobs.Complete
	}
	return r
}
