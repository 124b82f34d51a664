package edit

import (
	"bytes"
	"go/ast"
	"go/token"
	"go/types"
	"os"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/jobvet/jobvet/internal/source"
)

// Files are the files of a package. Each is read when it is needed first.
type Files struct {
	pass  *analysis.Pass
	src   *source.Package
	known map[*token.File]*File
}

// NewFiles returns the files of a package, which pass reads.
func NewFiles(pass *analysis.Pass, src *source.Package) *Files {
	return &Files{pass: pass, src: src, known: make(map[*token.File]*File)}
}

// At returns the file of a position. It returns nil if nobody should edit the file, since
// cgo or another program has made it, or if it cannot be read.
func (fs *Files) At(pos token.Pos) *File {
	tok := fs.pass.Fset.File(pos)
	if tok == nil {
		return nil
	}
	f, known := fs.known[tok]
	if !known {
		f = fs.read(tok, pos)
		fs.known[tok] = f
	}
	return f
}

func (fs *Files) read(tok *token.File, pos token.Pos) *File {
	syntax := fs.src.FileAt(pos)
	if syntax == nil || ast.IsGenerated(syntax) || usesCgo(syntax) || fs.pass.Fset.Position(syntax.Package).Filename != tok.Name() {
		return nil
	}
	read := fs.pass.ReadFile
	if read == nil {
		read = os.ReadFile
	}
	text, err := read(tok.Name())
	if err != nil || len(text) != tok.Size() {
		return nil
	}
	return &File{Syntax: syntax, tok: tok, text: text, pkg: fs.pass.Pkg, info: fs.pass.TypesInfo}
}

func usesCgo(f *ast.File) bool {
	return slices.ContainsFunc(f.Imports, func(s *ast.ImportSpec) bool { return s.Path.Value == `"C"` })
}

// Texts returns the files that were read, with their texts, to which the edits belong.
func (fs *Files) Texts() map[*ast.File][]byte {
	texts := make(map[*ast.File][]byte)
	for _, f := range fs.known {
		if f != nil {
			texts[f.Syntax] = f.text
		}
	}
	return texts
}

// WithLineEnds gives the texts of fixes the line ends that their file has in its first
// line. The texts have those of Go's own output before.
func (fs *Files) WithLineEnds(fixes []analysis.SuggestedFix) []analysis.SuggestedFix {
	for _, fix := range fixes {
		for i := range fix.TextEdits {
			t := &fix.TextEdits[i]
			f := fs.At(t.Pos)
			if f == nil {
				continue
			}
			text := bytes.ReplaceAll(t.NewText, []byte("\r\n"), []byte("\n"))
			if first, _, _ := bytes.Cut(f.text, []byte("\n")); bytes.HasSuffix(first, []byte("\r")) {
				text = bytes.ReplaceAll(text, []byte("\n"), []byte("\r\n"))
			}
			t.NewText = text
		}
	}
	return fixes
}

// A File is a file that may be edited.
type File struct {
	Syntax *ast.File
	tok    *token.File
	text   []byte
	pkg    *types.Package
	info   *types.Info
}

// Name is the path of the file.
func (f *File) Name() string { return f.tok.Name() }

// Slice is the source text from one position to another.
func (f *File) Slice(from, to token.Pos) string {
	return string(f.text[f.tok.Offset(from):f.tok.Offset(to)])
}

// Of is the source text of a node.
func (f *File) Of(n ast.Node) string { return f.Slice(n.Pos(), n.End()) }

// After is the end of the white space that starts at pos.
func (f *File) After(pos token.Pos) token.Pos {
	for strings.IndexByte(" \t\r\n", f.char(pos)) >= 0 {
		pos++
	}
	return pos
}

// Before is the start of the white space that ends at pos.
func (f *File) Before(pos token.Pos) token.Pos {
	for strings.IndexByte(" \t\r\n", f.char(pos-1)) >= 0 {
		pos--
	}
	return pos
}

// Line returns the range of a node, or of its whole line if nothing else is on that.
func (f *File) Line(n ast.Node) (from, to token.Pos) {
	from, to = n.Pos(), n.End()
	for strings.IndexByte(" \t", f.char(from-1)) >= 0 {
		from--
	}
	if f.char(from-1) == '\n' && f.char(to) == '\n' {
		return from, to + 1
	}
	return n.Pos(), to
}

// HasComments reports whether a comment begins in a range.
func (f *File) HasComments(from, to token.Pos) bool {
	return slices.ContainsFunc(f.Syntax.Comments, func(g *ast.CommentGroup) bool { return from <= g.Pos() && g.Pos() < to })
}

// Scope is the innermost scope at a position.
func (f *File) Scope(pos token.Pos) *types.Scope {
	s := f.info.Scopes[f.Syntax]
	if in := s.Innermost(pos); in != nil {
		return in
	}
	return s
}

// LookupAt returns the object that a name means at a position, and its scope.
func (f *File) LookupAt(name string, pos token.Pos) (*types.Scope, types.Object) {
	return f.Scope(pos).LookupParent(name, pos)
}

// Means reports whether the name of an object means that object at a position.
func (f *File) Means(obj types.Object, pos token.Pos) bool {
	_, found := f.LookupAt(obj.Name(), pos)
	return found == obj
}

// char is the byte at pos, 0 beyond the file.
func (f *File) char(pos token.Pos) byte {
	if i := f.tok.Offset(pos); i < len(f.text) {
		return f.text[i]
	}
	return 0
}

// lineEnd is the length of the line end at pos, 0 if there is none.
func (f *File) lineEnd(pos token.Pos) token.Pos {
	switch {
	case f.char(pos) == '\n':
		return 1
	case f.char(pos) == '\r' && f.char(pos+1) == '\n':
		return 2
	}
	return 0
}
