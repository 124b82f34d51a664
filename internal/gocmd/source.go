package gocmd

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"strings"

	"github.com/jobvet/jobvet/internal/load"
	"github.com/jobvet/jobvet/internal/overlay"
	"github.com/jobvet/jobvet/internal/paths"
	"github.com/jobvet/jobvet/internal/printable"
	"github.com/jobvet/jobvet/internal/vettool"
)

// A sourcePackage is a package in the output of "go list -test -deps", with what is
// asked of those that patterns name.
type sourcePackage struct {
	load.Package
	Error                     *loadError
	DepsErrors                []*loadError
	TestGoFiles, XTestGoFiles []string
}

// A goEnv is what the go command says of itself.
type goEnv struct {
	GOVERSION, GOFLAGS        string
	GOOS, GOARCH, CGO_ENABLED string
	GOMOD, GOWORK             string // files
	GOCACHE, GOCACHEPROG      string
}

func (r *Runner) env(ctx context.Context) (*goEnv, error) {
	cmd, err := r.command(ctx, r.Env, "env", "-json", "GOVERSION", "GOFLAGS", "GOOS", "GOARCH", "CGO_ENABLED", "GOMOD", "GOWORK", "GOCACHE", "GOCACHEPROG")
	if err != nil {
		return nil, err
	}
	out, err := cmd.Output()
	if err != nil {
		return nil, err
	}
	env := new(goEnv)
	return env, json.Unmarshal(out, env)
}

// fit returns an *unfitError if a go command, or what the user asks of it, needs go
// vet.
func (r *Runner) fit(env *goEnv) error {
	if !vettool.Readable(env.GOVERSION, runtime.Version()) {
		return &unfitError{fmt.Sprintf("the go command is %s, and jobvet was built with %s", env.GOVERSION, runtime.Version())}
	}
	for _, f := range strings.Fields(env.GOFLAGS) {
		name, _, _ := strings.Cut(strings.TrimLeft(f, "-"), "=")
		if name == "overlay" || name == "compiler" || name == "vettool" || isFlagOf(r.Analyzer, name) {
			return &unfitError{fmt.Sprintf("GOFLAGS has -%s", name)}
		}
	}
	return nil
}

// checkSource is Check from source. The error is an *unfitError if that cannot be
// done, which it says.
func (r *Runner) checkSource(ctx context.Context, env *goEnv, patterns []string, settings []Setting, p *progress) (*Check, error) {
	s := &sources{Runner: r, env: env, log: newGoLog(p, nil), progress: p}
	c, err := new(Check), r.fit(env)
	if err == nil {
		c, err = s.check(ctx, patterns, settings)
	}
	if unfit := new(unfitError); errors.As(err, &unfit) && unfit.why != "" {
		fmt.Fprint(p, printable.Sprintf("jobvet: go vet loads the packages: %v\n", err))
	}
	return c, err
}

// sources is a check from source.
type sources struct {
	*Runner
	env      *goEnv
	log      *goLog
	progress *progress
}

func (s *sources) check(ctx context.Context, patterns []string, settings []Setting) (*Check, error) {
	packages, list, err := s.list(ctx, patterns)
	if err != nil {
		return new(Check), err
	}
	c := &Check{list: list, Packages: list.paths(), Modules: list.modules()}
	if len(packages) > 0 {
		if c.Units, err = s.run(ctx, packages, settings); err != nil {
			return c, err
		}
	}
	c.Failures = s.log.failures
	return c, nil
}

// list returns the packages that can be loaded, with all that they import, and
// a listing of those that patterns name. It logs what cannot be loaded.
func (s *sources) list(ctx context.Context, patterns []string) ([]*load.Package, *listing, error) {
	packages, list, faulty, err := s.listAll(ctx, patterns)
	if err != nil || !faulty {
		return packages, list, err
	}
	faults, err := s.listFaults(ctx, patterns)
	if err != nil {
		return nil, nil, err
	}
	if faults.wrongPatterns(s.Dir) != nil {
		return nil, nil, new(unfitError)
	}
	s.log.Close()
	s.log.failures, _ = faults.failures(s.Dir)
	said := make(map[string]bool)
	for _, f := range s.log.failures {
		if !said[f.Message] {
			s.log.print(printable.Sprintf("jobvet: %v", f))
		}
		said[f.Message] = true
	}
	good, _ := faults.loadable()
	if len(good) == 0 {
		return nil, faults, nil
	}
	packages, _, _, err = s.listAll(ctx, good)
	return packages, faults, err
}

const sourceFields = "-json=" + load.Fields + ",Error,DepsErrors,EmbedFiles,TestGoFiles,XTestGoFiles"

