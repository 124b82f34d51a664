// Package syntax answers the questions of fixes about the syntax of a package: which
// nodes are around another, which variables an expression names, which method a call
// calls. It knows no fixes.
package syntax

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ast/inspector"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/source"
)

// A Package answers questions about one package. It is not for several goroutines.
type Package struct {
	Src   *source.Package
	Cat   *catalog.Catalog
	Types *types.Package
	Info  *types.Info

	cursor inspector.Cursor
	uses   map[*types.Var][]*ast.Ident
	idents []*ast.Ident // that stand for something, in order
	nodes  map[*ast.File]map[ast.Node]inspector.Cursor
}

// New returns a Package for a model of a package, and for the catalogue that knows its
// calls.
func New(src *source.Package, cat *catalog.Catalog) *Package {
	return &Package{
		Src: src, Cat: cat, Types: src.Types, Info: src.Info,
		nodes: make(map[*ast.File]map[ast.Node]inspector.Cursor),
	}
}

// root returns the cursor above all files. It is made for the first finding, since most
// packages have none.
func (p *Package) root() inspector.Cursor {
	if !p.cursor.Valid() {
		p.cursor = inspector.New(p.Src.Files).Root()
	}
	return p.cursor
}

// Covering returns the cursor of the innermost node that covers a range.
func (p *Package) Covering(from, to token.Pos) (inspector.Cursor, bool) {
	return p.root().FindByPos(from, to)
}
