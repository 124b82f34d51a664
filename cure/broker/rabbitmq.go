package broker

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/jobvet/jobvet/internal/daemon"
)

// rabbitmqBin has RabbitMQ's own scripts in Debian: those in the path want to run as
// the user rabbitmq.
const rabbitmqBin = "/usr/lib/rabbitmq/bin"

// rabbitmq is a server of RabbitMQ and the port mapper that Erlang needs.
type rabbitmq struct {
	server, mapper *daemon.Process
	port, next     int
	version        string
}

// RabbitMQ starts a RabbitMQ server with its defaults.
func RabbitMQ(ctx context.Context) (Broker, error) {
	server, mapper := filepath.Join(rabbitmqBin, "rabbitmq-server"), "epmd"
	if _, err := os.Stat(server); err != nil {
		return nil, fmt.Errorf("RabbitMQ: %w", ErrMissing)
	}
	r := &rabbitmq{version: "RabbitMQ " + debianVersion(ctx, "rabbitmq-server")}
	ports := make([]int, 3)
	for i := range ports {
		var err error
		if ports[i], err = daemon.FreePort(); err != nil {
			return nil, err
		}
	}
	r.port = ports[0]
	var err error
	if r.mapper, err = daemon.StartIn(ctx, "cure-epmd-", ports[1], func(string) *exec.Cmd {
		return exec.Command(mapper, "-address", "127.0.0.1", "-port", fmt.Sprint(ports[1]))
	}); err != nil {
		return nil, err
	}
	r.server, err = daemon.StartIn(ctx, "cure-rabbitmq-", r.port, func(dir string) *exec.Cmd {
		cmd := exec.Command(server)
		cmd.Env = append(os.Environ(), "HOME="+dir, "RABBITMQ_NODENAME=cure@localhost", "RABBITMQ_NODE_IP_ADDRESS=127.0.0.1",
			fmt.Sprint("RABBITMQ_NODE_PORT=", r.port), fmt.Sprint("ERL_EPMD_PORT=", ports[1]), fmt.Sprint("RABBITMQ_DIST_PORT=", ports[2]),
			"RABBITMQ_MNESIA_BASE="+dir, "RABBITMQ_LOG_BASE="+dir, "RABBITMQ_PID_FILE="+filepath.Join(dir, "pid"), "RABBITMQ_ENABLED_PLUGINS_FILE="+filepath.Join(dir, "plugins"),
			"RABBITMQ_CONFIG_FILE="+filepath.Join(dir, "none"))
		return cmd
	})
	if err != nil {
		return nil, errors.Join(err, r.mapper.Stop())
	}
	return r, nil
}

// Space returns an address whose parameter queue is what the names of all queues of
// the space begin with.
func (r *rabbitmq) Space(context.Context) (string, error) {
	r.next++
	return fmt.Sprintf("amqp://guest:guest@%s/?queue=cure%d", daemon.Address(r.port), r.next), nil
}

func (r *rabbitmq) Version() string { return r.version }

func (r *rabbitmq) Stop() error { return errors.Join(r.server.Stop(), r.mapper.Stop()) }

// debianVersion returns the version of one of Debian's packages without Debian's own part.
func debianVersion(ctx context.Context, name string) string {
	said, err := exec.CommandContext(ctx, "dpkg-query", "-W", "-f", "${Version}", name).Output()
	if err != nil {
		return ""
	}
	version, _, _ := strings.Cut(string(said), "-")
	return version
}
