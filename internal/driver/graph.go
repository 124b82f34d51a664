package driver

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/jobvet/jobvet/docs"
	"github.com/jobvet/jobvet/internal/graph/draw"
	"github.com/jobvet/jobvet/internal/paths"
	"github.com/jobvet/jobvet/internal/report"
	"github.com/jobvet/jobvet/internal/textfile"
)

// graphWriters are the forms of a drawing, by the extension of the file.
var graphWriters = map[string]func(io.Writer, *draw.Drawing) error{
	".dot":  draw.DOT,
	".html": draw.HTML,
}

// graphWriter returns how to write the file of -graph; "-" is standard output.
func graphWriter(file string) (func(io.Writer, *draw.Drawing) error, error) {
	if file == "-" {
		return draw.DOT, nil
	}
	w := graphWriters[strings.ToLower(filepath.Ext(file))]
	if w == nil {
		return nil, fmt.Errorf("-graph: the name %s does not tell the form: use a name that ends in .dot or .html, or - for DOT on standard output", file)
	}
	return w, nil
}

// graph draws what the operators reach.
func (c *Command) graph(ctx context.Context, opts *options) report.Status {
	write, err := graphWriter(opts.graph)
	if err != nil {
		return c.usageError(err)
	}
	if dir := filepath.Dir(paths.Absolute(opts.dir, opts.graph)); opts.graph != "-" {
		if _, err := os.Stat(dir); err != nil {
			return c.usageError(fmt.Errorf("-graph: %w", err))
		}
	}
	g, failures, err := c.look(ctx, opts, opts.patterns, false)
	if status, stop := c.lookError(err); stop {
		return status
	}
	var text bytes.Buffer
	d := draw.New(g, draw.Options{
		Level:    func(level string) bool { return !opts.has("level") || opts.shows(level) },
		Rule:     opts.asksFor,
		Relative: func(file string) string { return paths.Relative(opts.dir, file) },
		Root:     rootFrom(filepath.Dir(paths.Absolute(opts.dir, opts.graph)), opts.dir),
		Pages:    rulePages(),
	})
	if err := write(&text, d); err != nil {
		c.say("%v", err)
		return report.Failed
	}
	if opts.graph == "-" {
		_, err = c.Stdout.Write(text.Bytes())
	} else {
		err = textfile.Write(paths.Absolute(opts.dir, opts.graph), text.Bytes())
	}
	if err != nil {
		c.say("-graph: %v", err)
		return report.Failed
	}
	if len(d.Operators) == 0 {
		c.say(noOperatorHelp, "no operator found in the packages, so the drawing is empty")
	}
	return c.lookStatus(failures)
}

// rootFrom is a directory as a page in another one links to it.
func rootFrom(page, dir string) string {
	rel, err := filepath.Rel(page, dir)
	if err != nil {
		return "file:///" + strings.TrimPrefix(filepath.ToSlash(dir), "/")
	}
	return filepath.ToSlash(rel)
}

// rulePages are the addresses of the rules' pages, by their names.
func rulePages() map[string]string {
	pages := make(map[string]string)
	for _, r := range docs.Rules() {
		pages[r.Name] = r.URL()
	}
	return pages
}
