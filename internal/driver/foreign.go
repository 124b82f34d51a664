package driver

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

// foreignPackages returns the packages among those that the patterns name whose
// files are not the user's to change: those of other modules, vendored or not,
// and of the Go distribution.
func (c *Command) foreignPackages(ctx context.Context, opts *options) (map[string]bool, error) {
	args := append([]string{"list", "-find", "-e", "-json=ImportPath,Standard,Module"}, opts.build...)
	args = append(append(args, "--"), opts.patterns...)
	cmd, err := c.goCommand(ctx, opts.dir, withoutToolFlags(c.Env, c.Analyzer.Name), args)
	if err != nil {
		return nil, err
	}
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		if ctx.Err() != nil {
			return nil, errInterrupted
		}
		return nil, fmt.Errorf("go list: %w: %s", err, strings.TrimSpace(stderr.String()))
	}
	foreign := make(map[string]bool)
	for dec := json.NewDecoder(&stdout); ; {
		var p struct {
			ImportPath string
			Standard   bool
			Module     *struct{ Main bool }
		}
		switch err := dec.Decode(&p); {
		case errors.Is(err, io.EOF):
			return foreign, nil
		case err != nil:
			return nil, fmt.Errorf("cannot read the output of go list: %w", err)
		}
		if p.Standard || p.Module != nil && !p.Module.Main {
			foreign[p.ImportPath] = true
		}
	}
}
