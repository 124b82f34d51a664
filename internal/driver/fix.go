package driver

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/jobvet/jobvet/internal/apply"
	"github.com/jobvet/jobvet/internal/gocmd"
	"github.com/jobvet/jobvet/internal/overlay"
	"github.com/jobvet/jobvet/internal/paths"
	"github.com/jobvet/jobvet/internal/printable"
	"github.com/jobvet/jobvet/internal/report"
)

// fixRounds is how often fixes are worked out. Fixes of one round that touch
// each other are left to the next, which sees what the others made of the code.
const fixRounds = 5

// fix applies the first suggested fix of each finding, or shows what that
// changes. It changes nothing unless all packages could be checked: a package
// that does not build may use what a fix in another one changes.
//
// All rounds are worked out before a file is written; the go command checks what
// comes out of them by way of an overlay.
func (c *Command) fix(ctx context.Context, opts *options) report.Status {
	res, err := c.check(ctx, opts)
	switch {
	case errors.Is(err, gocmd.ErrNoPackages):
		return c.usageError(err)
	case err != nil:
		return c.fixFailed(err)
	case len(res.Failures) > 0:
		c.say("%s; nothing was fixed", report.Incomplete(res.Failures))
		return report.Failed
	}
	if err := c.noOverlay(ctx, opts); err != nil {
		return c.usageError(err)
	}
	f := &fixing{Command: c, opts: opts, tree: new(apply.Tree), res: res, refused: make(map[string]bool)}
	if f.foreign, err = c.runner(opts).Foreign(ctx, opts.patterns); err != nil {
		return c.fixFailed(err)
	}
	for range fixRounds {
		again, err := f.round(ctx)
		if err != nil {
			return c.fixFailed(err)
		}
		if !again {
			break
		}
	}
	if opts.diff {
		return f.show()
	}
	return f.write(ctx)
}

// noOverlay refuses an overlay of the user's: files of it are not those that are
// to be fixed, and the go command takes only one.
func (c *Command) noOverlay(ctx context.Context, opts *options) error {
	flags, err := c.runner(opts).Goflags(ctx)
	if err == nil && strings.Contains(flags, "-overlay") {
		return errors.New("-fix does not go with -overlay in GOFLAGS")
	}
	return nil // go vet will say what is wrong with the go command
}

// fixFailed says why fixes could not be worked out.
func (c *Command) fixFailed(err error) report.Status {
	c.say("%v; nothing was fixed", err)
	return report.Failed
}

// A fixing is fixes in the making.
type fixing struct {
	*Command
	opts *options
	// foreign are the packages whose files are not changed.
	foreign map[string]bool
	// tree is what the files are to be, and res what a check of that finds.
	tree *apply.Tree
	res  *report.Results
	made []apply.Fix // that are in the tree

	refused  map[string]bool // findings, by fingerprint, whose fixes do not build
	troubles []error         // why files had to be left alone
}

// round adds to the tree what fixes the findings have. It reports whether
// another round may bring more.
func (f *fixing) round(ctx context.Context) (again bool, err error) {
	for {
		var (
			fixes []apply.Fix
			of    []*report.Result
		)
		for i := range f.res.Findings {
			if d := &f.res.Findings[i]; len(d.Fixes) > 0 && !f.foreign[d.Package] && !f.refused[d.Fingerprint] {
				fix := make(apply.Fix, 0, len(d.Fixes[0].Edits))
				for _, e := range d.Fixes[0].Edits {
					fix = append(fix, apply.Edit{File: e.Filename, Start: e.Start, End: e.End, New: e.New})
				}
				fixes, of = append(fixes, fix), append(of, d)
			}
		}
		tree, errs := f.tree.With(fixes, f.res.Files)
		var (
			made      []apply.Fix
			conflicts bool
			troubles  []error
		)
		for i, err := range errs {
			switch {
			case err == nil:
				made = append(made, fixes[i])
			case errors.Is(err, apply.ErrConflict):
				conflicts = true
			default:
				troubles = append(troubles, err)
			}
		}
		if len(made) == 0 {
			f.troubles = append(f.troubles, troubles...)
			return false, nil
		}
		res, failures, err := f.checkTree(ctx, tree)
		if err != nil {
			return false, err
		}
		if len(failures) > 0 {
			f.refuse(of, errs, failures)
			continue
		}
		f.tree, f.res, f.made = tree, res, append(f.made, made...)
		f.troubles = append(f.troubles, troubles...)
		// The next finding may have been hidden by one that is fixed: of several
		// operators that reach a place one is reported.
		fixable := func(d report.Result) bool { return len(d.Fixes) > 0 && !f.refused[d.Fingerprint] }
		return conflicts || slices.ContainsFunc(res.Findings, fixable), nil
	}
}

