package driver

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"time"
)

// interruptGrace is how long an interrupted go command may take to end.
const interruptGrace = 5 * time.Second

// goVet runs "go vet -json" with the vettool on patterns. Of what the go
// command says on standard error, log gets all; p counts the packages. A nil error means that every
// package was checked; else the units are what could be checked.
func (c *Command) goVet(ctx context.Context, opts *options, patterns []string, log *goLog, p *progress) ([]unit, error) {
	args := []string{"vet", "-vettool=" + c.Tool, "-json"}
	args = append(args, opts.build...)
	args = append(args, opts.vetFlags...)
	args = append(args, "--")
	args = append(args, patterns...)
	cmd, err := c.goCommand(ctx, opts.dir, c.Env, args)
	if err != nil {
		return nil, err
	}
	var stdout bytes.Buffer
	cmd.Stdout = io.MultiWriter(&stdout, p.units())
	cmd.Stderr = log
	runErr := cmd.Run()
	units, parseErr := parseUnits(&stdout)
	switch {
	case ctx.Err() != nil:
		return units, errInterrupted
	case parseErr != nil:
		return units, fmt.Errorf("cannot read the output of go vet: %w", parseErr)
	case runErr != nil:
		return units, runErr
	case len(units) == 0:
		// Before Go 1.26, go vet did not keep a tool's JSON apart.
		return nil, errNoResults
	}
	return units, nil
}

var (
	errInterrupted = errors.New("interrupted")
	errNoResults   = errors.New("go vet printed no results; jobvet needs the go command of Go 1.26 or newer")
)

// goCommand prepares the go command that PATH names. When ctx ends, it is
// interrupted rather than killed, so that it can end what it started.
func (c *Command) goCommand(ctx context.Context, dir string, env, args []string) (*exec.Cmd, error) {
	path, err := exec.LookPath("go")
	if err != nil {
		return nil, fmt.Errorf("jobvet runs go vet, but: %w", err)
	}
	cmd := exec.CommandContext(ctx, path, args...)
	cmd.Dir = dir
	cmd.Env = append(env[:len(env):len(env)], "PWD="+dir)
	cmd.Cancel = func() error {
		if err := cmd.Process.Signal(os.Interrupt); err != nil {
			return cmd.Process.Kill() // where there are no signals
		}
		return nil
	}
	cmd.WaitDelay = interruptGrace
	return cmd, nil
}
