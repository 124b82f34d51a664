package cluster

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	jobpb "github.com/apache/beam/sdks/v2/go/pkg/beam/model/jobmanagement_v1"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"

	"github.com/jobvet/jobvet/e2e/job"
)

// A Cluster is a runner together with the place where its workers run.
type Cluster struct {
	// Name is how reports call it.
	Name string
	// Local: the workers share the launcher's process.
	Local bool
	// Streaming declares the input unbounded.
	Streaming bool
	// Options are the runner's own, by name, which the Go SDK does not send.
	Options map[string]any
	// Kills is what is killed, once, when a job has been running for KillAfter.
	Kills     Victim
	KillAfter time.Duration
	// Processes is how many worker processes a job may get.
	Processes int
	// Kafka is where the elements come from, if that is not nil. Then a job does not end by itself, but is
	// ended when all elements have come.
	Kafka *Kafka
	// Experiments are those of the service that has Beam's transform which reads Kafka.
	Experiments []string
	// Deadline is how long a job may take.
	Deadline time.Duration
	// flink is what a runner on Flink belongs to.
	flink *Flink
	// endpoint is the job server's address. If it is empty, each run gets a Prism of its own.
	endpoint string
	// runner is Beam's name of the runner.
	runner string
	// flags are further ones for the launcher.
	flags []string
}

// A Victim is what is killed in the middle of a job.
type Victim string

// The victims.
const (
	Nobody      Victim = ""
	Worker      Victim = "worker"       // the worker processes
	TaskManager Victim = "task manager" // one of Flink's task managers
)

// Prism returns Beam's local runner, within the launcher's process or as a
// process of its own whose workers are processes of their own, too.
func Prism(local bool) *Cluster {
	// A bundle of a stateful DoFn that is split may lose state (Beam 2.77).
	c := &Cluster{Name: "Prism, external worker", Local: local, Deadline: 15 * time.Second, runner: "universal",
		flags: []string{"--experiments=prism_disable_sdf_split"}}
	if local {
		c.Name, c.runner = "Prism, in process", "prism"
	}
	return c
}

// A Run is what happened to a job.
type Run struct {
	// Ended is false for a job that was killed at its deadline.
	Ended bool
	// Err is the job's error, as its launcher got it, in one line; "" for a job
	// that succeeded.
	Err string
	// WorkerErr is what only the output of a worker process says.
	WorkerErr string
	// Took is the time from submission to the end.
	Took time.Duration
	// Lines are the recorded elements.
	Lines []job.Line
}

// Run runs a pipeline, by its name, and waits for its end or its deadline. The
// error is about the machinery and not about the job.
func (c *Cluster) Run(ctx context.Context, dir, name string, o job.Options) (_ *Run, err error) {
	dir, err = os.MkdirTemp(dir, "run-")
	if err != nil {
		return nil, err
	}
	o.Trace = filepath.Join(dir, "trace")
	staged := filepath.Join(dir, "staged")
	if err := os.WriteFile(staged, []byte("workers are started by the pool\n"), 0o644); err != nil {
		return nil, err
	}
	if c.Kafka != nil {
		end, err := c.Kafka.offer(ctx, dir, &o, c.Experiments)
		if err != nil {
			return nil, err
		}
		defer end()
	}
	args := []string{"--runner=" + c.runner, "--job=" + name, fmt.Sprint("--elements=", o.Elements), fmt.Sprint("--copies=", max(o.Copies, 1)),
		fmt.Sprint("--whole=", o.Whole), fmt.Sprint("--every=", o.Every), fmt.Sprint("--streaming=", c.Streaming), "--trace=" + o.Trace,
		"--topic=" + o.Topic.Name, "--kafka=" + o.Topic.Servers, "--expansion=" + o.Topic.Expansion}

	endpoint := c.endpoint
	if endpoint == "" && !c.Local {
		server, port, err := serve(ctx, filepath.Join(dir, "prism.log"), prismJob, "")
		if err != nil {
			return nil, fmt.Errorf("prism: %w", err)
		}
		defer server.kill()
		endpoint = fmt.Sprintf("localhost:%d", port)
	}
	if endpoint != "" {
		args = append(args, "--endpoint="+endpoint, "--worker_binary="+staged)
	}
	poolLog := filepath.Join(dir, "pool.log")
	if !c.Local {
		p, port, err := serve(ctx, poolLog, pool, "localhost:")
		if err != nil {
			return nil, fmt.Errorf("worker pool: %w", err)
		}
		defer p.kill()
		if c.Kills == Worker {
			kill := time.AfterFunc(c.KillAfter, func() { _ = p.cmd.Process.Signal(killSignal) }) // an error: it has ended
			defer kill.Stop()
		}
		args = append(args, "--environment_type=EXTERNAL", fmt.Sprintf("--environment_config=localhost:%d", port))
	} else if endpoint != "" {
		args = append(args, "--environment_type=LOOPBACK")
	}
	if c.Kills == TaskManager {
		kill := time.AfterFunc(c.KillAfter, c.flink.killTaskManager)
		defer func() {
			if !kill.Stop() {
				err = errors.Join(err, c.flink.replaceTaskManager(ctx))
			}
		}()
	}
	options, err := json.Marshal(c.Options)
	if err != nil {
		return nil, err
	}
	args = append(append(args, c.flags...), "--runner_options="+string(options))

	log := filepath.Join(dir, "launcher.log")
	began := time.Now()
	p, err := startSelf(log, launcher, args...)
	if err != nil {
		return nil, err
	}
	defer p.kill()
	r := &Run{}
	if r.Ended, err = c.await(ctx, p, o); err != nil {
		return nil, err
	}
	r.Took = time.Since(began)
	if r.Lines, err = job.ReadTrace(o.Trace); err != nil {
		return nil, err
	}
	if r.Ended && p.ended() && p.err != nil {
		if r.Err, err = failure(log, p.err); err != nil {
			return nil, err
		}
	}
	if !c.Local {
		if r.WorkerErr, err = workerFailure(poolLog); err != nil {
			return nil, err
		}
	}
	return r, nil
}

