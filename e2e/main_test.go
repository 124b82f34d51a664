package main

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/jobvet/jobvet/e2e/cluster"
	"github.com/jobvet/jobvet/e2e/jobs"
	"github.com/jobvet/jobvet/e2e/proof"
)

// TestMain lets more jobs run at once than there are processors, unless it is told how many: they wait most of the time.
func TestMain(m *testing.M) {
	cluster.Main(pipelines())
	flag.Parse()
	given := false
	flag.Visit(func(f *flag.Flag) { given = given || f.Name == "test.parallel" })
	if !given {
		if err := flag.Set("test.parallel", "4"); err != nil {
			panic(err)
		}
	}
	os.Exit(m.Run())
}

// TestGoodIsFixed holds the good jobs to what jobvet -fix makes of the bad ones,
// and both to what jobvet says about them.
func TestGoodIsFixed(t *testing.T) {
	t.Parallel() // compilers and linters run while the jobs of TestPrism wait
	module, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	jobvet, err := proof.BuildLinter(t.Context(), module, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	fixed, err := proof.Fix(t.Context(), jobvet, module, t.TempDir(), fixable())
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range fixed {
		got, err := os.ReadFile(filepath.Join(module, proof.GoodSource(name)))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s is not what jobvet -fix makes of the bad job; run: go run . -fix", proof.GoodSource(name))
		}
	}
	said, err := proof.Lint(t.Context(), jobvet, module)
	if err != nil {
		t.Fatal(err)
	}
	for _, j := range jobs.All {
		found := false
		for _, f := range said["jobs/"+j.Name+"/bad"] {
			found = found || f.Rule == j.Rule
		}
		if !found {
			t.Errorf("jobvet does not report %s in the bad job %s", j.Rule, j.Name)
		}
		for _, f := range said["jobs/"+j.Name+"/good"] {
			t.Errorf("jobvet reports the good job %s: %s", j.Name, f.Message)
		}
	}
}

func TestPrism(t *testing.T) {
	t.Parallel()
	for _, c := range []*cluster.Cluster{cluster.Prism(true), cluster.Prism(false)} {
		if testing.Short() {
			c.Deadline = 10 * time.Second // the slowest that ends takes 4 and a half
		}
		t.Run(c.Name, func(t *testing.T) {
			t.Parallel()
			testJobs(t, c)
		})
	}
}

// TestFlink runs on Flink within the job server's process. It is left out where
// there is no Java, or Maven does not have the job server.
func TestFlink(t *testing.T) {
	module, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	f, err := startFlink(t.Context(), module, t.TempDir(), 0)
	if errors.Is(err, cluster.ErrNoFlink) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(f.Stop)
	t.Log(f.Version)
	t.Run("external worker", func(t *testing.T) { testJobs(t, f.Cluster("external worker", false, 1)) })
	for _, p := range places {
		if p.on != "open" || testing.Short() && !p.local && p.checkpoints == 0 {
			continue // short: open sources and workers of their own are those of the other two places, too
		}
		// There, what a good job puts out has to come while the job still runs.
		t.Run(p.name, func(t *testing.T) {
			for i := range jobs.All {
				if j := &jobs.All[i]; !testing.Short() || j.FlowsIfOpen() {
					t.Run(j.Name, func(t *testing.T) { testJob(t, p.cluster(f), j, "good") })
				}
			}
		})
	}
}

// testJobs runs all jobs: on Prism at once, since it is started for each, and on Flink one after another, since
// jobs that run at once in one job server can hang.
func testJobs(t *testing.T, c *cluster.Cluster) {
	for i := range jobs.All {
		j := &jobs.All[i]
		for _, version := range []string{"bad", "good"} {
			t.Run(j.Name+"/"+version, func(t *testing.T) {
				if testing.Short() && c.Streaming && version == "bad" && slices.Contains(j.BadEnds, jobs.Hung) {
					t.Skip("short: it takes until its deadline")
				}
				if !c.Streaming {
					t.Parallel()
				}
				testJob(t, c, j, version)
			})
		}
	}
}

func testJob(t *testing.T, c *cluster.Cluster, j *jobs.Job, version string) {
	r, err := proof.Measure(t.Context(), c, t.TempDir(), j, version)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%s, %d of %d, first %v, last %v, %q %q", r.Got, r.Out, r.Elements, r.First, r.Last, r.Err, r.WorkerErr)
	if !r.AsExpected() {
		t.Errorf("the job ended as %s; want one of %v", r.Got, r.Want)
	}
}
