package main

import (
	"bytes"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"regexp"
	"slices"
	"strings"
)

// A slicer cuts an example out of a test file: one operator, what it needs, and its
// registration.
type slicer struct {
	fset  *token.FileSet
	file  *ast.File
	text  string
	decls map[string]ast.Decl // of the package's names
	of    map[string][]*ast.FuncDecl
	keep  map[ast.Decl]bool
	stmts map[*ast.FuncDecl][]ast.Stmt // of functions of which only a part is kept
	names map[string]bool              // that are needed
}

// want is a comment that expects a finding.
var want = regexp.MustCompile("[ \t]*// want [^\n]*")

// parts returns the parts of a test file about each finding that it expects, as far as they
// can be cut out.
func parts(text string) (list []string) {
	for _, at := range want.FindAllStringIndex(text, -1) {
		if part := slice(text, at[0]); part != "" && !slices.Contains(list, part) {
			list = append(list, part)
		}
	}
	return list
}

// slice returns the part about the finding that the comment at an offset expects.
func slice(text string, at int) string {
	s := &slicer{
		fset: token.NewFileSet(), text: text, decls: make(map[string]ast.Decl), of: make(map[string][]*ast.FuncDecl),
		keep: make(map[ast.Decl]bool), stmts: make(map[*ast.FuncDecl][]ast.Stmt), names: make(map[string]bool),
	}
	var err error
	if s.file, err = parser.ParseFile(s.fset, "", text, parser.SkipObjectResolution); err != nil {
		return ""
	}
	s.index()
	pos := s.fset.File(s.file.FileStart).Pos(at)
	for _, d := range s.file.Decls {
		if f, ok := d.(*ast.FuncDecl); ok && f.Pos() <= pos && pos <= f.End() {
			if owner := receiver(f); owner != "" {
				s.need(owner)
			} else {
				s.need(f.Name.Name)
			}
			s.registrations(f)
			return s.print()
		}
	}
	return ""
}

// index notes which declaration has which name.
func (s *slicer) index() {
	for _, d := range s.file.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if owner := receiver(d); owner != "" {
				s.of[owner] = append(s.of[owner], d)
			} else {
				s.decls[d.Name.Name] = d
			}
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				switch spec := spec.(type) {
				case *ast.TypeSpec:
					s.decls[spec.Name.Name] = d
				case *ast.ValueSpec:
					for _, id := range spec.Names {
						s.decls[id.Name] = d
					}
				}
			}
		}
	}
}

// receiver is the name of the type of a method, "" for a function.
func receiver(f *ast.FuncDecl) string {
	if f.Recv == nil {
		return ""
	}
	t := f.Recv.List[0].Type
	for {
		switch x := t.(type) {
		case *ast.StarExpr:
			t = x.X
		case *ast.IndexExpr:
			t = x.X
		case *ast.IndexListExpr:
			t = x.X
		case *ast.Ident:
			return x.Name
		default:
			return ""
		}
	}
}

// need keeps what has a name, and all that it needs.
func (s *slicer) need(name string) {
	if s.names[name] {
		return
	}
	s.names[name] = true
	d := s.decls[name]
	if d == nil {
		return
	}
	s.keepDecl(d)
	for _, m := range s.of[name] {
		s.keepDecl(m)
	}
}

func (s *slicer) keepDecl(d ast.Decl) {
	if s.keep[d] {
		return
	}
	s.keep[d] = true
	for name := range identifiers(d) {
		s.need(name)
	}
}

func identifiers(n ast.Node) map[string]bool {
	names := make(map[string]bool)
	ast.Inspect(n, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			names[id.Name] = true
		}
		return true
	})
	return names
}