// checkTree checks the packages with the files as a tree has them. What keeps a
// package from being checked is a failure.
func (f *fixing) checkTree(ctx context.Context, tree *apply.Tree) (*report.Results, []gocmd.Failure, error) {
	name, remove, err := overlay.Write(tree.Texts())
	if err != nil {
		return nil, nil, err
	}
	defer remove()
	opts := *f.opts
	opts.build = append(slices.Clone(opts.build), "-overlay="+name)
	opts.overlay = name
	var said bytes.Buffer
	quiet := *f.Command
	quiet.Stderr, quiet.StderrTTY = &said, false
	res, err := quiet.check(ctx, &opts)
	switch {
	case errors.Is(err, gocmd.ErrInterrupted):
		return nil, nil, err
	case err != nil:
		return nil, append(res.Failures, gocmd.Failure{Message: err.Error() + "\n" + said.String()}), nil
	}
	return res, res.Failures, nil
}

// refuse leaves out the fixes of packages that do not build with them. Those of the
// findings without an error were applied. If none of these is in such a package,
// refuse leaves all of them out.
func (f *fixing) refuse(of []*report.Result, errs []error, failures []gocmd.Failure) {
	blamed := make(map[string]bool)
	for _, fail := range failures {
		blamed[strings.TrimSuffix(fail.Package, "_test")] = true
	}
	pkgs := make(map[string]bool)
	for _, all := range []bool{false, true} {
		for i, d := range of {
			if errs[i] == nil && (all || blamed[d.Package]) {
				f.refused[d.Fingerprint] = true
				pkgs[d.Package] = true
			}
		}
		if len(pkgs) > 0 {
			break
		}
	}
	for _, pkg := range slices.Sorted(maps.Keys(pkgs)) {
		f.say("%s does not build with its fixes, which are left out; this is a mistake of jobvet's:", pkg)
	}
	for _, fail := range failures {
		fmt.Fprintf(f.Stderr, "\t%s\n", strings.ReplaceAll(printable.Lines(fail.Message), "\n", "\n\t"))
	}
}

// show prints what the fixes change.
func (f *fixing) show() report.Status {
	f.sayTroubles(f.troubles)
	if _, err := f.Stdout.Write(f.tree.Diff(f.opts.dir)); err != nil {
		f.say("%v", err)
		return report.Failed
	}
	f.say("%s", f.summary("would fix", len(f.made), f.tree.Len()))
	switch {
	case len(f.troubles) > 0:
		return report.Failed
	case f.tree.Len() > 0:
		return report.Findings
	}
	return report.Clean
}

// write writes the files, and reports the findings that are left.
func (f *fixing) write(ctx context.Context) report.Status {
	if ctx.Err() != nil {
		return f.fixFailed(gocmd.ErrInterrupted)
	}
	done := f.tree.Write(ctx)
	written := make(map[string]bool)
	for _, name := range done.Files {
		written[name] = true
	}
	f.sayTroubles(slices.Concat(f.troubles, done.Errs))
	if ctx.Err() != nil && len(done.Errs) > 0 {
		f.say("%v; %s", gocmd.ErrInterrupted, f.fixedFiles(done.Files))
		return report.Failed
	}
	fixed := 0
	for _, fix := range f.made {
		if !slices.ContainsFunc(fix, func(e apply.Edit) bool { return !written[f.tree.Name(e.File)] }) {
			fixed++
		}
	}
	if len(f.troubles)+len(done.Errs) > 0 {
		// What is there now is not what was checked.
		res, err := f.check(ctx, f.opts)
		if err != nil {
			f.say("%v; %s", err, f.fixedFiles(done.Files))
			return report.Failed
		}
		f.res = res
	}
	status := f.report(f.opts, f.res)
	f.say("%s", f.summary("fixed", fixed, len(done.Files)))
	if len(f.troubles)+len(done.Errs) > 0 {
		return report.Failed
	}
	return status
}

// sayTroubles names the files that had to be left alone, each once.
func (f *fixing) sayTroubles(errs []error) {
	said := make(map[string]bool)
	for _, err := range errs {
		if errors.Is(err, context.Canceled) {
			continue
		}
		for line := range strings.SplitSeq(err.Error(), "\n") {
			if said[line] {
				continue
			}
			said[line] = true
			f.say("%s", strings.TrimPrefix(line, f.opts.dir+string(filepath.Separator)))
		}
	}
}

// fixedFiles says which files were fixed before something went wrong.
func (f *fixing) fixedFiles(names []string) string {
	if len(names) == 0 {
		return "nothing was fixed"
	}
	var shown []string
	for _, name := range names {
		shown = append(shown, paths.Relative(f.opts.dir, name))
	}
	return "fixed until then: " + strings.Join(shown, ", ")
}

// summary says what was, or would be, done, and what is left.
func (f *fixing) summary(verb string, fixed, files int) string {
	without, left := 0, 0
	for _, d := range f.res.Findings {
		if len(d.Fixes) == 0 || f.foreign[d.Package] {
			without++
		} else {
			left++
		}
	}
	var s string
	switch {
	case fixed > 0:
		s = fmt.Sprintf("%s %s in %s", verb, printable.Count(fixed, "finding"), printable.Count(files, "file"))
	case without+left > 0:
		s = verb + " nothing"
	default:
		s = "no findings, so there is nothing to fix"
	}
	if without == 1 {
		s += "; 1 finding has no fix"
	} else if without > 1 {
		s += fmt.Sprintf("; %d findings have no fix", without)
	}
	if left > 0 {
		s += fmt.Sprintf("; the fix of %s is left out", printable.Count(left, "finding"))
	}
	return s
}
