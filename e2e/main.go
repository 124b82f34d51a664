// Command e2e runs every rule's bad example and its fixed version on real
// runners, and writes down what happened.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"maps"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/jobvet/jobvet/e2e/cluster"
	"github.com/jobvet/jobvet/e2e/cost"
	"github.com/jobvet/jobvet/e2e/hold"
	"github.com/jobvet/jobvet/e2e/job"
	"github.com/jobvet/jobvet/e2e/jobs"
	"github.com/jobvet/jobvet/e2e/limits"
	"github.com/jobvet/jobvet/e2e/proof"
)

const usage = `usage: go run . [flags]

Runs every rule's bad example and its fixed version on Beam's runners, and prints
what happened. It starts and ends all that it needs; for Flink it needs a JDK 17
and Maven, which fetches 160 MB once.

`

func main() {
	cluster.Main(pipelines())

	write := flag.String("write", "", "write the page to this `FILE`, its plot beside it, and quotes to the pages in rules")
	add := flag.String("add", "", "add what the jobs did to this `FILE`, which an earlier run wrote, and to the quotes")
	on := flag.String("on", "prism,flink,open,cluster", "where to run: Prism, Flink in one process, the same with an open source (open), a Flink cluster")
	what := flag.String("what", "jobs,limits,costs,holds", "what to run")
	only := flag.String("jobs", "", "of the jobs only these, separated by commas")
	fix := flag.Bool("fix", false, "renew the good jobs from the bad ones by jobvet -fix, and do nothing else")
	quote := flag.String("quote", "", "renew the quotes in the rules' pages from this `FILE`, as -write does, and do nothing else")
	flag.Usage = func() {
		fmt.Fprint(flag.CommandLine.Output(), usage)
		flag.PrintDefaults()
	}
	flag.Parse()
	if flag.NArg() > 0 {
		flag.Usage()
		os.Exit(2)
	}

	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if *quote != "" {
		if err := proof.QuoteIn(*quote); err != nil {
			fmt.Fprintln(os.Stderr, "e2e:", err)
			os.Exit(1)
		}
		return
	}
	err := run(ctx, *write, *add, *on, *what, *only, *fix)
	if err != nil {
		fmt.Fprintln(os.Stderr, "e2e:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, write, add, on, what, only string, fix bool) (err error) {
	module, err := proof.Module(ctx)
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "jobvet-e2e-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	jobvet, err := proof.BuildLinter(ctx, module, dir)
	if err != nil {
		return err
	}
	if fix {
		return renew(ctx, jobvet, module, filepath.Join(dir, "fix"))
	}

	p := &proof.Proof{Machine: fmt.Sprintf("%s/%s, %d cores, %s", runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), runtime.Version()), Date: time.Now().UTC()}
	if p.Said, err = proof.Lint(ctx, jobvet, module); err != nil {
		return err
	}
	var selected []jobs.Job
	if strings.Contains(what, "jobs") {
		if selected, err = selectJobs(only); err != nil {
			return err
		}
	}
	for _, place := range strings.Split(on, ",") {
		if err := runOn(ctx, p, place, module, dir, selected, what); err != nil {
			return err
		}
	}
	if p.Tests, err = proof.UnitTests(ctx, module); err != nil {
		return err
	}
	fmt.Print(p.Summary())
	if write != "" {
		if err := errors.Join(p.Write(write), proof.QuoteIn(write)); err != nil {
			return err
		}
	}
	if add != "" {
		if err := errors.Join(p.AddTo(add), proof.QuoteIn(add)); err != nil {
			return err
		}
	}
	if n := p.Unexpected(); n > 0 {
		return fmt.Errorf("%d jobs did not end as expected", n)
	}
	if len(p.Broken) > 0 {
		return fmt.Errorf("not measured: %s", strings.Join(p.Broken, "; "))
	}
	return nil
}

// runOn runs everything in one place. A place that this machine cannot have is
// noted and skipped.
func runOn(ctx context.Context, p *proof.Proof, place, module, dir string, selected []jobs.Job, what string) error {
	var on []*cluster.Cluster
	switch place {
	case "prism":
		on = []*cluster.Cluster{cluster.Prism(true), cluster.Prism(false)}
	case "flink", "open", "cluster":
		taskManagers := 0
		if place == "cluster" {
			taskManagers = 2
		}
		f, err := startFlink(ctx, module, dir, taskManagers)
		if errors.Is(err, cluster.ErrNoFlink) {
			fmt.Fprintf(os.Stderr, "SKIPPED %s: %v\n", place, err)
			p.Skipped = append(p.Skipped, fmt.Sprintf("%s: %v", place, err))
			return nil
		}
		if err != nil {
			return err
		}
		defer f.Stop()
		p.Flink = f.Version
		switch place {
		case "cluster":
			on = []*cluster.Cluster{f.Cluster("Flink cluster, external worker", false, 2)}
			if strings.Contains(what, "holds") {
				on = append(on, f.Open(f.Cluster("Flink cluster, open source, checkpoints", false, 2), time.Second))
			}
		case "open":
			on = []*cluster.Cluster{f.Open(f.Cluster("Flink, open source", false, 1), 0), f.Open(f.Cluster("Flink, open source, checkpoints", false, 1), time.Second)}
		default:
			on = []*cluster.Cluster{f.Cluster("Flink, LOOPBACK", true, 1), f.Cluster("Flink, external worker", false, 1)}
		}
	default:
		return fmt.Errorf("-on %s: no such place", place)
	}
	for _, c := range on {
		p.Clusters = append(p.Clusters, c)
		for i := range selected {
			for _, version := range []string{"bad", "good"} {
				r, err := proof.Measure(ctx, c, dir, &selected[i], version)
				if err != nil {
					return fmt.Errorf("%s, %s/%s: %w", c.Name, selected[i].Name, version, err)
				}
				fmt.Fprintf(os.Stderr, "%s: %s/%s: %s\n", c.Name, selected[i].Name, version, r)
				p.Add(&selected[i], version, r)
			}
		}
		if c.Local {
			continue
		}
		if strings.Contains(what, "holds") {
			measureHolds(ctx, p, c, dir)
		}
		for _, lc := range limits.All {
			if !strings.Contains(what, "limits") {
				break
			}
			l, err := proof.MeasureLimit(ctx, c, dir, lc)
			if err != nil {
				fmt.Fprintln(os.Stderr, err)
				p.Broken = append(p.Broken, err.Error())
				continue
			}
			fmt.Fprintf(os.Stderr, "%s: %s: %.1f/s from %d processes\n", c.Name, lc.Name, l.Rate(), l.Processes)
			p.Limits = append(p.Limits, l)
		}
		for _, w := range cost.Ways {
			if !strings.Contains(what, "costs") {
				break
			}
			for _, rate := range cost.Rates {
				m, err := proof.MeasureCost(ctx, c, dir, w, rate)
				if err != nil {
					fmt.Fprintln(os.Stderr, err)
					p.Broken = append(p.Broken, err.Error())
					continue
				}
				fmt.Fprintf(os.Stderr, "%s: %s at %d/s: %s\n", c.Name, w.Name, rate, m.Result)
				p.Costs = append(p.Costs, m)
			}
		}
	}
	return nil
}

// measureHolds runs the cases of package hold.
func measureHolds(ctx context.Context, p *proof.Proof, c *cluster.Cluster, dir string) {
	if c.Streaming && c.Options == nil {
		return // nothing flows before the end: ratehold shows it
	}
	cases := hold.Everywhere
	if c.Restarts() {
		cases = slices.Concat(cases, hold.Restarted)
		if c.Processes == 1 {
			cases = slices.Concat(cases, hold.Sharded)
		}
	}
	for _, hc := range cases {
		h, err := proof.MeasureHold(ctx, c, dir, hc)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			p.Broken = append(p.Broken, err.Error())
			continue
		}
		fmt.Fprintf(os.Stderr, "%s: %s\n", c.Name, h)
		p.Holds = append(p.Holds, h)
	}
}

