package vettool

import (
	"cmp"
	"errors"
	"fmt"
	"go/importer"
	"go/token"
	"go/types"
	"io"
	"os"
)

// A cached world is the one of the go command: types are in the compiler's export
// data, and records in files of their own.
type cached struct {
	*config
	importer types.Importer // for the one file set that positions are in
	records  map[string]*Record
}

func (cfg *config) surroundings() *cached {
	return &cached{config: cfg, records: make(map[string]*Record)}
}

func (w *cached) Release() string { return release() }

func (w *cached) ReadFile(name string) ([]byte, error) {
	return os.ReadFile(cmp.Or(w.actual[name], name))
}

func (w *cached) Import(fset *token.FileSet, path string) (*types.Package, error) {
	if w.importer == nil {
		w.importer = importer.ForCompiler(fset, w.Compiler, func(path string) (io.ReadCloser, error) {
			name, ok := w.PackageFile[path]
			if !ok {
				return nil, fmt.Errorf("no export data for package %q", path)
			}
			return os.Open(name)
		})
	}
	return w.importer.Import(path)
}

func (w *cached) Record(path string) (*Record, error) {
	if r, ok := w.records[path]; ok {
		return r, nil
	}
	r := new(Record)
	if path != "unsafe" {
		name, ok := w.PackageVetx[path]
		if !ok {
			return nil, &FactsError{path, errors.New("missing")}
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return nil, &FactsError{path, err}
		}
		if r, err = decodeRecord(data); err != nil {
			return nil, &FactsError{path, err}
		}
	}
	w.records[path] = r
	return r, nil
}
