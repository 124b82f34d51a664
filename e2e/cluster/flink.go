package cluster

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam/core"
)

// Flink is Beam's job server for Flink, and possibly a Flink cluster of its own
// processes.
type Flink struct {
	// Version is what runs: the coordinates of Beam's runner.
	Version string

	jars, dir string
	endpoint  string
	// rest is the address of the job manager, "" if there is none.
	rest      string
	processes []*process
	// managers are those of the processes that are task managers now, started how many have
	// been started.
	managers []*process
	started  int
}

// ErrNoFlink says that a machine has not what Flink needs.
var ErrNoFlink = errors.New("no Flink on this machine")

// FetchFlink runs the script that brings Beam's Flink runner to this machine and
// returns its folder. The error wraps ErrNoFlink.
func FetchFlink(ctx context.Context, module string) (jars string, err error) {
	return fetch(ctx, module, "fetch.sh")
}

// fetch runs one of the scripts in the folder flink.
func fetch(ctx context.Context, module, script string) (folder string, err error) {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, filepath.Join(module, "flink", script))
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("%w: flink/%s: %w", ErrNoFlink, script, err)
	}
	return strings.TrimSpace(string(out)), nil
}

// java starts a Java program. Each gets 1 GB.
func java(log, classPath, class string, args ...string) (*process, error) {
	options := []string{"-Xmx1g", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn"}
	// Flink and Beam are older than the JDK's modules.
	for _, p := range []string{"java.lang", "java.util", "java.util.concurrent", "java.nio", "java.net", "java.time", "sun.nio.ch"} {
		options = append(options, "--add-opens=java.base/"+p+"=ALL-UNNAMED")
	}
	options = append(options, "--add-exports=java.base/sun.net.util=ALL-UNNAMED", "-cp", classPath, class)
	return start(log, nil, "java", append(options, args...)...)
}

// java starts a program of Flink's.
func (f *Flink) java(log, class string, args ...string) (*process, error) {
	p, err := java(filepath.Join(f.dir, log), filepath.Join(f.jars, "*"), class, args...)
	if err == nil {
		f.processes = append(f.processes, p)
	}
	return p, err
}

// StartFlink starts a job server. With no task managers it runs jobs on the
// Flink within its own process; otherwise on a cluster of a job manager and so
// many task managers, each a process.
func StartFlink(ctx context.Context, jars, dir string, taskManagers int) (_ *Flink, err error) {
	f := &Flink{jars: jars, dir: dir}
	defer func() {
		if err != nil {
			f.Stop()
		}
	}()
	version, err := os.ReadFile(filepath.Join(jars, "complete"))
	if err != nil {
		return nil, err
	}
	f.Version = strings.TrimSpace(string(version))
	ctx, cancel := context.WithTimeout(ctx, 3*time.Minute)
	defer cancel()

	master := "[local]"
	if taskManagers > 0 {
		if err = f.startCluster(ctx, taskManagers); err != nil {
			return nil, err
		}
		master = f.rest
	}
	job, err := freePort()
	if err != nil {
		return nil, err
	}
	artifact, err := freePort()
	if err != nil {
		return nil, err
	}
	server, err := f.java("jobserver.log", "org.apache.beam.runners.flink.FlinkJobServerDriver",
		"--flink-master="+master, "--job-host=localhost", fmt.Sprint("--job-port=", job),
		fmt.Sprint("--artifact-port=", artifact), "--expansion-port=0", "--artifacts-dir="+filepath.Join(dir, "artifacts"))
	if err != nil {
		return nil, err
	}
	f.endpoint = fmt.Sprint("localhost:", job)
	return f, awaitPort(ctx, server, job)
}

// startCluster starts a job manager and its task managers.
func (f *Flink) startCluster(ctx context.Context, taskManagers int) error {
	rpc, err := freePort()
	if err != nil {
		return err
	}
	rest, err := freePort()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(f.conf(), 0o755); err != nil {
		return err
	}
	settings := fmt.Sprintf(`jobmanager.rpc.address: localhost
jobmanager.rpc.port: %d
jobmanager.memory.process.size: 1g
rest.address: localhost
rest.port: %d
taskmanager.host: localhost
taskmanager.numberOfTaskSlots: 2
taskmanager.cpu.cores: 1
taskmanager.memory.framework.heap.size: 128m
taskmanager.memory.framework.off-heap.size: 128m
taskmanager.memory.jvm-metaspace.size: 256m
taskmanager.memory.jvm-overhead.min: 192m
taskmanager.memory.jvm-overhead.max: 192m
taskmanager.memory.task.heap.size: 256m
taskmanager.memory.task.off-heap.size: 64m
taskmanager.memory.managed.size: 64m
taskmanager.memory.network.min: 64m
taskmanager.memory.network.max: 64m
classloader.check-leaked-classloader: false
classloader.resolve-order: parent-first
cluster.evenly-spread-out-slots: true
heartbeat.interval: 1000
restart-strategy.type: fixed-delay
restart-strategy.fixed-delay.attempts: 100
restart-strategy.fixed-delay.delay: 1 s
state.checkpoint-storage: filesystem
state.checkpoints.dir: file://%s
`, rpc, rest, filepath.Join(f.dir, "checkpoints"))
	if err := os.WriteFile(filepath.Join(f.conf(), "flink-conf.yaml"), []byte(settings), 0o644); err != nil {
		return err
	}
	manager, err := f.java("jobmanager.log", "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint", "--configDir", f.conf())
	if err != nil {
		return err
	}
	if err := awaitPort(ctx, manager, rest); err != nil {
		return err
	}
	f.rest = fmt.Sprint("localhost:", rest)
	for range taskManagers {
		if err := f.startTaskManager(); err != nil {
			return err
		}
	}
	return awaitTaskManagers(ctx, f.rest, taskManagers)
}

// conf is the folder of the cluster's settings.
func (f *Flink) conf() string { return filepath.Join(f.dir, "conf") }

func (f *Flink) startTaskManager() error {
	p, err := f.java(fmt.Sprintf("taskmanager%d.log", f.started), "org.apache.flink.runtime.taskexecutor.TaskManagerRunner", "--configDir", f.conf())
	if err != nil {
		return err
	}
	f.managers, f.started = append(f.managers, p), f.started+1
	return nil
}

// killTaskManager kills the task manager that was started first, and its workers with it:
// these end when they lose it.
func (f *Flink) killTaskManager() { f.managers[0].kill() }

// replaceTaskManager starts a task manager in place of the one that was killed.
func (f *Flink) replaceTaskManager(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	f.managers = f.managers[1:]
	if err := f.startTaskManager(); err != nil {
		return err
	}
	return awaitTaskManagers(ctx, f.rest, len(f.managers))
}

// awaitTaskManagers waits until so many task managers have registered with the
// job manager.
func awaitTaskManagers(ctx context.Context, address string, n int) error {
	for {
		var overview struct{ TaskManagers int }
		resp, err := http.Get("http://" + address + "/overview")
		if err == nil {
			err = errors.Join(json.NewDecoder(resp.Body).Decode(&overview), resp.Body.Close())
		}
		if err == nil && overview.TaskManagers >= n {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("%d of %d task managers have come: %w", overview.TaskManagers, n, errors.Join(err, ctx.Err()))
		case <-time.After(200 * time.Millisecond):
		}
	}
}

// Stop ends all processes.
func (f *Flink) Stop() {
	for _, p := range f.processes {
		p.kill()
	}
}

// Open has c's sources stay open when they have been read, bundles end soon, and
// checkpoints be taken at this interval, 0 for none: what a Go job on Flink has to ask for
// (docs/flink.md). A source stays open for idle, and so a job takes as long.
func (f *Flink) Open(c *Cluster, checkpoints time.Duration) *Cluster {
	c.Options = map[string]any{
		"streaming":             true,
		"max_bundle_time_mills": bundleTime.Milliseconds(),
		FinishOption:            true,
		IdleOption:              idle.Milliseconds(),
	}
	if checkpoints > 0 {
		c.Options["checkpointing_interval"] = checkpoints.Milliseconds()
	}
	return c
}

// Restarts reports whether the runner goes on with a job whose worker has died.
func (c *Cluster) Restarts() bool { return c.Options["checkpointing_interval"] != nil }

// IsOpen reports whether sources stay open when they have been read.
func (c *Cluster) IsOpen() bool { return c.Options[IdleOption] != nil }

// Version is what runs: Beam's SDK, or the coordinates of its runner.
func (c *Cluster) Version() string {
	if c.flink != nil {
		return "org.apache.beam:" + c.flink.Version
	}
	return "Beam Go " + core.SdkVersion
}

// HasTaskManagers reports whether the runner has task managers in processes of their own.
func (c *Cluster) HasTaskManagers() bool { return c.flink != nil && c.flink.rest != "" }

// Options of the runner on Flink.
const (
	// IdleOption is for how long a source stays open that has nothing more.
	IdleOption = "shutdown_sources_after_idle_ms"
	// FinishOption has a bundle end before a checkpoint.
	FinishOption = "finish_bundle_before_checkpointing"
)

const (
	bundleTime = 100 * time.Millisecond
	idle       = 6 * time.Second
)

// Cluster is this Flink as a place to run jobs, with workers in the launcher's
// process or in those of a pool.
func (f *Flink) Cluster(name string, local bool, parallelism int) *Cluster {
	deadline := 30 * time.Second
	if len(f.processes) > 1 {
		deadline *= 4 // each job brings all its jars to the cluster
	}
	return &Cluster{
		Name: name, Local: local, Streaming: true, Deadline: deadline, Processes: parallelism,
		flink: f, endpoint: f.endpoint, runner: "universal", flags: []string{fmt.Sprint("--parallelism=", parallelism)},
	}
}
