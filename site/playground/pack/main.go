// Command pack writes the types of the packages that code in the playground may
// import, as one file: those of the standard library, and the stubs of the tests for
// the libraries that jobvet knows.
package main

import (
	"bytes"
	"compress/gzip"
	"encoding/gob"
	"flag"
	"fmt"
	"go/token"
	"go/types"
	"io/fs"
	"log"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/gcexportdata"
	"golang.org/x/tools/go/packages"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("pack: ")
	gopath := flag.String("gopath", "../testdata", "`directory` of the stubs")
	out := flag.String("o", "build/pages/assets/types.gz", "`file` to write")
	flag.Parse()
	if err := pack(*gopath, *out); err != nil {
		log.Fatal(err)
	}
}

func pack(gopath, out string) error {
	gopath, err := filepath.Abs(gopath)
	if err != nil {
		return err
	}
	stubs, err := stubs(os.DirFS(filepath.Join(gopath, "src")))
	if err != nil {
		return err
	}
	fset := token.NewFileSet()
	pkgs, err := packages.Load(&packages.Config{
		Mode: packages.NeedName | packages.NeedTypes | packages.NeedExportFile,
		Fset: fset,
		// What jobs run on, whatever this machine is.
		Env: append(os.Environ(), "GOPATH="+gopath, "GO111MODULE=off", "GOFLAGS=", "GOPROXY=off", "CGO_ENABLED=0", "GOOS=linux", "GOARCH=amd64"),
	}, append(stubs, "std")...)
	if err != nil {
		return err
	}
	if packages.PrintErrors(pkgs) > 0 {
		return fmt.Errorf("the stubs in %s do not build", gopath)
	}
	var list []*types.Package
	for _, p := range pkgs {
		if p.PkgPath != "unsafe" && !slices.ContainsFunc(strings.Split(p.PkgPath, "/"), func(e string) bool { return e == "internal" || e == "vendor" }) {
			list = append(list, p.Types)
		}
	}
	return write(out, fset, list)
}

func write(out string, fset *token.FileSet, list []*types.Package) (err error) {
	f, err := os.Create(out)
	if err != nil {
		return err
	}
	defer func() {
		if e := f.Close(); err == nil {
			err = e
		}
	}()
	z, err := gzip.NewWriterLevel(f, gzip.BestCompression)
	if err != nil {
		return err
	}
	data := make(map[string][]byte)
	for _, p := range list {
		var b bytes.Buffer
		if err := gcexportdata.Write(&b, fset, p); err != nil {
			return err
		}
		data[p.Path()] = b.Bytes()
	}
	if err := gob.NewEncoder(z).Encode(data); err != nil {
		return err
	}
	return z.Close()
}

// stubs are the import paths of the packages below src that stand for libraries:
// these begin with a domain.
func stubs(src fs.FS) ([]string, error) {
	var list []string
	err := fs.WalkDir(src, ".", func(name string, d fs.DirEntry, err error) error {
		first, _, _ := strings.Cut(name, "/")
		switch {
		case err != nil || name == ".":
			return err
		case d.IsDir() && !strings.Contains(first, "."):
			return fs.SkipDir
		case !d.IsDir() && strings.HasSuffix(name, ".go"):
			list = append(list, name[:strings.LastIndex(name, "/")])
		}
		return nil
	})
	slices.Sort(list)
	return slices.Compact(list), err
}
