package driver

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// A listing is what "go list" says of the patterns.
type listing struct {
	packages []listedPackage
	// noPackages tells that a pattern names no package, or that there is no
	// module to look for packages in: the command line is wrong, not the code.
	noPackages bool
}

// A listedPackage is a package in the output of "go list -json".
type listedPackage struct {
	ImportPath                     string
	GoFiles, CgoFiles, TestGoFiles []string
	XTestGoFiles                   []string // of the package's external tests
	Error                          *loadError
	DepsErrors                     []*loadError
}

type loadError struct {
	// ImportStack is the way from the pattern to the package that cannot be
	// loaded. It is empty if the pattern itself is to blame.
	ImportStack []string
	Pos         string
	Err         string
}

func (e *loadError) String() string {
	if e.Pos == "" {
		return e.Err
	}
	return e.Pos + ": " + e.Err
}

// loads reports whether go vet accepts the package. It refuses all packages if
// one of them does not load.
func (p *listedPackage) loads() bool {
	return p.Error == nil && len(p.DepsErrors) == 0
}

// goList asks the go command which packages the patterns name and, with deps,
// whether they can be loaded with all that they import.
func (c *Command) goList(ctx context.Context, opts *options, deps bool) (*listing, error) {
	args := []string{"list", "-e"}
	if deps {
		args = append(args, "-json=ImportPath,Error,DepsErrors")
	} else {
		args = append(args, "-find", "-json=ImportPath,GoFiles,CgoFiles,TestGoFiles,XTestGoFiles,Error")
	}
	args = append(args, opts.build...)
	args = append(args, "--")
	args = append(args, opts.patterns...)
	cmd, err := c.goCommand(ctx, opts.dir, withoutToolFlags(c.Env, c.Analyzer.Name), args)
	if err != nil {
		return nil, err
	}
	var stdout, stderr bytes.Buffer
	cmd.Stdout = &stdout
	cmd.Stderr = &stderr
	if err := cmd.Run(); err != nil {
		if ctx.Err() != nil {
			return nil, errInterrupted
		}
		if strings.Contains(stderr.String(), "go.mod file not found") {
			return &listing{noPackages: true}, nil
		}
		return nil, fmt.Errorf("go list: %w", err)
	}
	return parseListing(&stdout)
}

// parseListing reads the standard output of "go list -e -json".
func parseListing(r io.Reader) (*listing, error) {
	list := new(listing)
	for dec := json.NewDecoder(r); ; {
		var p listedPackage
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, fmt.Errorf("cannot read the output of go list: %w", err)
		}
		if p.Error != nil && len(p.Error.ImportStack) == 0 {
			list.noPackages = true
			continue
		}
		list.packages = append(list.packages, p)
	}
	if len(list.packages) == 0 {
		list.noPackages = true
	}
	return list, nil
}

// failures returns why packages do not load.
func (l *listing) failures() []failure {
	var fs []failure
	for _, p := range l.packages {
		errs := p.DepsErrors
		if p.Error != nil {
			errs = append([]*loadError{p.Error}, errs...)
		}
		var messages []string
		for _, e := range errs {
			if m := e.String(); !slices.Contains(messages, m) {
				messages = append(messages, m)
			}
		}
		if len(messages) > 0 {
			fs = append(fs, failure{p.ImportPath, strings.Join(messages, "\n")})
		}
	}
	return fs
}

// paths returns the import paths of the packages.
func (l *listing) paths() []string {
	var paths []string
	for _, p := range l.packages {
		paths = append(paths, p.ImportPath)
	}
	return paths
}

// units returns how many packages go vet checks, external tests included.
func (l *listing) units() int {
	n := len(l.packages)
	for _, p := range l.packages {
		if len(p.XTestGoFiles) > 0 {
			n++
		}
	}
	return n
}

// loadable returns the import paths of the packages that load.
func (l *listing) loadable() []string {
	var paths []string
	for _, p := range l.packages {
		if p.loads() {
			paths = append(paths, p.ImportPath)
		}
	}
	return paths
}

// withoutToolFlags returns env with a GOFLAGS that go list understands: flags
// of the vettool are legal there for go vet -vettool only.
func withoutToolFlags(env []string, tool string) []string {
	env = append([]string(nil), env...)
	for i, kv := range env {
		value, ok := strings.CutPrefix(kv, "GOFLAGS=")
		if !ok {
			continue
		}
		var keep []string
		for _, f := range strings.Fields(value) {
			name := strings.TrimLeft(f, "-")
			name, _, _ = strings.Cut(name, "=")
			if name != tool && !strings.HasPrefix(name, tool+".") {
				keep = append(keep, f)
			}
		}
		env[i] = "GOFLAGS=" + strings.Join(keep, " ")
	}
	return env
}
