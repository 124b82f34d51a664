package gocmd

import (
	"bytes"
	"context"
	"fmt"
	"io"
)

// vet runs "go vet -json" with the tool and its settings on patterns. log gets the go
// command's standard error. A nil error
// means that every package was checked; else the units are what could be checked.
func (r *Runner) vet(ctx context.Context, patterns []string, settings []Setting, log *goLog) ([]Unit, error) {
	args := []string{"vet", "-v", "-vettool=" + r.Tool, "-json"}
	args = append(args, r.Build...)
	args = append(args, r.flags(settings)...)
	args = append(args, "--")
	args = append(args, patterns...)
	cmd, err := r.command(ctx, r.Env, args...)
	if err != nil {
		return nil, err
	}
	var stdout bytes.Buffer
	cmd.Stdout = io.MultiWriter(&stdout, log.vet.units())
	cmd.Stderr = log
	runErr := cmd.Run()
	units, parseErr := ParseUnits(&stdout)
	switch {
	case ctx.Err() != nil:
		return units, ErrInterrupted
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
