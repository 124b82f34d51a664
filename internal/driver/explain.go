package driver

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/jobvet/jobvet/docs"
	"github.com/jobvet/jobvet/internal/explain"
	"github.com/jobvet/jobvet/internal/finding"
	"github.com/jobvet/jobvet/internal/textfile"
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
func (c *Command) explain(ctx context.Context, opts *options) Status {
	target, err := parseExplainTarget(opts.explain)
	if err != nil {
		return c.usageError(err)
	}
	if target.rule != "" {
		return c.explainRule(target.rule)
	}
	f, err := c.locate(ctx, opts, target)
	switch {
	case errors.Is(err, errInterrupted):
		c.say("%v", err)
		return Failed
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
		return Failed
	}
	g, failures, err := c.look(ctx, opts, patterns, f.test)
	if status, stop := c.lookError(err); stop {
		return status
	}
	err = explain.Write(c.Stdout, g, explain.Query{
		Span:     span,
		Package:  f.pkg,
		TestFile: f.test,
		Tests:    c.flagValue("tests") == "true",
		Shown:    c.shows,
		Rule:     c.asksFor,
		Relative: func(file string) string { return relative(opts.dir, file) },
	})
	if err != nil {
		c.say("%v", err)
		return Failed
	}
	return c.lookStatus(failures)
}

// explainRule prints the page of a rule.
func (c *Command) explainRule(name string) Status {
	page, ok := docs.Lookup(name)
	if !ok {
		var known []string
		for _, r := range docs.Rules() {
			known = append(known, r.Name)
		}
		return c.usageError(fmt.Errorf("-explain: unknown rule %q: known are %s", name, strings.Join(known, ", ")))
	}
	return c.print(page.Standalone())
}

// shows reports whether findings of a level are shown: whether the level that
// was asked for is that or comes before it.
func (c *Command) shows(level string) bool {
	l, err := finding.ParseLevel(level)
	return err == nil && l >= levelOf(c.flagValue("level"))
}

// flagValue is the value of one of the analyzer's flags.
func (c *Command) flagValue(name string) string {
	return c.Analyzer.Flags.Lookup(name).Value.String()
}

// A goFile is a Go source file and the package that it belongs to.
type goFile struct {
	name   string // absolute, as the go command prints it
	text   []byte
	pkg    string // the path of the package, "_test" behind it for external tests
	target string // the package's path for the go command
	test   bool
	own    bool // of the main module
}

// locate finds the package of a file. Its errors are the user's mistakes.
func (c *Command) locate(ctx context.Context, opts *options, t explainTarget) (*goFile, error) {
	name := absolute(opts.dir, filepath.FromSlash(t.file))
	info, err := os.Stat(name)
	if errors.Is(err, os.ErrNotExist) {
		if name, err = c.findFile(ctx, opts, t.file); err == nil {
			info, err = os.Stat(name)
		}
	}
	switch {
	case err != nil:
		return nil, err
	case info.IsDir():
		return nil, fmt.Errorf("%s is a directory", t.file)
	}
	text, err := textfile.Read(name)
	if err != nil {
		return nil, err
	}
	p, err := c.packageIn(ctx, opts, filepath.Dir(name))
	if err != nil {
		return nil, err
	}
	base := filepath.Base(name)
	f := &goFile{
		name: filepath.Join(p.Dir, base), text: text, pkg: p.ImportPath, target: p.ImportPath,
		own: p.own(),
	}
	switch {
	case slices.Contains(p.GoFiles, base), slices.Contains(p.CgoFiles, base):
	case slices.Contains(p.TestGoFiles, base):
		f.test = true
	case slices.Contains(p.XTestGoFiles, base):
		f.test, f.pkg = true, p.ImportPath+"_test"
	case slices.Contains(p.IgnoredGoFiles, base):
		return nil, fmt.Errorf("%s is not built: build constraints or its name exclude it (see -tags)", t.file)
	default:
		return nil, fmt.Errorf("%s is in no package: %s", t.file, firstLine(p.problem()))
	}
	return f, nil
}

