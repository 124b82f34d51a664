package gocmd

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/jobvet/jobvet/internal/printable"
)

// Auto starts go vet. If that compiles something, and takes longer than it does with
// everything in the build cache, the go command is asked how many packages are not
// there; and if these are many, go vet is ended, and the packages are read from their
// source. If the build cache is empty, nobody has to be asked.

const (
	// probeDelay is how long go vet may take before the go command is asked.
	probeDelay = 700 * time.Millisecond

	// Packages are read from source if more than one in worthShare of those that are
	// imported has to be compiled, and at least worthAtLeast.
	worthShare   = 4
	worthAtLeast = 20
)

// checkAuto is Check by go vet, or from source if that is likely to be faster.
func (r *Runner) checkAuto(ctx context.Context, env *goEnv, patterns []string, settings []Setting, p *progress) (*Check, error) {
	if r.fit(env) != nil {
		return r.checkVet(ctx, env, patterns, settings, p)
	}
	if r.emptyCache(env) {
		fmt.Fprintln(p, "jobvet: packages are read from their source: the build cache is empty (-load=auto)")
		return r.sourceOrVet(ctx, env, patterns, settings, p)
	}

	held := &heldWriter{to: p}
	begun := make(chan struct{})
	v := &vetProgress{begun: begun}
	p.show(v.String)
	vetCtx, end := context.WithCancel(ctx)
	defer end()
	type result struct {
		check *Check
		err   error
	}
	done := make(chan result, 1)
	go func() {
		c, err := r.runVet(vetCtx, env, patterns, settings, newGoLog(held, v))
		done <- result{c, err}
	}()
	for late := time.After(probeDelay); late != nil || begun != nil; {
		select {
		case res := <-done:
			held.release()
			return res.check, res.err
		case <-late:
			late = nil
		case <-begun:
			begun = nil
		}
	}
	n, err := r.toCompile(ctx, patterns)
	if err == nil && n.worth() {
		end()
		held.drop()
		fmt.Fprint(p, printable.Sprintf("jobvet: packages are read from their source: %d of %d that are imported are not in the build cache (-load=auto)\n", n.missing, n.imported))
		c, err := r.sourceOrVet(ctx, env, patterns, settings, p)
		<-done // it ends what it has begun
		return c, err
	}
	v.setToCompile(n.missing)
	held.release()
	res := <-done
	return res.check, res.err
}

// sourceOrVet is Check from source, or by go vet if that cannot be done.
func (r *Runner) sourceOrVet(ctx context.Context, env *goEnv, patterns []string, settings []Setting, p *progress) (*Check, error) {
	c, err := r.checkSource(ctx, env, patterns, settings, p)
	if unfit := new(unfitError); errors.As(err, &unfit) {
		return r.checkVet(ctx, env, patterns, settings, p)
	}
	return c, err
}

// emptyCache reports whether the build cache has nothing at all. Of one that a program
// keeps it is not known.
func (r *Runner) emptyCache(env *goEnv) bool {
	if env.GOCACHEPROG != "" {
		return false
	}
	dirs, err := os.ReadDir(env.GOCACHE)
	if err != nil {
		return errors.Is(err, os.ErrNotExist)
	}
	return !slices.ContainsFunc(dirs, func(d os.DirEntry) bool {
		if !d.IsDir() || len(d.Name()) != 2 { // entries are in 256 directories, by the first byte of a hash
			return false
		}
		entries, err := os.ReadDir(filepath.Join(env.GOCACHE, d.Name()))
		return err != nil || len(entries) > 0
	})
}

// A toCompile is how much go vet has to compile.
type toCompile struct {
	imported int // packages that others import, which have to be compiled
	missing  int // those that are not in the build cache
}

func (n toCompile) worth() bool {
	return n.missing >= worthAtLeast && n.missing > n.imported/worthShare
}

// toCompile asks the go command how much it has to compile for go vet.
func (r *Runner) toCompile(ctx context.Context, patterns []string) (n toCompile, err error) {
	type stalePackage struct {
		ImportPath string
		Imports    []string
		Match      []string
		DepOnly    bool
		ForTest    string
		Stale      bool
	}
	// The go command looks for embedded files only if they are asked for, and takes a package without them for
	// another one, which is not in the cache.
	packages, _, err := goList[stalePackage](ctx, r, patterns, []string{"-e", "-test", "-deps", "-json=ImportPath,Imports,Match,DepOnly,ForTest,EmbedFiles,Stale"})
	if err != nil {
		return n, err
	}
	imported := make(map[string]bool)
	for _, p := range packages {
		if isTestMain := !p.DepOnly && p.ForTest == "" && len(p.Match) == 0 && strings.HasSuffix(p.ImportPath, ".test"); isTestMain {
			continue
		}
		for _, path := range p.Imports {
			imported[path] = true
		}
	}
	for _, p := range packages {
		if imported[p.ImportPath] {
			n.imported++
			if p.Stale {
				n.missing++
			}
		}
	}
	return n, nil
}

// A heldWriter keeps what is written until it is known whether that is wanted. It is
// safe for concurrent use.
type heldWriter struct {
	mu      sync.Mutex
	to      io.Writer // nil once it is dropped
	held    bytes.Buffer
	through bool
}

func (w *heldWriter) Write(b []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	switch {
	case w.to == nil:
		return len(b), nil
	case w.through:
		return w.to.Write(b)
	}
	return w.held.Write(b)
}

// release writes what was held, and from now on everything at once.
func (w *heldWriter) release() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.through = true
	if w.held.Len() > 0 {
		// As with any write to a log, there is nobody to tell of an error.
		_, _ = w.to.Write(w.held.Bytes())
	}
	w.held = bytes.Buffer{}
}

// drop forgets what was held, and all that is still to come.
func (w *heldWriter) drop() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.to, w.held = nil, bytes.Buffer{}
}
