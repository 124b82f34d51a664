package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/jobvet/jobvet/e2e/cluster"
	"github.com/jobvet/jobvet/e2e/cost"
	"github.com/jobvet/jobvet/e2e/hold"
	"github.com/jobvet/jobvet/e2e/jobs"
	"github.com/jobvet/jobvet/e2e/limits"
	"github.com/jobvet/jobvet/e2e/proof"
)

// A runner runs what was selected and keeps what happened in the folder results.
type runner struct {
	jobs                 []jobs.Job
	on, what             []string
	places, cases        *regexp.Regexp
	module, dir, results string

	runs, unexpected int
	skipped, broken  []string
}

// newRunner returns a runner for what the flags select.
func newRunner(o options, module, dir string) (*runner, error) {
	selected, err := selectJobs(o.jobs)
	if err != nil {
		return nil, err
	}
	places, err := regexp.Compile(o.places)
	if err != nil {
		return nil, fmt.Errorf("-places: %w", err)
	}
	cases, err := regexp.Compile(o.cases)
	if err != nil {
		return nil, fmt.Errorf("-cases: %w", err)
	}
	return &runner{
		jobs: selected, on: strings.Split(o.on, ","), what: strings.Split(o.what, ","), places: places, cases: cases,
		module: module, dir: dir, results: filepath.Join(module, "results"),
	}, nil
}

// run runs everything everywhere. The error says what did not go as it should.
func (r *runner) run(ctx context.Context) error {
	for _, where := range r.on {
		if err := r.runOn(ctx, where); err != nil {
			return err
		}
	}
	fmt.Print(r.summary())
	return r.failed()
}

// runOn runs everything in the places that one word of the flag -on stands for. Those that this machine
// cannot have are noted and skipped.
func (r *runner) runOn(ctx context.Context, where string) error {
	var here []place
	for _, p := range places {
		if p.on == where && r.places.MatchString(p.name) {
			here = append(here, p)
		}
	}
	if len(here) == 0 {
		return fmt.Errorf("-on %s: no such place, or none that -places matches", where)
	}
	for _, p := range here {
		if err := r.runIn(ctx, p); err != nil {
			return err
		}
	}
	return nil
}

// runIn runs everything in one place. Each has a Flink of its own: what jobs that hang still
// hold there is the memory of those that come after them.
func (r *runner) runIn(ctx context.Context, p place) error {
	if p.on == "prism" {
		return r.measure(ctx, p.cluster(nil))
	}
	f, k, err := r.start(ctx, p)
	if errors.Is(err, cluster.ErrNoFlink) {
		fmt.Fprintf(os.Stderr, "SKIPPED %s: %v\n", p.name, err)
		r.skipped = append(r.skipped, p.name)
		return nil
	}
	if err != nil {
		return err
	}
	defer f.Stop()
	c := p.cluster(f)
	if k != nil {
		defer k.Stop()
		c.Kafka, c.Experiments = k, []string{cluster.NativeRead}
		c.Deadline *= 4 // for two more programs of Java's that have to start
	}
	return r.measure(ctx, c)
}

// start starts the Flink of a place, and its Kafka if it has one.
func (r *runner) start(ctx context.Context, p place) (*cluster.Flink, *cluster.Kafka, error) {
	if !p.kafka {
		f, err := startFlink(ctx, r.module, r.dir, p.taskManagers())
		return f, nil, err
	}
	dir, err := os.MkdirTemp(r.dir, "kafka-")
	if err != nil {
		return nil, nil, err
	}
	folder, jars, err := cluster.FetchKafka(ctx, r.module)
	if err != nil {
		return nil, nil, err
	}
	k, err := cluster.StartKafka(ctx, folder, dir)
	if err != nil {
		return nil, nil, err
	}
	f, err := cluster.StartFlink(ctx, jars, dir, p.taskManagers())
	if err != nil {
		k.Stop()
	}
	return f, k, err
}

