package gocmd

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"
)

// listDelay is how long go vet may take before go list is asked, whose total tells how
// far it is.
const listDelay = 2 * time.Second

// vetNamed is vet with the results of exactly the packages that the patterns
// name, and a list of these, nil if it cannot be had.
//
// Go 1.26 keeps one result of a package, whether it was named or only a
// dependency of one that was; and of a dependency it has no diagnostics. So
// "go vet ./a" is followed by a silent "go vet ./b" if a imports b, and the
// other way round the findings of b come with those of a; the vet tool of the
// Go distribution is no different. Here each unit says which package it is.
// Those that were not named are left out, and if some are missing all are
// asked for once more under a key of their own.
//
// go list, which takes longer, is only asked if the directories do not tell the same, or
// if there is time meanwhile. env is nil if it is not known.
func (r *Runner) vetNamed(ctx context.Context, env *goEnv, patterns []string, settings []Setting, log *goLog) ([]Unit, *listing, error) {
	listed := sync.OnceValues(func() (*listing, error) {
		list, err := r.list(ctx, patterns)
		if err == nil {
			log.vet.setTotal(list.units())
		}
		return list, err
	})
	expected := make(chan *layout, 1)
	go func() {
		lay := r.layout(env, patterns)
		expected <- lay
		if lay == nil {
			_, _ = listed() // which keeps them
		}
	}()
	meanwhile := time.AfterFunc(listDelay, func() { _, _ = listed() })
	ask := func(key string) ([]Unit, error) {
		return r.vet(ctx, patterns, append(slices.Clone(settings), Setting{identify, key}), log)
	}
	units, err := ask("all")
	if lay := <-expected; meanwhile.Stop() && err == nil && lay != nil {
		if found, ok := lay.agree(units); ok {
			return found, lay.listing(found), nil
		}
	}
	list, listErr := listed()
	if listErr != nil {
		return units, nil, err
	}
	named := list.named()
	found := ofNamed(units, named)
	if err != nil && !errors.Is(err, errNoResults) || len(found) >= len(named) {
		return found, list, err
	}
	key := sha256.New()
	for _, pkg := range list.packages {
		fmt.Fprintln(key, pkg.ImportPath)
	}
	units, err = ask(fmt.Sprintf("%x", key.Sum(nil)[:8]))
	return ofNamed(units, named), list, err
}

// named returns the packages that go vet checks, external tests included.
func (l *listing) named() map[string]bool {
	named := make(map[string]bool)
	for _, p := range l.packages {
		if len(p.GoFiles)+len(p.CgoFiles)+len(p.TestGoFiles) > 0 {
			named[p.ImportPath] = true
		}
		if len(p.XTestGoFiles) > 0 {
			named[p.ImportPath+"_test"] = true
		}
	}
	return named
}

// ofNamed returns the units of packages that were named. One that does not say
// which package it is, as after an error, is kept.
func ofNamed(units []Unit, named map[string]bool) []Unit {
	return slices.DeleteFunc(slices.Clone(units), func(u Unit) bool { return u.Package != "" && !named[u.Package] })
}
