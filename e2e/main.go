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
	"strings"
	"syscall"

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

	write := flag.String("write", "", "write the page to this `FILE`, its plot beside it, and quotes to the pages in rules; what does not run is as in results")
	on := flag.String("on", "prism,flink,open,cluster", "where to run: Prism, Flink in one process, the same with an open source (open), a Flink cluster, Flink and Kafka (kafka)")
	what := flag.String("what", "jobs,limits,costs,holds", "what to run")
	only := flag.String("jobs", "", "of the jobs only these, separated by commas")
	places := flag.String("places", "", "of the places only those whose names match this `REGEXP`")
	cases := flag.String("cases", "", "of the cases of holds only those that match this `REGEXP`")
	fix := flag.Bool("fix", false, "renew the good jobs from the bad ones by jobvet -fix, and do nothing else")
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
	err := run(ctx, options{write: *write, on: *on, what: *what, jobs: *only, places: *places, cases: *cases, fix: *fix})
	if err != nil {
		fmt.Fprintln(os.Stderr, "e2e:", err)
		os.Exit(1)
	}
}

// options are the flags.
type options struct {
	write, on, what, jobs, places, cases string
	fix                                  bool
}

func run(ctx context.Context, o options) (err error) {
	module, err := proof.Module(ctx)
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "jobvet-e2e-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	if o.fix {
		return renew(ctx, module, dir)
	}
	if o.on != "" {
		r, err := newRunner(o, module, dir)
		if err != nil {
			return err
		}
		if err := r.run(ctx); err != nil {
			return err
		}
	}
	if o.write == "" {
		return nil
	}
	return writePage(ctx, module, dir, o.write)
}

// writePage writes the page from all that was ever measured.
func writePage(ctx context.Context, module, dir, file string) error {
	jobvet, err := proof.BuildLinter(ctx, module, dir)
	if err != nil {
		return err
	}
	var measured []*proof.Place
	for _, p := range places {
		m, err := proof.ReadPlace(filepath.Join(module, "results"), p.name)
		if err != nil {
			return err
		}
		if !m.Empty() {
			measured = append(measured, m)
		}
	}
	p := proof.New(measured)
	if p.Said, err = proof.Lint(ctx, jobvet, module); err != nil {
		return err
	}
	if p.Tests, err = proof.UnitTests(ctx, module); err != nil {
		return err
	}
	// Tests that were interrupted count as failed.
	if err := ctx.Err(); err != nil {
		return err
	}
	return errors.Join(p.Write(file), proof.QuoteIn(file))
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
func renew(ctx context.Context, module, dir string) error {
	jobvet, err := proof.BuildLinter(ctx, module, dir)
	if err != nil {
		return err
	}
	fixed, err := proof.Fix(ctx, jobvet, module, filepath.Join(dir, "fix"), fixable())
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