// listAll lists the packages that patterns name, with all that they and their tests
// import, and reports whether some do not load.
func (s *sources) listAll(ctx context.Context, patterns []string) (all []*load.Package, named *listing, faulty bool, err error) {
	packages, said, err := goList[*sourcePackage](ctx, s.Runner, patterns, []string{"-e", "-test", "-deps", "-pgo=off", sourceFields})
	switch {
	case errors.Is(err, ErrInterrupted):
		return nil, nil, false, err
	case err != nil:
		return nil, nil, false, new(unfitError)
	}
	var roots []listedPackage
	for _, p := range packages {
		all = append(all, &p.Package)
		faulty = faulty || p.Error != nil || len(p.DepsErrors) > 0
		if len(p.Match) == 0 || p.ForTest != "" {
			continue
		}
		root := listedPackage{
			ImportPath: p.ImportPath, Dir: p.Dir, Match: p.Match, Error: p.Error, DepsErrors: p.DepsErrors,
			GoFiles: p.GoFiles, CgoFiles: p.CgoFiles, TestGoFiles: p.TestGoFiles, XTestGoFiles: p.XTestGoFiles,
		}
		if m := p.Module; m != nil {
			root.Module = &listedModule{m.Path, m.Dir, m.Main}
		}
		roots = append(roots, root)
	}
	named = newListing(roots)
	if len(roots) == 0 {
		return nil, nil, false, new(unfitError)
	}
	if _, err := io.WriteString(s.log, said); err != nil {
		return nil, nil, false, err
	}
	s.log.Close()
	return all, named, faulty || len(named.unmatched) > 0, nil
}

// run checks packages and returns what was found. It logs what could not be checked.
func (s *sources) run(ctx context.Context, packages []*load.Package, settings []Setting) ([]Unit, error) {
	tool := s.New()
	for _, set := range append(slices.Clone(settings), Setting{identify, "all"}) {
		if err := tool.Analyzer.Flags.Set(set.Name, set.Value); err != nil {
			return nil, fmt.Errorf("-%s: %w", set.Name, err)
		}
	}
	actual, err := overlay.Read(s.Overlay)
	if err != nil {
		return nil, err
	}
	program := &load.Program{
		Tool:     tool,
		Packages: packages,
		Release:  s.env.GOVERSION,
		Arch:     s.env.GOARCH,
		ReadFile: func(name string) ([]byte, error) { return os.ReadFile(cmp.Or(actual[name], name)) },
		Compiled: s.compiled,
		Jobs:     runtime.GOMAXPROCS(0),
	}
	s.progress.show(func() string {
		done, total := program.Progress()
		return fmt.Sprintf("read %d of %d packages", done, total)
	})
	results, err := program.Check(ctx)
	if ctx.Err() != nil {
		return nil, ErrInterrupted
	}
	if err != nil {
		return nil, err
	}
	var units []Unit
	for _, res := range results {
		if header := new(load.HeaderError); errors.As(res.Err, &header) {
			return nil, &unfitError{res.Err.Error()}
		}
	}
	for _, f := range program.Failures() {
		s.log.fail(f.Package, s.lines(f.Err))
	}
	for _, res := range results {
		if res.Err != nil {
			continue
		}
		u := Unit{Package: res.Package, Diagnostics: res.Diagnostics}
		if res.Failed != nil {
			u.Errors = []string{res.Failed.Error()}
		}
		units = append(units, u)
	}
	return units, nil
}

// mostMistakes is how many mistakes of a package are said, as many as the compiler
// says.
const mostMistakes = 10

// lines says why a package could not be checked.
func (s *sources) lines(err error) []string {
	var source *vettool.Mistakes
	if !errors.As(err, &source) {
		return strings.Split(err.Error(), "\n")
	}
	var lines []string
	for i, m := range source.List {
		if i == mostMistakes {
			return append(lines, "too many errors")
		}
		pos := m.Pos
		pos.Filename = paths.Relative(s.Dir, pos.Filename)
		lines = append(lines, fmt.Sprintf("%v: %s", pos, m.Message))
	}
	return lines
}

// compiled asks the go command for the files that the compiler gets of a package.
func (s *sources) compiled(ctx context.Context, p *load.Package) ([]string, error) {
	type compiled struct {
		ImportPath      string
		CompiledGoFiles []string
		Error           *loadError
	}
	name := p.ForTest
	if name == "" {
		name = p.ImportPath
	}
	packages, said, err := goList[compiled](ctx, s.Runner, []string{name}, []string{"-test", "-deps", "-compiled", "-pgo=off", "-json=ImportPath,CompiledGoFiles,Error"})
	if err != nil {
		return nil, errors.New(cmp.Or(strings.TrimSpace(said), err.Error()))
	}
	for _, c := range packages {
		if c.ImportPath == p.ImportPath {
			return c.CompiledGoFiles, nil
		}
	}
	return nil, fmt.Errorf("the go command does not list the files that cgo makes of %s", p.ImportPath)
}
