package driver

import (
	"context"
	"errors"
	"flag"
	"io"

	"github.com/jobvet/jobvet/internal/gocmd"
	"github.com/jobvet/jobvet/internal/report"
)

// Run runs the command with the arguments after its name.
func (c *Command) Run(ctx context.Context, args []string) report.Status {
	opts, err := heard(ctx, func() (*options, error) {
		opts, err := c.parseFlags(args)
		if err == nil && opts.prints == "" {
			err = c.loadFilter(ctx, opts)
		}
		return opts, err
	})
	switch {
	case errors.Is(err, gocmd.ErrInterrupted):
		c.say("%v", err)
		return report.Failed
	case errors.Is(err, flag.ErrHelp):
		return c.print(usage())
	case err != nil:
		return c.usageError(err)
	case opts.prints != "":
		return c.print(opts.prints)
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
	case errors.Is(err, gocmd.ErrNoPackages):
		return c.usageError(err)
	case errors.Is(err, gocmd.ErrInterrupted):
		c.say("%v", err)
		return report.Failed
	case err != nil:
		c.say("%v", err)
		res.Failures = append(res.Failures, gocmd.Failure{Message: err.Error()})
	}
	if opts.writeBaseline != "" {
		return c.writeBaselineFile(opts, res)
	}
	return c.report(opts, res)
}

// heard calls do, which may wait for a file system without end, and returns what
// it returns, or gocmd.ErrInterrupted when ctx ends before. What was begun is then left
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
		return none, gocmd.ErrInterrupted
	}
}

// print prints a text on standard output.
func (c *Command) print(text string) report.Status {
	if _, err := io.WriteString(c.Stdout, text); err != nil {
		c.say("%v", err)
		return report.Failed
	}
	return report.Clean
}

// runner returns what runs the go command.
func (c *Command) runner(opts *options) *gocmd.Runner {
	return &gocmd.Runner{
		Dir:      opts.dir,
		Env:      c.Env,
		Tool:     c.Tool,
		Analyzer: c.Analyzer.Name,
		New:      c.New,
		Load:     opts.load,
		Overlay:  opts.overlay,
		Build:    opts.build,
		Log:      c.Stderr,
		Progress: c.StderrTTY && !c.dumb(),
	}
}

// check analyses the packages that the patterns name. The results are never
// nil. What keeps packages from being checked is among the results' failures
// if the go command or the analyzer said it, else it is the error.
func (c *Command) check(ctx context.Context, opts *options) (*report.Results, error) {
	runner := c.runner(opts)
	checked, err := runner.Check(ctx, opts.patterns, opts.settings)
	res := report.Collect(checked.Units, opts.dir, checked.Modules, opts.filter.Level)
	res.Packages = checked.Packages
	for _, f := range res.Failures {
		c.say("%v", f)
	}
	res.Failures = append(res.Failures, checked.Failures...)
	res.RequireOperators = opts.requireOperators
	if len(res.Operators) == 0 && opts.has("operators") { // and there are none, rather than none asked for
		res.Frameworks = opts.frameworks(checked.Imports())
	}
	return res, err
}
