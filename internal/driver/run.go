package driver

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os/exec"
)

// Run runs the command with the arguments after its name.
func (c *Command) Run(ctx context.Context, args []string) Status {
	opts, err := heard(ctx, func() (*options, error) {
		opts, err := c.parseFlags(args)
		if err == nil && !opts.version {
			err = c.loadFilter(ctx, opts)
		}
		return opts, err
	})
	switch {
	case errors.Is(err, errInterrupted):
		c.say("%v", err)
		return Failed
	case errors.Is(err, flag.ErrHelp):
		return c.print(usage)
	case err != nil:
		return c.usageError(err)
	case opts.version:
		return c.print(versionText())
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
		c.say("%v", err)
		return Failed
	case err != nil:
		c.say("%v", err)
		res.failures = append(res.failures, failure{Message: err.Error()})
	}
	if opts.filter.writeFile != "" {
		return c.writeBaseline(opts, res)
	}
	return c.report(opts, res)
}

// heard calls do, which may wait for a file system without end, and returns what
// it returns, or errInterrupted when ctx ends before. What was begun is then left
// to the end of the process.
func heard[T any](ctx context.Context, do func() (T, error)) (T, error) {
	type result struct {
		value T
		err   error
	}
	done := make(chan result, 1)
	go func() {
		v, err := do()
		done <- result{v, err}
	}()
	select {
	case r := <-done:
		return r.value, r.err
	case <-ctx.Done():
		var none T
		return none, errInterrupted
	}
}

// print prints a text on standard output.
func (c *Command) print(text string) Status {
	if _, err := io.WriteString(c.Stdout, text); err != nil {
		c.say("%v", err)
		return Failed
	}
	return Clean
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
	if errors.As(err, &exit) && (len(units) == 0 || log.nameless()) {
		var faults *listing
		if units, faults, err = c.checkLoadable(ctx, opts, units, log, p, err); faults != nil {
			list = faults
		}
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
		c.say("%v", f)
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

// checkLoadable finds out which packages do not load, after go vet failed with
// vetErr, and notes that in the log. If go vet refused all packages because of
// some, it checks the others. Else the units are those that there are. The list
// is of all packages, nil if it cannot be had.
func (c *Command) checkLoadable(ctx context.Context, opts *options, units []unit, log *goLog, p *progress, vetErr error) ([]unit, *listing, error) {
	list, err := c.goListFaults(ctx, opts)
	switch {
	case errors.Is(err, errInterrupted):
		return nil, nil, err
	case err != nil:
		return units, nil, vetErr // go vet has said the same
	}
	if err := list.wrongPatterns(opts.dir); err != nil {
		return nil, nil, err
	}
	for _, f := range list.obscure() {
		say(p, "%v", f)
	}
	bad, reasons := list.failures(opts.dir)
	if good, refused := list.loadable(); len(units) == 0 && refused && len(good) > 0 {
		log.failures = nil // of all of which go list knows as well
		if units, _, err = c.goVetNamed(ctx, opts, good, log, p); errors.Is(err, errInterrupted) {
			return units, nil, err
		}
		log.Close()
	}
	log.name(bad, reasons)
	return units, list, vetErr
}
