package broker

import (
	"context"
	"fmt"
	"os/exec"
	"strings"

	"github.com/jobvet/jobvet/internal/daemon"
)

type mosquitto struct {
	*daemon.Process
	port, next int
	version    string
}

// Mosquitto starts a mosquitto that stores nothing on disk, with its defaults.
func Mosquitto(ctx context.Context) (Broker, error) {
	path, err := daemon.Look("mosquitto")
	if err != nil {
		return nil, err
	}
	// It has no flag for its version, and -h ends with a status of its own.
	said, _ := exec.CommandContext(ctx, path, "-h").CombinedOutput()
	// mosquitto version 2.0.11
	version, _, _ := strings.Cut(string(said), "\n")
	port, err := daemon.FreePort()
	if err != nil {
		return nil, err
	}
	// Without a file to read it would listen for all; as root it would become the user
	// mosquitto.
	config := fmt.Sprintf("listener %d 127.0.0.1\nallow_anonymous true\npersistence false\nuser root\n", port)
	s, err := daemon.StartIn(ctx, "cure-mosquitto-", port, func(dir string) *exec.Cmd {
		cmd := exec.Command(path, "-c", "/dev/stdin")
		cmd.Stdin = strings.NewReader(config)
		return cmd
	})
	if err != nil {
		return nil, err
	}
	return &mosquitto{Process: s, port: port, version: "Mosquitto " + strings.TrimPrefix(version, "mosquitto version ")}, nil
}

// Space returns an address whose path is what all topics and clients of the space begin with.
func (m *mosquitto) Space(context.Context) (string, error) {
	m.next++
	return fmt.Sprintf("tcp://%s/cure%d", daemon.Address(m.port), m.next), nil
}

func (m *mosquitto) Version() string { return m.version }
