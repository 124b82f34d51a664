package cluster

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"strconv"
	"strings"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/runners/prism"
	_ "github.com/apache/beam/sdks/v2/go/pkg/beam/runners/universal" // --runner=universal
	"github.com/apache/beam/sdks/v2/go/pkg/beam/util/grpcx"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/x/beamx"

	"github.com/jobvet/jobvet/e2e/job"
	"github.com/jobvet/jobvet/ratelimit/beamlimit/runneropts"
)

// The role of a process is the value of this variable; without it the process is
// the program itself. Workers get it from the pool.
const roleVar = "JOBVET_E2E_ROLE"

const (
	launcher = "launcher"
	prismJob = "prism"
	pool     = "pool"
	worker   = "worker"
)

// jobFailed is a launcher's exit status for a job that failed, in distinction to
// a launcher that crashed.
const jobFailed = 7

// Main is called first thing in main or TestMain. In a process that was started
// for another role it plays that role and does not return.
func Main(pipelines map[string]job.Pipeline) {
	role := os.Getenv(roleVar)
	if role == "" {
		return
	}
	if err := play(role, pipelines); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

func play(role string, pipelines map[string]job.Pipeline) error {
	switch role {
	case prismJob:
		slog.SetLogLoggerLevel(slog.LevelError)
		port, err := strconv.Atoi(os.Args[1])
		if err != nil {
			return err
		}
		if _, err := prism.CreateJobServer(context.Background(), prism.Options{Port: port}); err != nil {
			return err
		}
		select {}
	case pool:
		return servePool(os.Args[1])
	case launcher, worker:
		return launch(pipelines)
	}
	return fmt.Errorf("%s=%s is no role", roleVar, role)
}

// launch builds a pipeline and runs it. In a worker beam.Init does not return.
func launch(pipelines map[string]job.Pipeline) error {
	name := flag.String("job", "", "the pipeline to run")
	var o job.Options
	flag.IntVar(&o.Elements, "elements", 100, "number of elements")
	flag.IntVar(&o.Copies, "copies", 1, "operators side by side")
	flag.BoolVar(&o.Whole, "whole", false, "hand the number on as one element")
	flag.DurationVar(&o.Every, "every", 0, "let an element come so often, instead of all at once")
	flag.StringVar(&o.Topic.Name, "topic", "", "take the elements from this topic of Kafka")
	flag.StringVar(&o.Topic.Servers, "kafka", "", "the address of Kafka")
	flag.StringVar(&o.Topic.Expansion, "expansion", "", "the address of the service that has Beam's transform which reads it")
	flag.BoolVar(&o.Streaming, "streaming", false, "declare the input to be unbounded")
	flag.StringVar(&o.Trace, "trace", "", "file to record elements in")
	options := flag.String("runner_options", "{}", "the runner's own options, as JSON")
	flag.Parse()
	beam.Init()

	var own map[string]any
	if err := json.Unmarshal([]byte(*options), &own); err != nil {
		return err
	}
	grpcx.Dial = runneropts.Dialer(own)

	op, ok := pipelines[*name]
	if !ok {
		return fmt.Errorf("no job %q", *name)
	}
	p, s := beam.NewPipelineWithRoot()
	o.Build(s, op)
	if err := beamx.Run(context.Background(), p); err != nil {
		fmt.Fprintln(os.Stderr, errorMark+strings.ReplaceAll(err.Error(), "\n", newlineMark))
		os.Exit(jobFailed)
	}
	return nil
}

// The launcher writes a job's error on one line with this mark.
const (
	errorMark   = "job failed: "
	newlineMark = " ⏎ "
)