// findFile returns the absolute path of the file that has the given name without
// directories, as messages print it: one of the packages that the patterns name,
// or if none has it, of what they import. Its errors are the user's mistakes.
func (c *Command) findFile(ctx context.Context, opts *options, base string) (string, error) {
	missing := fmt.Errorf("there is no file %s", base)
	if strings.ContainsAny(base, `/\`) {
		return "", missing
	}
	for _, flags := range [][]string{{"-e", "-find", fileFields}, {"-e", "-deps", fileFields}} {
		list, err := c.listFiles(ctx, opts, flags, opts.patterns)
		if err != nil {
			return "", err
		}
		var found []string
		for _, p := range list {
			if !p.Standard && slices.Contains(p.files(), base) {
				found = append(found, filepath.Join(p.Dir, base))
			}
		}
		switch len(found) {
		case 0:
		case 1:
			return found[0], nil
		default:
			for i, f := range found {
				found[i] = filepath.ToSlash(relative(opts.dir, f))
			}
			slices.Sort(found)
			return "", fmt.Errorf("there are several files %s: %s", base, strings.Join(found, ", "))
		}
	}
	return "", missing
}

// A filesPackage is a package in the output of "go list -json", with files.
type filesPackage struct {
	ImportPath, Dir                    string
	GoFiles, CgoFiles, IgnoredGoFiles  []string
	TestGoFiles, XTestGoFiles          []string
	Imports, TestImports, XTestImports []string
	Standard                           bool
	Module                             *struct{ Main bool }
	Error                              *loadError
}

// files returns the names of the files that are built or tested.
func (p *filesPackage) files() []string {
	return slices.Concat(p.GoFiles, p.CgoFiles, p.TestGoFiles, p.XTestGoFiles)
}

// own reports whether its files are the user's to change: it is of the main
// module, or of none.
func (p *filesPackage) own() bool {
	return !p.Standard && (p.Module == nil || p.Module.Main)
}

func (p *filesPackage) problem() string {
	if p.Error == nil {
		return "the go command does not list it"
	}
	return p.Error.Err
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return line
}

const fileFields = "-json=ImportPath,Dir,GoFiles,CgoFiles,IgnoredGoFiles,TestGoFiles,XTestGoFiles,Standard,Module,Error"

// packageIn asks the go command for the package in a directory. Where that is
// of no use, it looks among the packages that the patterns name and what they
// import: the directory of a replaced or vendored module may be no package of
// its own.
func (c *Command) packageIn(ctx context.Context, opts *options, dir string) (*filesPackage, error) {
	list, err := c.listFiles(ctx, opts, []string{"-e", "-find", fileFields}, []string{dir})
	if err != nil {
		return nil, err
	}
	if len(list) > 0 && list[0].Error == nil {
		return list[0], nil
	}
	deps, err := c.listFiles(ctx, opts, []string{"-e", "-deps", fileFields}, opts.patterns)
	if err != nil {
		return nil, err
	}
	for _, p := range deps {
		if p.Dir == dir {
			return p, nil
		}
	}
	if len(list) == 0 {
		return nil, fmt.Errorf("there is no package in %s", dir)
	}
	return list[0], nil
}

// listFiles runs go list.
func (c *Command) listFiles(ctx context.Context, opts *options, flags, patterns []string) ([]*filesPackage, error) {
	args := slices.Concat([]string{"list"}, flags, opts.build, []string{"--"}, patterns)
	cmd, err := c.goCommand(ctx, opts.dir, withoutToolFlags(c.Env, c.Analyzer.Name), args)
	if err != nil {
		return nil, err
	}
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		if ctx.Err() != nil {
			return nil, errInterrupted
		}
		return nil, fmt.Errorf("go list: %s", cmp.Or(firstLine(stderr.String()), err.Error()))
	}
	var list []*filesPackage
	for dec := json.NewDecoder(&stdout); ; {
		p := new(filesPackage)
		if err := dec.Decode(p); errors.Is(err, io.EOF) {
			return list, nil
		} else if err != nil {
			return nil, fmt.Errorf("cannot read the output of go list: %w", err)
		}
		list = append(list, p)
	}
}

// patternsTo returns the patterns and, where the file's package is not of the
// main module and so mostly not among them, that package and those on the way
// to it: go vet gives results only for packages that are named.
func (c *Command) patternsTo(ctx context.Context, opts *options, f *goFile) ([]string, error) {
	if slices.ContainsFunc(opts.patterns, func(p string) bool { return strings.HasSuffix(p, ".go") }) {
		return opts.patterns, nil // the go command does not mix files and packages
	}
	patterns := append(opts.patterns[:len(opts.patterns):len(opts.patterns)], f.target)
	if f.own {
		return patterns, nil
	}
	deps, err := c.listFiles(ctx, opts, []string{"-e", "-deps", "-json=ImportPath,Imports,Standard"}, opts.patterns)
	if err != nil {
		return nil, err
	}
	between := map[string]bool{f.target: true}
	for _, p := range deps { // imports come first
		if !p.Standard && slices.ContainsFunc(p.Imports, func(path string) bool { return between[path] }) {
			between[p.ImportPath] = true
			patterns = append(patterns, p.ImportPath)
		}
	}
	return patterns, nil
}
