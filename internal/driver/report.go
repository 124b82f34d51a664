package driver

import (
	"bufio"
	"fmt"

	"github.com/jobvet/jobvet/internal/printable"
	"github.com/jobvet/jobvet/internal/report"
)

// report prints the results and returns the exit status that they mean.
func (c *Command) report(opts *options, res *report.Results) report.Status {
	if opts.operators {
		res.Findings, res.OnlyOperators = nil, true
	}
	r := report.New(res, opts.dir, c.getenv("GITHUB_WORKSPACE"))
	r.Paint = c.painter(opts.colour)
	r.Version, r.Width = buildVersion(), c.Width
	r.Level, r.OnlyStats = opts.filter.Level, opts.stats
	r.WithBaseline = opts.filter.Baseline != nil
	r.WithSince = opts.filter.Changes != nil
	res.Filter(&opts.filter, opts.dir)

	out := bufio.NewWriter(c.Stdout)
	err := opts.format.Print(out, r)
	if err == nil {
		err = out.Flush()
	}
	if err != nil {
		c.say("%v", err)
		return report.Failed
	}

	if len(res.Held.Stale) > 0 {
		c.say("in %s, but not found any more (-write-baseline drops them):", opts.baseline)
		for _, e := range res.Held.Stale {
			fmt.Fprintf(c.Stderr, "\t%s\n", printable.Text(e.String()))
		}
	}
	// A script gets silence where there is nothing to say, a person an answer.
	if len(res.Findings) > 0 || res.Held.Summary() != "" || c.StderrTTY && !res.OnlyOperators && res.Status() == report.Clean && len(res.Operators) > 0 {
		c.say("%s", res.Summary())
	}
	for _, u := range res.Unseen {
		c.say("%s", printable.Text(report.Unfollowed(u)))
	}
	if len(res.Failures) > 0 {
		c.say("%s", report.Incomplete(res.Failures))
	} else if len(res.Operators) == 0 {
		c.say(noOperatorHelp, res.NoOperator())
	}
	return res.Status()
}

const noOperatorHelp = `%s.
If there are jobs in them: "jobvet -operators ./..." lists what jobvet sees, a comment
//jobvet:operator marks a function as an operator, and -catalog FILE adds a framework.
The frameworks that jobvet knows: https://github.com/jobvet/jobvet/blob/main/docs/frameworks.md`
