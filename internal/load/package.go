// Package load checks the packages of a program from their source, in one process:
// nothing is compiled. It brings the units of package vettool the types and the
// facts that go vet would bring in files.
//
// A package that a unit's early look says tells its importers nothing is
// type-checked without the bodies of its functions, if somebody needs its types.
// All others are analysed, each after its imports.
package load

import (
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis/unitchecker"
)

// Fields are the fields of a Package, as "go list -json" takes them.
const Fields = "ImportPath,Dir,Match,ForTest,Module," +
	"GoFiles,CgoFiles,SFiles,IgnoredGoFiles,IgnoredOtherFiles,SwigFiles,SwigCXXFiles,Imports,ImportMap,Incomplete"

// A Package is a package as "go list -test -deps" lists it.
type Package struct {
	ImportPath string // "p [q.test]" for a variant that a test makes
	Dir        string
	Match      []string // the patterns that name it
	ForTest    string   // the package of whose test it is a variant
	Incomplete bool     // it or one that it imports does not load
	Module     *struct {
		Path, Version, GoVersion, Dir string
		Main                          bool
		Error                         *struct{ Err string }
	}

	GoFiles, CgoFiles, SFiles         []string
	IgnoredGoFiles, IgnoredOtherFiles []string
	SwigFiles, SwigCXXFiles           []string
	Imports                           []string
	ImportMap                         map[string]string // of imports whose paths are others in the files
}

// path returns the import path without the test that a variant is for.
func path(id string) string {
	p, _, _ := strings.Cut(id, " ")
	return p
}

// usesCgo reports whether some of its Go files are made by cgo or SWIG.
func (p *Package) usesCgo() bool {
	return len(p.CgoFiles)+len(p.SwigFiles)+len(p.SwigCXXFiles) > 0
}

// config describes the package as go vet does.
func (p *Package) config(release string) *unitchecker.Config {
	cfg := &unitchecker.Config{
		ID:           p.ImportPath,
		Compiler:     "gc",
		Dir:          p.Dir,
		ImportPath:   path(p.ImportPath),
		GoVersion:    release,
		GoFiles:      in(p.Dir, slices.Concat(p.GoFiles, p.CgoFiles)),
		NonGoFiles:   in(p.Dir, p.SFiles),
		IgnoredFiles: in(p.Dir, slices.Concat(p.IgnoredGoFiles, p.IgnoredOtherFiles)),
		ImportMap:    make(map[string]string),
	}
	if m := p.Module; m != nil {
		cfg.GoVersion = "go" + m.GoVersion
		if m.GoVersion == "" {
			cfg.GoVersion = "go1.16" // as the go command takes it to be
		}
		if m.Error == nil {
			cfg.ModulePath, cfg.ModuleVersion = m.Path, m.Version
		}
	}
	mapped := slices.Collect(maps.Values(p.ImportMap))
	for _, id := range p.Imports {
		if !slices.Contains(mapped, id) {
			cfg.ImportMap[id] = id
		}
	}
	for name, id := range p.ImportMap {
		cfg.ImportMap[name] = path(id)
	}
	return cfg
}

// in returns files of a directory by absolute names.
func in(dir string, files []string) []string {
	all := make([]string, len(files))
	for i, f := range files {
		if all[i] = f; !filepath.IsAbs(f) {
			all[i] = filepath.Join(dir, f)
		}
	}
	return all
}
