package edit

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"path"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// slots are the packages whose imports have a place of their own in a file. Two fixes of
// a file may both add imports, and drivers merge them as text: they see that an import
// is the same only if it stands alone at its place. All other imports share one place.
var slots = []string{"errors", "log", "time"}

func slot(importPath string) int {
	if i := slices.Index(slots, importPath); i >= 0 {
		return i
	}
	return len(slots)
}

// importEdit is the insertion that adds an import to the file. It fails if gofmt would
// lay the file's imports out in another way.
func (f *File) importEdit(name, importPath string) (token.Pos, string, bool) {
	spec := fmt.Sprintf("%q", importPath)
	if name != path.Base(importPath) {
		spec = name + " " + spec
	}
	var decl *ast.GenDecl
	for _, d := range f.Syntax.Decls {
		if d, ok := d.(*ast.GenDecl); ok && d.Tok == token.IMPORT && (decl == nil || !decl.Lparen.IsValid()) {
			decl = d
		}
	}
	switch {
	case decl == nil:
		return f.firstImport(spec, slot(importPath))
	case !decl.Lparen.IsValid():
		return f.besideImport(decl, spec, slot(importPath))
	}
	return f.amongImports(decl, spec, importPath)
}

// firstImport adds an import to a file that has none: at the end of the package
// clause, or on one of the two lines that follow.
func (f *File) firstImport(spec string, n int) (token.Pos, string, bool) {
	if n > 2 {
		return 0, "", false
	}
	at := f.Syntax.Name.End()
	for range n {
		end := f.lineEnd(at)
		if end == 0 {
			return 0, "", false
		}
		at += end
	}
	return at, "\nimport " + spec + "\n", true
}

// besideImport adds an import to a file whose imports have no parentheses.
func (f *File) besideImport(decl *ast.GenDecl, spec string, n int) (token.Pos, string, bool) {
	switch n {
	case 0:
		return decl.Pos(), "import " + spec + "\n", true
	case 1:
		return f.Syntax.Name.End(), "\n\nimport " + spec, true
	case 2:
		return decl.End(), "\nimport " + spec, true
	}
	end := f.lineEnd(decl.End())
	return decl.End() + end, "import " + spec + "\n", end > 0
}

// amongImports adds an import to a list in parentheses.
func (f *File) amongImports(decl *ast.GenDecl, spec, importPath string) (token.Pos, string, bool) {
	end := f.lineEnd(decl.Lparen + 1)
	if len(decl.Specs) == 0 || end == 0 || f.char(decl.Lparen+1+end) != '\t' || f.char(decl.Rparen-1) != '\n' {
		return 0, "", false
	}
	first := decl.Specs[0].(*ast.ImportSpec)
	external := strings.Contains(first.Path.Value, ".")
	switch n := slot(importPath); {
	case n == 0:
		return decl.Lparen + 1, "\n\t" + spec, true
	case n == 1:
		return decl.Lparen + 1 + end, "\t" + spec + "\n", true
	case n == 2 && first.Doc == nil && external:
		return first.Pos(), spec + "\n\n\t", true // a group of its own
	case n == 2:
		return first.End(), "\n\t" + spec, true
	case first.Doc == nil && !external && !strings.Contains(importPath, "."):
		return first.Pos(), spec + "\n\t", true // into the group of the standard library
	}
	return decl.Rparen, "\t" + spec + "\n", true
}

// RemoveImport removes the import of a package if nothing mentions it after the edits
// of the change and the other edits that the same fix has for the file. If a package that
// the change imports has the same name with a number, it gets the name.
func (c *Change) RemoveImport(importPath string, others []analysis.TextEdit) {
	for _, d := range c.Syntax.Decls {
		decl, ok := d.(*ast.GenDecl)
		if !ok || decl.Tok != token.IMPORT {
			continue
		}
		for _, s := range decl.Specs {
			name := c.info.PkgNameOf(s.(*ast.ImportSpec))
			if name == nil || name.Imported().Path() != importPath || name.Name() == "_" || name.Name() == "." || c.keeps(name, others) {
				continue
			}
			c.takeName(name.Name())
			if decl.Lparen.IsValid() {
				c.ReplaceNode(s, "")
			} else {
				c.ReplaceNode(decl, "")
			}
		}
	}
}

// keeps reports whether the file still mentions a package after the edits.
func (c *Change) keeps(name *types.PkgName, others []analysis.TextEdit) bool {
	used := c.Writes(name.Name())
	ast.Inspect(c.Syntax, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && c.info.Uses[id] == name && !c.Covers(id) && !Covers(others, id) {
			used = true
		}
		return !used
	})
	return used
}

// takeName gives the name of a removed import to the package that the change imports
// under this name with a number.
func (c *Change) takeName(name string) {
	for importPath, numbered := range c.imports {
		if number, ok := strings.CutPrefix(numbered, name); !ok || strings.Trim(number, "0123456789") != "" {
			continue
		}
		for i, t := range c.Edits {
			c.Edits[i].NewText = bytes.ReplaceAll(t.NewText, []byte(numbered+"."), []byte(name+"."))
		}
		c.imports[importPath] = name
	}
}
