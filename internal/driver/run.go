package driver

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"runtime/debug"
)

// Run runs the command with the arguments after its name.
func (c *Command) Run(ctx context.Context, args []string) Status {
	opts, err := c.parseFlags(args)
	if err != nil {
		return c.usageError(err)
	}
	if opts.version {
		if info, ok := debug.ReadBuildInfo(); ok {
			printVersion(c.Stdout, info)
		}
		return Clean
	}

	if err := c.loadFilter(ctx, opts); errors.Is(err, errInterrupted) {
		fmt.Fprintf(c.Stderr, "jobvet: %v\n", err)
		return Failed
	} else if err != nil {
		return c.usageError(err)
	}

	switch {
	case opts.explain != "":
		return c.explain(ctx, opts)
	case opts.graph != "":
		return c.graph(ctx, opts)
	case opts.fix:
		return c.fix(ctx, opts)
	}

	res, err := c.check(ctx, opts)
	switch {
	case errors.Is(err, errNoPackages):
		return c.usageError(err)
	case errors.Is(err, errInterrupted):
		fmt.Fprintf(c.Stderr, "jobvet: %v\n", err)
		return Failed
	case err != nil:
		fmt.Fprintf(c.Stderr, "jobvet: %v\n", err)
		res.failures = append(res.failures, failure{Message: err.Error()})
	}
	if opts.filter.writeFile != "" {
		return c.writeBaseline(opts, res)
	}
	return c.report(opts, res)
}

var errNoPackages = errors.New("no packages to check")

// check analyses the packages that the patterns name. The results are never
// nil. What keeps packages from being checked is among the results' failures
// if the go command or the analyzer said it, else it is the error.
func (c *Command) check(ctx context.Context, opts *options) (*results, error) {
	p := c.startProgress(ctx)
	log := newGoLog(p)
	units, list, err := c.goVetNamed(ctx, opts, opts.patterns, log, p)
	log.Close()

	var exit *exec.ExitError
	if errors.As(err, &exit) && len(units) == 0 {
		units, err = c.checkLoadable(ctx, opts, log, p, err)
	}
	p.stop()
	if errors.Is(err, errNoPackages) {
		return new(results), err
	}

	res := collect(units, opts.dir)
	if list != nil {
		res.packages = list.paths()
	}
	for _, f := range res.failures {
		fmt.Fprintf(c.Stderr, "jobvet: %s: %s\n", f.Package, f.Message)
	}
	if errors.As(err, &exit) {
		if len(log.failures) > 0 {
			res.failures = append(res.failures, log.failures...)
			return res, nil
		}
		return res, fmt.Errorf("go vet: %w", err)
	}
	return res, err
}

// checkLoadable checks the packages that load, after go vet failed with vetErr
// and without results: it refuses all packages because of one that does not.
func (c *Command) checkLoadable(ctx context.Context, opts *options, log *goLog, p *progress, vetErr error) ([]unit, error) {
	list, err := c.goList(ctx, opts, true)
	switch {
	case errors.Is(err, errInterrupted):
		return nil, err
	case err != nil:
		return nil, vetErr // go vet has said the same
	case list.noPackages:
		return nil, errNoPackages
	}
	bad := list.failures()
	if len(bad) == 0 {
		return nil, vetErr
	}
	log.failures = bad // which go vet reported without their packages' names
	good := list.loadable()
	if len(good) == 0 {
		return nil, vetErr
	}
	units, _, err := c.goVetNamed(ctx, opts, good, log, p)
	log.Close()
	if err == nil {
		err = vetErr
	}
	return units, err
}