func startFlink(ctx context.Context, module, dir string, taskManagers int) (*cluster.Flink, error) {
	jars, err := cluster.FetchFlink(ctx, module)
	if err != nil {
		return nil, err
	}
	dir, err = os.MkdirTemp(dir, "flink-")
	if err != nil {
		return nil, err
	}
	return cluster.StartFlink(ctx, jars, dir, taskManagers)
}

func selectJobs(only string) ([]jobs.Job, error) {
	if only == "" {
		return jobs.All, nil
	}
	var selected []jobs.Job
	for _, name := range strings.Split(only, ",") {
		n := len(selected)
		for _, j := range jobs.All {
			if j.Name == name {
				selected = append(selected, j)
			}
		}
		if len(selected) == n {
			return nil, fmt.Errorf("-jobs %s: no such job", name)
		}
	}
	return selected, nil
}

// renew writes the good jobs that jobvet makes.
func renew(ctx context.Context, jobvet, module, dir string) error {
	fixed, err := proof.Fix(ctx, jobvet, module, dir, fixable())
	if err != nil {
		return err
	}
	for name, src := range fixed {
		if err := os.WriteFile(filepath.Join(module, proof.GoodSource(name)), src, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// pipelines are all that this executable can launch.
func pipelines() map[string]job.Pipeline {
	all := jobs.Pipelines()
	maps.Copy(all, limits.Pipelines())
	maps.Copy(all, cost.Pipelines())
	maps.Copy(all, hold.Pipelines())
	return all
}

// fixable are the names of the jobs whose good version jobvet makes.
func fixable() []string {
	var names []string
	for _, j := range jobs.All {
		if j.ByHand == "" {
			names = append(names, j.Name)
		}
	}
	return names
}
