package driver

import (
	"context"
	"errors"

	"github.com/jobvet/jobvet/internal/gocmd"
	"github.com/jobvet/jobvet/internal/graph"
	"github.com/jobvet/jobvet/internal/report"
)

// look runs the analyzer to see what it sees rather than what it finds, and
// returns the merged graph of the packages, and what could not be looked at.
//
// What is shown of the graph is for the caller to choose: the same results,
// from the build cache, serve every question.
func (c *Command) look(ctx context.Context, opts *options, patterns []string, tests bool) (*graph.Graph, []gocmd.Failure, error) {
	o := *opts
	o.patterns = patterns
	o.settings = []gocmd.Setting{{Name: "graph", Value: "true"}}
	if tests || opts.filter.Tests {
		o.settings = append(o.settings, gocmd.Setting{Name: "tests", Value: "true"})
	}
	for _, f := range opts.settings {
		if f.Name == "catalog" || f.Name == "cataloghash" {
			o.settings = append(o.settings, f)
		}
	}
	res, err := c.check(ctx, &o)
	if err != nil && !errors.Is(err, gocmd.ErrNoPackages) && !errors.Is(err, gocmd.ErrInterrupted) && len(res.Failures) == 0 {
		res.Failures = append(res.Failures, gocmd.Failure{Message: err.Error()})
	}
	return graph.Merge(res.Graphs), res.Failures, err
}

// lookError reports the errors of look after which there is nothing to show.
func (c *Command) lookError(err error) (status report.Status, stop bool) {
	if err == nil {
		return report.Clean, false
	}
	if errors.Is(err, gocmd.ErrNoPackages) {
		return c.usageError(err), true
	}
	c.say("%v", err)
	return report.Failed, errors.Is(err, gocmd.ErrInterrupted)
}

// lookStatus is the exit status after the graph was shown.
func (c *Command) lookStatus(failures []gocmd.Failure) report.Status {
	if len(failures) > 0 {
		c.say("%s", report.Incomplete(failures))
		return report.Failed
	}
	return report.Clean
}
