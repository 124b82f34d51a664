// Package daemon starts servers that tests and measurements need, on free ports of this machine
// and in temporary folders, and stops them.
package daemon

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

// ErrMissing is the error of a server that is not installed.
var ErrMissing = errors.New("not installed")

// A server is asked as often, with this pause, whether it listens: RabbitMQ needs a
// minute for that on a machine that is busy.
const (
	patience = 1200
	pause    = 50 * time.Millisecond
)

// A Process is a server's, with a folder of its own.
type Process struct {
	cmd    *exec.Cmd
	dir    string
	exited chan struct{} // closed when it has
	err    error         // how it has
}

// Look returns the path of a server, which Debian keeps where only root looks.
func Look(name string) (string, error) {
	for _, path := range []string{name, "/usr/sbin/" + name} {
		if path, err := exec.LookPath(path); err == nil {
			return path, nil
		}
	}
	return "", fmt.Errorf("%s: %w", name, ErrMissing)
}

// StartIn runs a server in a new folder, whose name begins with prefix, as Start does.
func StartIn(ctx context.Context, prefix string, port int, cmd func(dir string) *exec.Cmd) (*Process, error) {
	dir, err := os.MkdirTemp("", prefix)
	if err != nil {
		return nil, err
	}
	s, err := Start(ctx, dir, port, cmd(dir))
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	return s, nil
}

// Start runs a server that listens on 127.0.0.1:port and waits until it does.
func Start(ctx context.Context, dir string, port int, cmd *exec.Cmd) (*Process, error) {
	log, err := os.Create(dir + "/log")
	if err != nil {
		return nil, err
	}
	defer log.Close()
	cmd.Dir, cmd.Stdout, cmd.Stderr = dir, log, log
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	s := &Process{cmd: cmd, dir: dir, exited: make(chan struct{})}
	go func() {
		s.err = cmd.Wait()
		close(s.exited)
	}()
	for range patience {
		if conn, err := net.DialTimeout("tcp", Address(port), time.Second); err == nil {
			return s, conn.Close()
		}
		select {
		case <-s.exited:
			said, _ := os.ReadFile(dir + "/log")
			return nil, fmt.Errorf("%s: %w\n%s", cmd.Path, s.err, said)
		case <-ctx.Done():
			return nil, errors.Join(ctx.Err(), s.Stop())
		case <-time.After(pause):
		}
	}
	return nil, errors.Join(fmt.Errorf("%s does not listen on %s", cmd.Path, Address(port)), s.Stop())
}

// Signal sends the process a signal.
func (s *Process) Signal(sig os.Signal) error { return s.cmd.Process.Signal(sig) }

// Stop ends the process, if it has not ended, and removes its folder.
func (s *Process) Stop() error {
	// SIGINT is PostgreSQL's fast shutdown, and an end for all others.
	err := s.Signal(syscall.SIGINT)
	select {
	case <-s.exited:
	case <-time.After(10 * time.Second):
		err = errors.Join(err, s.cmd.Process.Kill())
		<-s.exited
	}
	return errors.Join(err, os.RemoveAll(s.dir))
}

// Address returns the address of a port of this machine.
func Address(port int) string { return fmt.Sprintf("127.0.0.1:%d", port) }

// FreePort returns a port that was free a moment ago.
func FreePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	return l.Addr().(*net.TCPAddr).Port, l.Close()
}
