package gocmd

import (
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strconv"
)

// Imports returns the import paths in the files of the packages, without their
// tests, sorted. It reads the files; those that it cannot read have none.
func (c *Check) Imports() []string {
	if c.list == nil {
		return nil
	}
	var all []string
	for _, p := range c.list.packages {
		for _, name := range c.list.files(&p) {
			file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(p.Dir, name), nil, parser.ImportsOnly)
			if err != nil {
				continue
			}
			for _, imp := range file.Imports {
				if path, err := strconv.Unquote(imp.Path.Value); err == nil {
					all = append(all, path)
				}
			}
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}