// measure runs everything on one cluster.
func (r *runner) measure(ctx context.Context, c *cluster.Cluster) error {
	p, err := proof.ReadPlace(r.results, c.Name)
	if err != nil {
		return err
	}
	for _, kind := range []struct {
		what    string
		measure func(context.Context, *cluster.Cluster, *proof.Place) error
	}{{"jobs", r.measureJobs}, {"limits", r.measureLimits}, {"costs", r.measureCosts}, {"holds", r.measureHolds}} {
		if !slices.Contains(r.what, kind.what) || c.Kafka != nil && kind.what != "holds" {
			continue
		}
		if err := errors.Join(kind.measure(ctx, c, p), p.Save(r.results)); err != nil {
			return err
		}
	}
	return nil
}

func (r *runner) measureJobs(ctx context.Context, c *cluster.Cluster, p *proof.Place) error {
	for i := range r.jobs {
		j := &r.jobs[i]
		for _, version := range []string{"bad", "good"} {
			res, err := proof.Measure(ctx, c, r.dir, j, version)
			if err != nil {
				return fmt.Errorf("%s, %s/%s: %w", c.Name, j.Name, version, err)
			}
			fmt.Fprintf(os.Stderr, "%s: %s/%s: %s\n", c.Name, j.Name, version, res)
			if r.runs++; !res.AsExpected() {
				r.unexpected++
			}
			p.AddJob(j, version, res)
		}
	}
	return nil
}

func (r *runner) measureLimits(ctx context.Context, c *cluster.Cluster, p *proof.Place) error {
	if c.Local || c.IsOpen() {
		return nil
	}
	for _, lc := range limits.All {
		l, err := proof.MeasureLimit(ctx, c, r.dir, lc)
		if err != nil {
			r.isBroken(err)
			continue
		}
		fmt.Fprintf(os.Stderr, "%s: %s: %.1f/s from %d processes\n", c.Name, lc.Name, l.Rate(), l.Processes)
		p.AddLimit(l)
	}
	return nil
}

func (r *runner) measureCosts(ctx context.Context, c *cluster.Cluster, p *proof.Place) error {
	if c.Local || c.HasTaskManagers() {
		return nil
	}
	for _, w := range cost.Ways {
		for _, rate := range cost.Rates {
			m, err := proof.MeasureCost(ctx, c, r.dir, w, rate)
			if err != nil {
				r.isBroken(err)
				continue
			}
			fmt.Fprintf(os.Stderr, "%s: %s at %d/s: %s\n", c.Name, w.Name, rate, m.Result)
			p.AddCost(m)
		}
	}
	return nil
}

// measureHolds runs the cases of package hold.
func (r *runner) measureHolds(ctx context.Context, c *cluster.Cluster, p *proof.Place) error {
	if c.Local || c.Streaming && !c.IsOpen() {
		return nil // nothing flows before the end: ratehold shows it
	}
	for _, hc := range holdCases(c) {
		if !r.cases.MatchString(hc.String()) {
			continue
		}
		h, err := proof.MeasureHold(ctx, c, r.dir, hc)
		if err != nil {
			r.isBroken(err)
			continue
		}
		fmt.Fprintf(os.Stderr, "%s: %s\n", c.Name, h)
		p.AddHold(h)
	}
	return nil
}

// holdCases are the cases of package hold for a cluster.
func holdCases(c *cluster.Cluster) []hold.Case {
	if c.Kafka != nil {
		return hold.FromKafka
	}
	cases := hold.Everywhere
	if c.IsOpen() {
		cases = slices.Concat(cases, hold.Open)
	}
	if c.Restarts() {
		cases = slices.Concat(cases, hold.Restarted)
	}
	if c.HasTaskManagers() {
		return slices.Concat(cases, hold.Managed)
	}
	if c.Restarts() {
		return slices.Concat(cases, hold.Sharded)
	}
	return cases
}

// isBroken notes what could not be measured.
func (r *runner) isBroken(err error) {
	fmt.Fprintln(os.Stderr, err)
	r.broken = append(r.broken, err.Error())
}

// summary says in a few words how it went.
func (r *runner) summary() string {
	return fmt.Sprintf("%d runs of jobs, %d not as expected, %d places skipped\n", r.runs, r.unexpected, len(r.skipped))
}

// failed is an error if something is not as it should be.
func (r *runner) failed() error {
	if r.unexpected > 0 {
		return fmt.Errorf("%d jobs did not end as expected", r.unexpected)
	}
	if len(r.broken) > 0 {
		return fmt.Errorf("not measured: %s", strings.Join(r.broken, "; "))
	}
	return nil
}
