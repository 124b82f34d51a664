package driver

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/jobvet/jobvet/docs"
	"github.com/jobvet/jobvet/internal/explain"
	"github.com/jobvet/jobvet/internal/gocmd"
	"github.com/jobvet/jobvet/internal/nearest"
	"github.com/jobvet/jobvet/internal/paths"
	"github.com/jobvet/jobvet/internal/report"
)

// An explainTarget is what -explain is asked about: a rule, or a line.
type explainTarget struct {
	rule string
	file string
	line int
}

// parseExplainTarget reads the name of a rule, FILE:LINE or FILE:LINE:COLUMN.
func parseExplainTarget(s string) (explainTarget, error) {
	if strings.HasPrefix(s, "-") {
		return explainTarget{}, fmt.Errorf("-explain wants a rule or FILE:LINE, not the flag %s", s)
	}
	p := parsePosition(s)
	isFile := strings.HasSuffix(p.File, ".go") || strings.ContainsAny(p.File, `/\:`)
	switch {
	case s == "" || p.File == "":
		return explainTarget{}, errors.New("-explain wants a rule or FILE:LINE")
	case p.Line > 0 && !strings.HasSuffix(p.File, ".go"):
		return explainTarget{}, fmt.Errorf("-explain: %s is not a Go file", p.File)
	case p.Line > 0:
		return explainTarget{file: p.File, line: p.Line}, nil
	case isFile:
		return explainTarget{}, fmt.Errorf("-explain: %s is neither a rule nor FILE:LINE, as in job.go:12", s)
	}
	return explainTarget{rule: s}, nil
}

// explain prints the page of a rule, or explains a line.
func (c *Command) explain(ctx context.Context, opts *options) report.Status {
	target, err := parseExplainTarget(opts.explain)
	if err != nil {
		return c.usageError(err)
	}
	if target.rule != "" {
		return c.explainRule(target.rule)
	}
	f, err := c.locate(ctx, opts, target)
	switch {
	case errors.Is(err, gocmd.ErrInterrupted):
		c.say("%v", err)
		return report.Failed
	case err != nil:
		return c.usageError(fmt.Errorf("-explain: %w", err))
	}
	span, err := explain.SpanOf(f.name, f.text, target.line)
	if err != nil {
		return c.usageError(fmt.Errorf("-explain: %s: %w", target.file, err))
	}

	patterns, err := c.patternsTo(ctx, opts, f)
	if err != nil {
		c.say("%v", err)
		return report.Failed
	}
	g, failures, err := c.look(ctx, opts, patterns, f.test)
	if status, stop := c.lookError(err); stop {
		return status
	}
	err = explain.Write(c.Stdout, g, explain.Query{
		Span:     span,
		Package:  f.pkg,
		TestFile: f.test,
		Tests:    opts.filter.Tests,
		Shown:    opts.shows,
		Rule:     opts.asksFor,
		Relative: func(file string) string { return paths.Relative(opts.dir, file) },
	})
	if err != nil {
		c.say("%v", err)
		return report.Failed
	}
	return c.lookStatus(failures)
}

// explainRule prints the page of a rule.
func (c *Command) explainRule(name string) report.Status {
	page, ok := docs.Lookup(name)
	if !ok {
		var known []string
		for _, r := range docs.Rules() {
			known = append(known, r.Name)
		}
		return c.usageError(fmt.Errorf("-explain: unknown rule %q: known are %s%s", name, strings.Join(known, ", "), nearest.Hint(name, "", known)))
	}
	return c.print(page.Standalone())
}