// registrations keeps the first statement of other functions that names what is kept, and
// the statements that make its variables.
func (s *slicer) registrations(root *ast.FuncDecl) {
	is := func(names map[string]bool) bool {
		owner := receiver(root)
		return owner != "" && names[owner] || owner == "" && names[root.Name.Name]
	}
	for _, d := range s.file.Decls {
		f, ok := d.(*ast.FuncDecl)
		if !ok || s.keep[f] || f.Body == nil {
			continue
		}
		i := slices.IndexFunc(f.Body.List, func(st ast.Stmt) bool { return is(identifiers(st)) })
		if i < 0 {
			continue
		}
		kept := []ast.Stmt{f.Body.List[i]}
		used := identifiers(f.Body.List[i])
		for j := i - 1; j >= 0; j-- {
			if st := f.Body.List[j]; defines(st, used) {
				kept = append([]ast.Stmt{st}, kept...)
				for name := range identifiers(st) {
					used[name] = true
				}
			}
		}
		s.stmts[f] = kept
		for _, st := range kept {
			for name := range identifiers(st) {
				s.need(name)
			}
		}
		return
	}
}

// defines reports whether a statement makes one of the variables.
func defines(st ast.Stmt, used map[string]bool) bool {
	var names []ast.Expr
	switch st := st.(type) {
	case *ast.AssignStmt:
		if st.Tok == token.DEFINE {
			names = st.Lhs
		}
	case *ast.DeclStmt:
		for _, spec := range st.Decl.(*ast.GenDecl).Specs {
			if v, ok := spec.(*ast.ValueSpec); ok {
				for _, id := range v.Names {
					names = append(names, id)
				}
			}
		}
	}
	return slices.ContainsFunc(names, func(x ast.Expr) bool {
		id, ok := x.(*ast.Ident)
		return ok && id.Name != "_" && used[id.Name]
	})
}

// print is what is kept, without expectations, formatted.
func (s *slicer) print() string {
	var body bytes.Buffer
	for _, d := range s.file.Decls {
		f, _ := d.(*ast.FuncDecl)
		if list := s.stmts[f]; f != nil && list != nil {
			body.WriteString("\n" + s.source(f.Pos(), f.Body.Lbrace+1) + "\n")
			for _, st := range list {
				body.WriteString(s.source(st.Pos(), st.End()) + "\n")
			}
			body.WriteString("}\n")
		} else if s.keep[d] {
			body.WriteString("\n" + s.source(d.Pos(), d.End()) + "\n")
		}
	}
	var out bytes.Buffer
	out.WriteString("package " + s.file.Name.Name + "\n\nimport (\n")
	code := "package p\n" + body.String()
	for _, group := range []bool{false, true} {
		for _, spec := range s.file.Imports {
			if strings.Contains(spec.Path.Value, ".") == group && uses(code, spec) {
				out.WriteString("\t" + s.source(spec.Pos(), spec.End()) + "\n")
			}
		}
		out.WriteString("\n")
	}
	out.WriteString(")\n" + body.String())
	text, err := format.Source([]byte(want.ReplaceAllString(out.String(), "")))
	if err != nil {
		return ""
	}
	return string(text)
}

func (s *slicer) source(from, to token.Pos) string {
	f := s.fset.File(s.file.FileStart)
	return s.text[f.Offset(from):f.Offset(to)]
}

// version is the last element of the path of a module's later version.
var version = regexp.MustCompile(`^v[0-9]+$`)

// uses reports whether code names the package of an import.
func uses(code string, spec *ast.ImportSpec) bool {
	var names []string
	if spec.Name != nil {
		names = []string{spec.Name.Name}
	} else {
		elements := strings.Split(strings.Trim(spec.Path.Value, `"`), "/")
		last := elements[len(elements)-1]
		if version.MatchString(last) && len(elements) > 1 {
			last = elements[len(elements)-2]
		}
		// A package is mostly called as its path ends, or as a part of that.
		names = append(strings.FieldsFunc(last, func(r rune) bool { return r == '.' || r == '-' || r == '_' }), last)
		names = append(names, strings.ReplaceAll(strings.TrimSuffix(last, "_worker_go"), "-", ""))
	}
	tree, err := parser.ParseFile(token.NewFileSet(), "", code, parser.SkipObjectResolution)
	if err != nil {
		return true
	}
	found := false
	ast.Inspect(tree, func(n ast.Node) bool {
		if sel, ok := n.(*ast.SelectorExpr); ok {
			if id, ok := sel.X.(*ast.Ident); ok && slices.Contains(names, id.Name) {
				found = true
			}
		}
		return !found
	})
	return found
}
