package main

import (
	"cmp"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// A folder is what was measured of the Go files of one folder, or of several.
type folder struct {
	name      string
	files     []int // lines of each
	functions []function
	exported  int // declarations
	comments  int // lines that are or hold a comment, without those of the code beside them
	code      int // lines that are not blank and not only a comment
	tests     int // lines of test files
}

// A function is one declared function or method with all that is in it.
type function struct {
	lines      int
	cyclomatic int
	nesting    int
	takesBool  bool
}

func (f *folder) lines() int {
	n := 0
	for _, lines := range f.files {
		n += lines
	}
	return n
}

// add adds what was measured of another folder.
func (f *folder) add(g *folder) {
	f.files = append(f.files, g.files...)
	f.functions = append(f.functions, g.functions...)
	f.exported += g.exported
	f.comments += g.comments
	f.code += g.code
	f.tests += g.tests
}

func bySize(a, b *folder) int {
	return cmp.Or(cmp.Compare(a.lines(), b.lines()), cmp.Compare(b.name, a.name))
}

// measure measures the folders below a directory that have Go files other than
// tests.
func measure(root string) ([]*folder, error) {
	var list []*folder
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.IsDir() {
			return err
		}
		if path != root && isOther(path, d.Name()) {
			return filepath.SkipDir
		}
		f, err := measureFolder(path)
		if err != nil {
			return err
		}
		if f.name, err = filepath.Rel(root, path); err == nil && len(f.files) > 0 {
			list = append(list, f)
		}
		return err
	})
	return list, err
}

// isOther reports whether a folder is not of the tree's own code: test data, what
// the go command ignores, another module.
func isOther(path, name string) bool {
	if name == "testdata" || name == "vendor" || strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_") {
		return true
	}
	_, err := os.Stat(filepath.Join(path, "go.mod"))
	return !errors.Is(err, fs.ErrNotExist)
}

func measureFolder(dir string) (*folder, error) {
	names, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		return nil, err
	}
	f := new(folder)
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		if strings.HasSuffix(name, "_test.go") {
			f.tests += strings.Count(string(text), "\n")
			continue
		}
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, name, text, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		if !ast.IsGenerated(file) {
			f.measureFile(fset, file, string(text))
		}
	}
	return f, nil
}

func (f *folder) measureFile(fset *token.FileSet, file *ast.File, text string) {
	f.files = append(f.files, strings.Count(text, "\n"))
	f.measureLines(fset, file, text)
	for _, d := range file.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			f.functions = append(f.functions, measureFunction(fset, d))
			if d.Name.IsExported() {
				f.exported++
			}
		case *ast.GenDecl:
			f.exported += exportedSpecs(d)
		}
	}
}

// measureLines counts the lines of code and of comments; a line with both is one of
// code.
func (f *folder) measureLines(fset *token.FileSet, file *ast.File, text string) {
	commented := make(map[int]bool) // lines that begin with a comment
	for _, group := range file.Comments {
		for _, c := range group.List {
			from, to := fset.Position(c.Pos()), fset.Position(c.End())
			for line := from.Line; line <= to.Line; line++ {
				commented[line] = true
			}
		}
	}
	number := 0
	for line := range strings.Lines(text) {
		number++
		line = strings.TrimSpace(line)
		switch inside := commented[number]; {
		case line == "":
		case inside && (strings.HasPrefix(line, "//") || strings.HasPrefix(line, "/*") || !hasCode(fset, file, number)):
			f.comments++
		default:
			f.code++
		}
	}
}

// hasCode reports whether a declaration, other than by its comment, is on a line.
func hasCode(fset *token.FileSet, file *ast.File, line int) bool {
	for _, d := range file.Decls {
		if fset.Position(d.Pos()).Line <= line && line <= fset.Position(d.End()).Line {
			return true
		}
	}
	return fset.Position(file.Name.Pos()).Line == line
}

func exportedSpecs(d *ast.GenDecl) int {
	n := 0
	for _, s := range d.Specs {
		switch s := s.(type) {
		case *ast.TypeSpec:
			if s.Name.IsExported() {
				n++
			}
		case *ast.ValueSpec:
			for _, name := range s.Names {
				if name.IsExported() {
					n++
				}
			}
		}
	}
	return n
}

func measureFunction(fset *token.FileSet, d *ast.FuncDecl) function {
	fn := function{
		lines:      fset.Position(d.End()).Line - fset.Position(d.Pos()).Line + 1,
		cyclomatic: 1,
		takesBool:  takesBool(d.Type),
	}
	if d.Body == nil {
		return fn
	}
	ast.Inspect(d.Body, func(n ast.Node) bool {
		fn.cyclomatic += branches(n)
		return true
	})
	fn.nesting = nesting(d.Body) - 1
	return fn
}

// branches returns by how much a node adds to the cyclomatic complexity (T. J.
// McCabe, A Complexity Measure, 1976), counted as gocyclo does: if, for, range,
// case, && and ||.
func branches(n ast.Node) int {
	switch n := n.(type) {
	case *ast.IfStmt, *ast.ForStmt, *ast.RangeStmt:
		return 1
	case *ast.CaseClause:
		if n.List != nil {
			return 1
		}
	case *ast.CommClause:
		if n.Comm != nil {
			return 1
		}
	case *ast.BinaryExpr:
		if n.Op == token.LAND || n.Op == token.LOR {
			return 1
		}
	}
	return 0
}

// nesting returns how deep the blocks of a statement are, itself included. An
// "else if" is as deep as its "if", and a function literal counts as a block.
func nesting(n ast.Node) int {
	deepest := 0
	ast.Inspect(n, func(m ast.Node) bool {
		if m == n || m == nil {
			return true
		}
		switch m := m.(type) {
		case *ast.BlockStmt, *ast.CaseClause, *ast.CommClause:
			deepest = max(deepest, nesting(m))
			return false
		case *ast.SwitchStmt:
			deepest = max(deepest, nesting(m.Body)-1)
			return false
		case *ast.TypeSwitchStmt:
			deepest = max(deepest, nesting(m.Body)-1)
			return false
		case *ast.SelectStmt:
			deepest = max(deepest, nesting(m.Body)-1)
			return false
		}
		return true
	})
	return deepest + 1
}

func takesBool(t *ast.FuncType) bool {
	for _, p := range t.Params.List {
		if id, ok := p.Type.(*ast.Ident); ok && id.Name == "bool" {
			return true
		}
	}
	return false
}
