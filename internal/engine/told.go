package engine

import (
	"cmp"
	"go/ast"
	"maps"
	"slices"
	"strconv"

	"golang.org/x/tools/go/analysis"

	"github.com/jobvet/jobvet/internal/analysed"
)

// reportFiles tells the jobvet command which texts the edits of fixes are for.
func (p *pass) reportFiles() {
	if p.opts.identify == "" || !p.HasFixer() {
		return
	}
	texts := p.Fixer().Files()
	for _, f := range slices.SortedFunc(maps.Keys(texts), func(a, b *ast.File) int { return cmp.Compare(a.FileStart, b.FileStart) }) {
		told := analysed.File{
			Name:    p.Fset.File(f.FileStart).Name(),
			Sum:     analysed.Sum(texts[f]),
			Imports: make(map[string]string),
		}
		for _, spec := range f.Imports {
			path, err := strconv.Unquote(spec.Path.Value)
			if name := p.TypesInfo.PkgNameOf(spec); err == nil && spec.Name == nil && name != nil {
				told.Imports[path] = name.Name()
			}
		}
		p.Report(analysis.Diagnostic{Pos: f.Package, Category: analysed.Category, Message: told.Encode()})
	}
}
