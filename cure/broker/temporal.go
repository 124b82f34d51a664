package broker

import (
	"bufio"
	"context"
	"debug/buildinfo"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// temporal runs the server of the module temporalserver in a process of its own, a new
// one for each space: what earlier runs have left makes one slower and slower.
type temporal struct {
	path    string
	cmd     *exec.Cmd // nil if none runs
	version string
}

// Temporal starts Temporal servers with a database in memory. The server is a large
// program: go -C temporalserver install . builds it.
func Temporal(ctx context.Context) (Broker, error) {
	path, err := installed(ctx, "temporalserver")
	if err != nil {
		return nil, err
	}
	info, err := buildinfo.ReadFile(path)
	if err != nil {
		return nil, err
	}
	t := &temporal{path: path}
	for _, module := range info.Deps {
		if module.Path == "go.temporal.io/server" {
			t.version = "Temporal server " + module.Version
		}
	}
	return t, nil
}

// installed returns the path of a program that go install has built.
func installed(ctx context.Context, name string) (string, error) {
	if path, err := exec.LookPath(name); err == nil {
		return path, nil
	}
	said, err := exec.CommandContext(ctx, "go", "env", "GOBIN", "GOPATH").Output()
	if err != nil {
		return "", err
	}
	bin, gopath, _ := strings.Cut(strings.TrimSpace(string(said)), "\n")
	if bin == "" {
		bin = filepath.Join(gopath, "bin")
	}
	path := filepath.Join(bin, name)
	if _, err := os.Stat(path); err != nil {
		return "", fmt.Errorf("%s: %w", name, ErrMissing)
	}
	return path, nil
}

// Space returns an address of the form host:port/namespace, and ends the space before.
func (t *temporal) Space(ctx context.Context) (string, error) {
	if err := t.Stop(); err != nil {
		return "", err
	}
	cmd := exec.Command(t.path)
	out, err := cmd.StdoutPipe()
	if err != nil {
		return "", err
	}
	if err := cmd.Start(); err != nil {
		return "", err
	}
	t.cmd = cmd
	line := make(chan string, 1)
	go func() {
		text, _ := bufio.NewReader(out).ReadString('\n') // without a line it has ended
		line <- text
	}()
	select {
	case text := <-line:
		words := strings.Fields(text)
		if len(words) != 2 {
			return "", fmt.Errorf("temporalserver says %q", text)
		}
		return words[0] + "/" + words[1], nil
	case <-ctx.Done():
		return "", ctx.Err()
	case <-time.After(time.Minute):
		return "", errors.New("temporalserver does not start")
	}
}

func (t *temporal) Version() string { return t.version }

func (t *temporal) Stop() error {
	if t.cmd == nil {
		return nil
	}
	err := t.cmd.Process.Signal(syscall.SIGTERM)
	_ = t.cmd.Wait() // it was told to end
	t.cmd = nil
	return err
}
