package edit

import (
	"cmp"
	"go/ast"
	"go/scanner"
	"go/token"
	"slices"

	"golang.org/x/tools/go/analysis"
)

// A Change is a change of one file in the making: edits, and the imports that they may
// need.
type Change struct {
	*File
	Edits []analysis.TextEdit
	// imports has a name for each package that a text may mention and that the file does
	// not import. Finish adds an import only if an edit mentions it. So a text that is
	// made and not used leaves nothing behind.
	imports map[string]string
}

// NewChange returns a change of a file without edits.
func NewChange(f *File) *Change {
	return &Change{File: f, imports: make(map[string]string)}
}

// Replace replaces a range of the file.
func (c *Change) Replace(from, to token.Pos, text string) {
	c.Edits = append(c.Edits, analysis.TextEdit{Pos: from, End: to, NewText: []byte(text)})
}

// ReplaceNode replaces a node.
func (c *Change) ReplaceNode(n ast.Node, text string) { c.Replace(n.Pos(), n.End(), text) }

// Insert adds text at a position.
func (c *Change) Insert(at token.Pos, text string) { c.Replace(at, at, text) }

// Remove removes a range.
func (c *Change) Remove(from, to token.Pos) { c.Replace(from, to, "") }

// Covers reports whether an edit replaces a node.
func (c *Change) Covers(n ast.Node) bool { return Covers(c.Edits, n) }

// Covers reports whether one of some edits replaces a node.
func Covers(edits []analysis.TextEdit, n ast.Node) bool {
	return slices.ContainsFunc(edits, func(t analysis.TextEdit) bool { return t.Pos <= n.Pos() && n.End() <= t.End })
}

// Writes reports whether one of the edits mentions a name.
func (c *Change) Writes(name string) bool {
	return slices.ContainsFunc(c.Edits, func(t analysis.TextEdit) bool { return Mentions(string(t.NewText), name) })
}

// Finish adds the imports that the edits need, and returns all edits. It fails if the
// file has no place for an import.
func (c *Change) Finish() ([]analysis.TextEdit, bool) {
	var paths []string
	for p, name := range c.imports {
		if c.Writes(name) {
			paths = append(paths, p)
		}
	}
	slices.SortFunc(paths, func(a, b string) int { return cmp.Or(slot(a)-slot(b), cmp.Compare(a, b)) })
	for _, p := range paths {
		at, text, ok := c.importEdit(c.imports[p], p)
		if !ok {
			return nil, false
		}
		c.Insert(at, text)
	}
	return c.Edits, true
}

// Mentions reports whether Go text has a name as an identifier. Identifiers behind a
// point, and those in comments and strings, do not count.
func Mentions(text, name string) bool {
	var s scanner.Scanner
	src := []byte(text)
	s.Init(token.NewFileSet().AddFile("", -1, len(src)), src, func(token.Position, string) {}, 0)
	for before := token.ILLEGAL; ; {
		_, tok, lit := s.Scan()
		switch {
		case tok == token.EOF:
			return false
		case tok == token.IDENT && lit == name && before != token.PERIOD:
			return true
		}
		before = tok
	}
}
