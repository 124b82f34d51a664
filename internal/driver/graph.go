package driver

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/jobvet/jobvet/internal/graph/draw"
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
func (c *Command) graph(ctx context.Context, opts *options) Status {
	write, err := graphWriter(opts.graph)
	if err != nil {
		return c.usageError(err)
	}
	if dir := filepath.Dir(absolute(opts.dir, opts.graph)); opts.graph != "-" {
		if _, err := os.Stat(dir); err != nil {
			return c.usageError(fmt.Errorf("-graph: %w", err))
		}
	}
	g, failures, err := c.look(ctx, opts, opts.patterns, false)
	if status, stop := c.lookError(err); stop {
		return status
	}
	var text bytes.Buffer
	levelGiven := slices.ContainsFunc(opts.vetFlags, func(f string) bool {
		return strings.HasPrefix(f, "-"+c.Analyzer.Name+".level=")
	})
	d := draw.New(g, draw.Options{
		Level:    func(level string) bool { return !levelGiven || c.shows(level) },
		Rule:     c.asksFor,
		Relative: func(file string) string { return relative(opts.dir, file) },
	})
	if err := write(&text, d); err != nil {
		c.say("%v", err)
		return Failed
	}
	if opts.graph == "-" {
		_, err = c.Stdout.Write(text.Bytes())
	} else {
		err = replaceFile(absolute(opts.dir, opts.graph), text.Bytes())
	}
	if err != nil {
		c.say("-graph: %v", err)
		return Failed
	}
	if len(d.Operators) == 0 {
		c.say(noOperatorHelp, "no operator found in the packages, so the drawing is empty")
	}
	return c.lookStatus(failures)
}

// asksFor reports whether findings of a rule are asked for.
func (c *Command) asksFor(rule string) bool {
	rules := strings.FieldsFunc(c.flagValue("rules"), func(r rune) bool { return r == ',' })
	return len(rules) == 0 || slices.Contains(rules, rule)
}

// replaceFile writes a file as a whole or not at all.
func replaceFile(name string, data []byte) error {
	f, err := os.CreateTemp(filepath.Dir(name), ".jobvet-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = f.Write(data)
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	if err == nil {
		err = os.Chmod(f.Name(), 0o644)
	}
	if err == nil {
		err = os.Rename(f.Name(), name)
	}
	return err
}
