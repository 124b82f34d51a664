// Genstandard writes standard.txt, which says of each package of the standard
// library which of its exported types may be function types. It is run by go
// generate, in package early.
package main

import (
	"fmt"
	"go/build"
	"go/version"
	"io/fs"
	"log"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/jobvet/jobvet/internal/vettool/early"
)

func main() {
	log.SetFlags(0)
	text, err := table(filepath.Join(build.Default.GOROOT, "src"), runtime.Version())
	if err == nil {
		err = os.WriteFile("standard.txt", []byte(text), 0o666)
	}
	if err != nil {
		log.Fatal(err)
	}
}

// table returns the table of a release whose source is in a directory.
func table(src, release string) (string, error) {
	lib, err := read(src)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	fmt.Fprintln(&b, version.Lang(release))
	for _, pkg := range lib.sorted() {
		names, err := lib.funcTypes(pkg)
		if err != nil {
			return "", err
		}
		fmt.Fprintln(&b, strings.Join(append([]string{pkg}, names...), " "))
	}
	return b.String(), nil
}

// A library has the Go files of each package, by path, those for all systems,
// and the types that were found in it; open are packages that are being looked
// at.
type library struct {
	files map[string][]string
	found map[string][]string
	open  map[string]bool
}

// read finds the packages, without commands and tests.
func read(src string) (*library, error) {
	lib := &library{make(map[string][]string), make(map[string][]string), make(map[string]bool)}
	err := filepath.WalkDir(src, func(file string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir():
			if name := d.Name(); name == "testdata" || name == "cmd" || strings.HasPrefix(name, "_") {
				return filepath.SkipDir
			}
		case strings.HasSuffix(file, ".go") && !strings.HasSuffix(file, "_test.go"):
			dir, err := filepath.Rel(src, filepath.Dir(file))
			if err != nil {
				return err
			}
			pkg := filepath.ToSlash(dir)
			lib.files[pkg] = append(lib.files[pkg], file)
		}
		return nil
	})
	return lib, err
}

func (lib *library) sorted() []string {
	var pkgs []string
	for pkg := range lib.files {
		pkgs = append(pkgs, pkg)
	}
	slices.Sort(pkgs)
	return pkgs
}

// funcTypes returns the exported types of a package that may be function types.
func (lib *library) funcTypes(pkg string) ([]string, error) {
	if names, ok := lib.found[pkg]; ok {
		return names, nil
	}
	lib.open[pkg] = true
	defer delete(lib.open, pkg)
	p := &early.Package{
		Path:     pkg,
		Files:    lib.files[pkg],
		ReadFile: os.ReadFile,
		FuncTypes: func(imported string) ([]string, bool) {
			if vendored := path.Join("vendor", imported); lib.files[vendored] != nil {
				imported = vendored
			}
			switch {
			case imported == "C":
				return nil, true // C has no function types, only pointers
			case lib.files[imported] == nil || lib.open[imported]:
				// Not here; or a circle, as of files for different systems and of
				// programs that go generate runs.
				return nil, false
			}
			names, err := lib.funcTypes(imported)
			return names, err == nil
		},
	}
	names, err := p.ExportedFuncTypes()
	lib.found[pkg] = names
	return names, err
}
