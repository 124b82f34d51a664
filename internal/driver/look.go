package driver

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/jobvet/jobvet/internal/graph"
)

// look runs the analyzer to see what it sees rather than what it finds, and
// returns the merged graph of the packages, and what could not be looked at.
//
// What is shown of the graph is for the caller to choose: the same results,
// from the build cache, serve every question.
func (c *Command) look(ctx context.Context, opts *options, patterns []string, tests bool) (*graph.Graph, []failure, error) {
	o := *opts
	o.patterns = patterns
	o.vetFlags = []string{"-" + c.Analyzer.Name + ".graph=true"}
	if tests {
		o.vetFlags = append(o.vetFlags, "-"+c.Analyzer.Name+".tests=true")
	}
	for _, f := range opts.vetFlags {
		name, _, _ := strings.Cut(strings.TrimPrefix(f, "-"+c.Analyzer.Name+"."), "=")
		if slices.Contains([]string{"tests", "catalog", "cataloghash"}, name) && !slices.Contains(o.vetFlags, f) {
			o.vetFlags = append(o.vetFlags, f)
		}
	}
	res, err := c.check(ctx, &o)
	if err != nil && !errors.Is(err, errNoPackages) && !errors.Is(err, errInterrupted) && len(res.failures) == 0 {
		res.failures = append(res.failures, failure{Message: err.Error()})
	}
	return graph.Merge(res.graphs), res.failures, err
}

// lookError reports the errors of look after which there is nothing to show.
func (c *Command) lookError(err error) (status Status, stop bool) {
	if err == nil {
		return Clean, false
	}
	if errors.Is(err, errNoPackages) {
		return c.usageError(err), true
	}
	c.say("%v", err)
	return Failed, errors.Is(err, errInterrupted)
}

// lookStatus is the exit status after the graph was shown.
func (c *Command) lookStatus(failures []failure) Status {
	if len(failures) > 0 {
		c.say("%s", incomplete(failures))
		return Failed
	}
	return Clean
}
