// Package syntax answers what fixes ask about the syntax of a package: what stands
// around a node, what names mean, what a call calls. It knows of no fix.
package syntax

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ast/inspector"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/source"
)

// A Package is a package to be asked. It is not for several goroutines.
type Package struct {
	Src   *source.Package
	Cat   *catalog.Catalog
	Types *types.Package
	Info  *types.Info

	cursor inspector.Cursor
	uses   map[*types.Var][]*ast.Ident
}

// New returns the package of a model, for what a catalogue says of its calls.
func New(src *source.Package, cat *catalog.Catalog) *Package {
	return &Package{Src: src, Cat: cat, Types: src.Types, Info: src.Info}
}

// root returns the cursor from which all others are found. It is made for the
// first finding, since most packages have none.
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
