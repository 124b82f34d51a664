// Package broker starts what the frameworks keep their queues in, on free ports of
// this machine and in temporary folders, and stops it.
package broker

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"syscall"
	"time"
)

// ErrMissing is the error of a broker that is not installed.
var ErrMissing = errors.New("not installed")

// A Broker is a running broker.
type Broker interface {
	// Space returns the address of an empty space in it, in the form that the
	// programs of its frameworks take.
	Space(ctx context.Context) (string, error)
	// Version returns its name and version.
	Version() string
	// Stop stops it, and removes what it has stored.
	Stop() error
}

// Channel is what a framework has that keeps its queue in a channel of its own process.
func Channel(context.Context) (Broker, error) { return none("a Go channel"), nil }

// List is what a framework has that keeps no queue: the application has a list.
func List(context.Context) (Broker, error) { return none("a list of the application's"), nil }

// none is named after what there is instead of a broker.
type none string

func (none) Space(context.Context) (string, error) { return "", nil }

func (n none) Version() string { return string(n) }

func (none) Stop() error { return nil }

// A server is asked as often, with this pause, whether it listens: RabbitMQ needs a
// minute for that on a machine that is busy.
const (
	patience = 1200
	pause    = 50 * time.Millisecond
)

// A process is a server's, with a folder of its own.
type process struct {
	cmd    *exec.Cmd
	dir    string
	exited chan error
}

// lookServer returns the path of a server, which Debian keeps where only root looks.
func lookServer(name string) (string, error) {
	for _, path := range []string{name, "/usr/sbin/" + name} {
		if path, err := exec.LookPath(path); err == nil {
			return path, nil
		}
	}
	return "", fmt.Errorf("%s: %w", name, ErrMissing)
}

// startIn runs a server in a new folder, whose name begins with prefix, as start does.
func startIn(ctx context.Context, prefix string, port int, cmd func(dir string) *exec.Cmd) (*process, error) {
	dir, err := os.MkdirTemp("", prefix)
	if err != nil {
		return nil, err
	}
	s, err := start(ctx, dir, port, cmd(dir))
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	return s, nil
}

// start runs a server that listens on 127.0.0.1:port and waits until it does.
func start(ctx context.Context, dir string, port int, cmd *exec.Cmd) (*process, error) {
	log, err := os.Create(dir + "/log")
	if err != nil {
		return nil, err
	}
	defer log.Close()
	cmd.Dir, cmd.Stdout, cmd.Stderr = dir, log, log
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	s := &process{cmd: cmd, dir: dir, exited: make(chan error, 1)}
	go func() { s.exited <- cmd.Wait() }()
	for range patience {
		if conn, err := net.DialTimeout("tcp", address(port), time.Second); err == nil {
			return s, conn.Close()
		}
		select {
		case err := <-s.exited:
			said, _ := os.ReadFile(dir + "/log")
			return nil, fmt.Errorf("%s: %w\n%s", cmd.Path, err, said)
		case <-ctx.Done():
			return nil, errors.Join(ctx.Err(), s.stop())
		case <-time.After(pause):
		}
	}
	return nil, errors.Join(fmt.Errorf("%s does not listen on %s", cmd.Path, address(port)), s.stop())
}

// stop ends the process and removes its folder.
func (s *process) stop() error {
	// SIGINT is PostgreSQL's fast shutdown, and an end for all others.
	err := s.cmd.Process.Signal(syscall.SIGINT)
	select {
	case <-s.exited:
	case <-time.After(10 * time.Second):
		err = errors.Join(err, s.cmd.Process.Kill())
		<-s.exited
	}
	return errors.Join(err, os.RemoveAll(s.dir))
}

func address(port int) string { return fmt.Sprintf("127.0.0.1:%d", port) }

// freePort returns a port that was free a moment ago.
func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	return l.Addr().(*net.TCPAddr).Port, l.Close()
}