// await waits until a job's launcher ends, or until all elements of an endless job have come, and
// reports whether that was before the deadline.
func (c *Cluster) await(parent context.Context, launcher *process, o job.Options) (ended bool, err error) {
	ctx, cancel := context.WithTimeout(parent, c.Deadline)
	defer cancel()
	if c.Kafka == nil {
		select {
		case <-launcher.done:
			return true, nil
		case <-ctx.Done():
			return false, parent.Err()
		}
	}
	ended, err = arrive(ctx, launcher, o)
	return ended, errors.Join(err, parent.Err(), c.cancel())
}

const (
	// again is the time after the last element in which some may come again.
	again = 2 * time.Second
	// quiet is the time after which elements that have not come do not come any more.
	quiet = time.Minute
)

// arrive waits until all elements have come to the end of the pipeline, until none comes any more, or
// until the launcher has ended.
func arrive(ctx context.Context, launcher *process, o job.Options) (ended bool, err error) {
	for {
		select {
		case <-launcher.done:
			return true, nil
		case <-ctx.Done():
			return false, nil
		case <-time.After(again):
		}
		lines, err := job.ReadTrace(o.Trace)
		if err != nil || ended {
			return ended, err
		}
		out := map[int]bool{}
		var last time.Time
		for _, l := range lines {
			if l.Place == job.Out {
				out[l.Value], last = true, l.Time
			}
		}
		ended = len(out) == o.Elements || len(out) > 0 && time.Since(last) > quiet
	}
}

// cancel ends all jobs of the runner.
func (c *Cluster) cancel() error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	conn, err := grpc.NewClient(c.endpoint, grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		return err
	}
	defer conn.Close()
	client := jobpb.NewJobServiceClient(conn)
	jobs, err := client.GetJobs(ctx, &jobpb.GetJobsRequest{})
	if err != nil {
		return err
	}
	for _, j := range jobs.JobInfo {
		if j.State == jobpb.JobState_RUNNING {
			if _, err := client.Cancel(ctx, &jobpb.CancelJobRequest{JobId: j.JobId}); err != nil {
				return err
			}
		}
	}
	return nil
}

// serve starts this executable as a server on a free port.
func serve(ctx context.Context, log, role, host string) (*process, int, error) {
	port, err := freePort()
	if err != nil {
		return nil, 0, err
	}
	p, err := startSelf(log, role, fmt.Sprint(host, port))
	if err != nil {
		return nil, 0, err
	}
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	if err := awaitPort(ctx, p, port); err != nil {
		p.kill()
		return nil, 0, err
	}
	return p, port, nil
}

// failure reads from a launcher's output why it failed.
func failure(log string, exit error) (string, error) {
	lines, err := readLines(log)
	if err != nil {
		return "", err
	}
	var status *exec.ExitError
	if errors.As(exit, &status) && status.ExitCode() == jobFailed {
		for _, l := range lines {
			if text, ok := strings.CutPrefix(l, errorMark); ok {
				return reason(strings.Split(text, newlineMark)), nil
			}
		}
	}
	return "the launcher itself ends: " + reason(append(lines, exit.Error())), nil
}

// workerFailure reads from a pool's output how a worker died, if one did.
func workerFailure(log string) (string, error) {
	lines, err := readLines(log)
	if err != nil {
		return "", err
	}
	for i, l := range lines {
		// The runner kills workers that it needs no more.
		if text, ok := strings.CutPrefix(l, workerMark); ok && text != "signal: killed" {
			return reason(append(lines[:i:i], text)), nil
		}
	}
	return "", nil
}

// telling finds the line of an output that says what went wrong.
var telling = []*regexp.Regexp{
	regexp.MustCompile(`panic: .*|fatal error: .*`),
	regexp.MustCompile(`parse: .*`),
	regexp.MustCompile(`invalid status for pardo.*`),
	regexp.MustCompile(`rate: .*`),
	regexp.MustCompile(`SDK worker disconnected.*`),
	regexp.MustCompile(`reading \d+ has no unit`),
	regexp.MustCompile(`[\w.]*(Exception|Error): .*`),
}

// reason picks the most telling line, or else the last one.
func reason(lines []string) string {
	for _, re := range telling {
		for _, l := range lines {
			if text := re.FindString(l); text != "" {
				return shorten(text)
			}
		}
	}
	for i := len(lines) - 1; i >= 0; i-- {
		if text := strings.TrimSpace(lines[i]); text != "" {
			return shorten(text)
		}
	}
	return "no message"
}

// volatile are the parts of a message that differ from run to run.
var volatile = regexp.MustCompile(`0x[0-9a-f]{6,}|go0?job\w*-[\w-]+|\bjob-\d+\[[^\]]*\]`)

func shorten(text string) string {
	text = volatile.ReplaceAllString(strings.TrimSpace(text), "…")
	if r := []rune(text); len(r) > 160 {
		text = string(r[:160]) + "…"
	}
	return text
}

func readLines(path string) ([]string, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var lines []string
	in := bufio.NewScanner(f)
	in.Buffer(nil, 16<<20)
	for in.Scan() {
		lines = append(lines, in.Text())
	}
	return lines, in.Err()
}
