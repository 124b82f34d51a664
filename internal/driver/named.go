package driver

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"sync"
)

// goVetNamed is goVet with results for every package that the patterns name.
//
// Go 1.26 keeps one result of a package, whether it was named or only a
// dependency of one that was, and of a dependency that has no diagnostics.
// "go vet ./a" is then followed by a silent "go vet ./b", if a imports b; the
// vet tool of the Go distribution itself has the same hole. So results are
// counted, and where some are missing all are asked for once more under a key
// of their own.
func (c *Command) goVetNamed(ctx context.Context, opts *options, patterns []string, log *goLog, p *progress) ([]unit, error) {
	o := *opts
	o.patterns = patterns
	var (
		list    *listing
		listErr error
		listed  sync.WaitGroup
	)
	listed.Go(func() { list, listErr = c.goList(ctx, &o, false) })
	units, err := c.goVet(ctx, opts, patterns, log, p)
	listed.Wait()
	if err != nil && !errors.Is(err, errNoResults) || listErr != nil || len(units) >= list.units() {
		return units, err
	}
	named := sha256.New()
	for _, pkg := range list.packages {
		fmt.Fprintln(named, pkg.ImportPath)
	}
	o.vetFlags = append(slices.Clone(opts.vetFlags), fmt.Sprintf("-%s.named=%x", c.Analyzer.Name, named.Sum(nil)[:8]))
	return c.goVet(ctx, &o, patterns, log, p)
}
