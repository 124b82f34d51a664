package driver

import (
	"context"
	"fmt"

	"github.com/jobvet/jobvet/internal/changes"
	"github.com/jobvet/jobvet/internal/gocmd"
	"github.com/jobvet/jobvet/internal/paths"
	"github.com/jobvet/jobvet/internal/printable"
	"github.com/jobvet/jobvet/internal/report"
)

// loadFilter reads what findings are held back by. An error is one of the command
// line, unless it is gocmd.ErrInterrupted.
func (c *Command) loadFilter(ctx context.Context, opts *options) (err error) {
	if opts.baseline != "" {
		if opts.filter.Baseline, err = report.ReadBaseline(paths.Absolute(opts.dir, opts.baseline)); err != nil {
			return fmt.Errorf("-baseline: %w", err)
		}
	}
	if opts.writeBaseline != "" {
		if err := report.CheckBaselineTarget(opts.writeBaseline); err != nil {
			return fmt.Errorf("-write-baseline: %w", err)
		}
	}
	if opts.since != "" {
		opts.filter.Changes, err = changes.Since(ctx, opts.dir, c.Env, opts.since)
		switch {
		case ctx.Err() != nil:
			return gocmd.ErrInterrupted
		case err != nil:
			return fmt.Errorf("-since: %w", err)
		}
	}
	return nil
}

// writeBaselineFile writes all findings to the file that the user named.
func (c *Command) writeBaselineFile(opts *options, res *report.Results) report.Status {
	if len(res.Failures) > 0 {
		c.say("%s; no baseline was written", report.Incomplete(res.Failures))
		return report.Failed
	}
	if err := report.NewBaseline(res.Findings).Write(opts.writeBaseline); err != nil {
		c.say("-write-baseline: %v", err)
		return report.Failed
	}
	c.say("wrote %s to %s", printable.Count(len(res.Findings), "finding"), paths.Relative(opts.dir, opts.writeBaseline))
	if len(res.Operators) == 0 {
		c.say(noOperatorHelp, res.NoOperator())
		if res.RequireOperators {
			return report.Failed
		}
	}
	return report.Clean
}
