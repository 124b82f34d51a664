package gocmd

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"slices"

	"github.com/jobvet/jobvet/internal/printable"
)

// A Check is what the go command and the tool said of packages.
type Check struct {
	// Units are what could be checked.
	Units []Unit
	// Packages are the paths of the packages that the patterns name; nil if they are
	// not known.
	Packages []string
	// Modules are the directories of the main modules that these are of, by path.
	Modules map[string]string
	list    *listing
	// Failures are what could not be checked, as far as the go command said why.
	Failures []Failure
}

// Check runs the tool, with settings of its own, on the packages that the patterns
// name, and on no others. If some do not load it checks the others. The check is
// never nil. What keeps packages from being checked is among its failures if the go
// command said it, else it is the error. ErrNoPackages is the user's mistake.
func (r *Runner) Check(ctx context.Context, patterns []string, settings []Setting) (*Check, error) {
	p := startProgress(ctx, r.Log, r.Progress)
	defer p.stop()
	c, err := r.check(ctx, patterns, settings, p)
	// Packages are checked in any order.
	slices.SortStableFunc(c.Failures, func(a, b Failure) int { return cmp.Compare(a.Package, b.Package) })
	return c, err
}

// check is Check in any order.
func (r *Runner) check(ctx context.Context, patterns []string, settings []Setting, p *progress) (*Check, error) {
	env, err := r.env(ctx)
	switch {
	case ctx.Err() != nil:
		return new(Check), ErrInterrupted
	case err != nil || r.Load == Vet: // go vet says what is wrong with the go command
		return r.checkVet(ctx, env, patterns, settings, p)
	case r.Load == Source:
		return r.sourceOrVet(ctx, env, patterns, settings, p)
	}
	return r.checkAuto(ctx, env, patterns, settings, p)
}

// checkVet is Check by go vet. env is nil if it is not known.
func (r *Runner) checkVet(ctx context.Context, env *goEnv, patterns []string, settings []Setting, p *progress) (*Check, error) {
	v := new(vetProgress)
	p.show(v.String)
	return r.runVet(ctx, env, patterns, settings, newGoLog(p, v))
}

// runVet is checkVet with a log that tells how far go vet is.
func (r *Runner) runVet(ctx context.Context, env *goEnv, patterns []string, settings []Setting, log *goLog) (*Check, error) {
	units, list, err := r.vetNamed(ctx, env, patterns, settings, log)
	log.Close()

	var exit *exec.ExitError
	if errors.As(err, &exit) && (len(units) == 0 || log.nameless()) {
		var faults *listing
		if units, faults, err = r.checkLoadable(ctx, patterns, settings, units, log, err); faults != nil {
			list = faults
		}
	}
	if errors.Is(err, ErrNoPackages) {
		return new(Check), err
	}
	c := &Check{Units: units}
	if list != nil {
		c.Packages, c.Modules, c.list = list.paths(), list.modules(), list
	}
	if errors.As(err, &exit) {
		if len(log.failures) > 0 {
			c.Failures = log.failures
			return c, nil
		}
		return c, fmt.Errorf("go vet: %w", err)
	}
	return c, err
}

// checkLoadable finds out which packages do not load, after go vet failed with
// vetErr, and notes that in the log. If go vet refused all packages because of
// some, it checks the others. Else the units are those that there are. The list
// is of all packages, nil if it cannot be had.
func (r *Runner) checkLoadable(ctx context.Context, patterns []string, settings []Setting, units []Unit, log *goLog, vetErr error) ([]Unit, *listing, error) {
	list, err := r.listFaults(ctx, patterns)
	switch {
	case errors.Is(err, ErrInterrupted):
		return nil, nil, err
	case err != nil:
		return units, nil, vetErr // go vet has said the same
	}
	if err := list.wrongPatterns(r.Dir); err != nil {
		return nil, nil, err
	}
	for _, f := range list.obscure() {
		fmt.Fprint(log.out, printable.Sprintf("jobvet: %v\n", f))
	}
	bad, reasons := list.failures(r.Dir)
	if good, refused := list.loadable(); len(units) == 0 && refused && len(good) > 0 {
		log.failures = nil // of all of which go list knows as well
		if units, _, err = r.vetNamed(ctx, nil, good, settings, log); errors.Is(err, ErrInterrupted) {
			return units, nil, err
		}
		log.Close()
	}
	log.name(bad, reasons)
	return units, list, vetErr
}
