package cluster

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"github.com/jobvet/jobvet/e2e/job"
)

// Kafka is a server of Kafka.
type Kafka struct {
	jars, dir string
	servers   string
	process   *process
	topics    int
}

// FetchKafka runs the script that brings Kafka, and what Beam needs to read it on Flink, to this
// machine. It returns the folder with Kafka, and the jars with which Flink has to be started. The
// error wraps ErrNoFlink.
func FetchKafka(ctx context.Context, module string) (folder, jars string, err error) {
	folder, err = fetch(ctx, module, "kafka.sh")
	return folder, filepath.Join(folder, "beam"), err
}

// StartKafka starts a server of one node, which keeps its data in dir. The folder is that of FetchKafka.
func StartKafka(ctx context.Context, folder, dir string) (_ *Kafka, err error) {
	k := &Kafka{jars: folder, dir: dir}
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	port, err := freePort()
	if err != nil {
		return nil, err
	}
	controller, err := freePort()
	if err != nil {
		return nil, err
	}
	k.servers = fmt.Sprint("localhost:", port)
	settings := filepath.Join(dir, "server.properties")
	if err := os.WriteFile(settings, fmt.Appendf(nil, `process.roles=broker,controller
node.id=1
listeners=PLAINTEXT://localhost:%[1]d,CONTROLLER://localhost:%[2]d
advertised.listeners=PLAINTEXT://localhost:%[1]d
controller.listener.names=CONTROLLER
controller.quorum.voters=1@localhost:%[2]d
listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT
log.dirs=%[3]s
offsets.topic.replication.factor=1
`, port, controller, filepath.Join(dir, "data")), 0o644); err != nil {
		return nil, err
	}
	if err := k.tool(ctx, nil, "kafka.tools.StorageTool", "format", "--cluster-id", "e2eaaaaaaaaaaaaaaaaaaA", "--config", settings); err != nil {
		return nil, err
	}
	if k.process, err = java(filepath.Join(dir, "kafka.log"), k.class(), "kafka.Kafka", settings); err != nil {
		return nil, err
	}
	if err := awaitPort(ctx, k.process, port); err != nil {
		k.Stop()
		return nil, err
	}
	return k, nil
}

// class is the class path of the server and its tools.
func (k *Kafka) class() string { return filepath.Join(k.jars, "server", "*") }

// tool runs one of Kafka's programs to its end.
func (k *Kafka) tool(ctx context.Context, in io.Reader, class string, args ...string) error {
	cmd := exec.CommandContext(ctx, "java", append([]string{"-Dorg.slf4j.simpleLogger.defaultLogLevel=warn", "-cp", k.class(), class}, args...)...)
	cmd.Stdin = in
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w\n%s", class, err, out)
	}
	return nil
}

// produce makes a topic with the numbers below n, one each time that passes, or all of them at once.
func (k *Kafka) produce(ctx context.Context, topic string, n int, every time.Duration) error {
	in, out := io.Pipe()
	go func() {
		var err error
		for i := 0; i < n && err == nil; i++ {
			_, err = fmt.Fprintf(out, "key:%d\n", i)
			time.Sleep(every)
		}
		out.Close()
	}()
	err := k.tool(ctx, in, "kafka.tools.ConsoleProducer", "--bootstrap-server", k.servers, "--topic", topic,
		"--property", "parse.key=true", "--property", "key.separator=:", "--producer-property", "linger.ms=0")
	return errors.Join(err, in.Close())
}

// expansion starts the service that has Beam's transform, with these experiments.
//
// The Java steps of the job run within Flink's own process. The service could start workers for them
// (alsoStartLoopbackWorker), but the Go SDK does not know the environment that it then names, and
// sends none of its files.
func (k *Kafka) expansion(ctx context.Context, dir string, experiments []string) (*process, int, error) {
	port, err := freePort()
	if err != nil {
		return nil, 0, err
	}
	// All jars are there already. If no file is named, all are sent.
	file := filepath.Join(dir, "nothing")
	if err := os.WriteFile(file, []byte("Flink has all jars\n"), 0o644); err != nil {
		return nil, 0, err
	}
	args := []string{fmt.Sprint(port), "--defaultEnvironmentType=EMBEDDED", "--filesToStage=" + file}
	for _, e := range experiments {
		args = append(args, "--experiments="+e)
	}
	p, err := java(filepath.Join(dir, "expansion.log"), filepath.Join(k.jars, "beam", "*"), "org.apache.beam.sdk.expansion.service.ExpansionService", args...)
	if err != nil {
		return nil, 0, err
	}
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	if err := awaitPort(ctx, p, port); err != nil {
		p.kill()
		return nil, 0, err
	}
	return p, port, nil
}

// NativeRead is the experiment that has Flink read Kafka as its own sources are read, and not by a splittable DoFn.
const NativeRead = "use_deprecated_read"

// offer has a job read the numbers from a new topic. They are there before the job is, or come as often as
// the options say. What it returns ends what it has started.
func (k *Kafka) offer(ctx context.Context, dir string, o *job.Options, experiments []string) (end func(), err error) {
	service, port, err := k.expansion(ctx, dir, experiments)
	if err != nil {
		return nil, err
	}
	k.topics++
	topic := fmt.Sprint("numbers", k.topics)
	producing, cancel := context.WithCancel(ctx)
	end = func() {
		cancel()
		service.kill()
	}
	produced := make(chan error, 1)
	every := o.Every
	go func() { produced <- k.produce(producing, topic, o.Elements, every) }()
	if every == 0 {
		if err := <-produced; err != nil {
			end()
			return nil, err
		}
	}
	o.Every, o.Topic = 0, job.Topic{Name: topic, Servers: k.servers, Expansion: fmt.Sprint("localhost:", port)}
	return end, nil
}

// Stop ends the server.
func (k *Kafka) Stop() { k.process.kill() }
