package fix

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

// An edit is a fix in the making: changes of text in one file, and what they
// need to import.
type edit struct {
	*site
	edits   []analysis.TextEdit
	imports map[string]string // the new name of a path to be imported
	broken  bool              // a name cannot be written at this place
	// others are the edits of other parts of the same fix in the file.
	others []analysis.TextEdit
	// retry is an expression for the time after which the limiter that is
	// asked will grant, "" where it does not say.
	retry string
}

func (s *site) edit() *edit {
	return &edit{site: s, imports: make(map[string]string)}
}

func (e *edit) replace(from, to token.Pos, text string) {
	e.edits = append(e.edits, analysis.TextEdit{Pos: from, End: to, NewText: []byte(text)})
}

func (e *edit) insert(at token.Pos, text string) { e.replace(at, at, text) }

// done returns the fix, or nothing where it would not compile.
func (e *edit) done(message string) []analysis.SuggestedFix {
	if e.broken || e.declaresUnderGoto() {
		return nil
	}
	for _, p := range importOrder(e.imports) {
		if !e.writes(e.imports[p]) {
			continue
		}
		at, text, ok := e.file.importEdit(e.imports[p], p)
		if !ok {
			return nil
		}
		e.insert(at, text)
	}
	return []analysis.SuggestedFix{{Message: message, TextEdits: e.edits}}
}

// declaresUnderGoto reports whether the edits declare a variable in a function
// that has a goto, which must not jump over it.
func (e *edit) declaresUnderGoto() bool {
	found := false
	for _, t := range e.edits {
		found = found || strings.HasPrefix("\n"+string(t.NewText), "\nvar ") || strings.Contains(string(t.NewText), "\nvar ")
	}
	if !found {
		return false
	}
	return e.hasGoto()
}

// hasGoto reports whether the function has a goto.
func (s *site) hasGoto() bool {
	found := false
	ast.Inspect(s.fn.Body, func(n ast.Node) bool {
		if b, ok := n.(*ast.BranchStmt); ok && b.Tok == token.GOTO {
			found = true
		}
		return !found
	})
	return found
}

// writes reports whether the edits refer to a package by the given name.
func (e *edit) writes(name string) bool {
	return slices.ContainsFunc(e.edits, func(t analysis.TextEdit) bool {
		return mentionsName(string(t.NewText), name)
	})
}

// The places at which a file takes new imports. Two fixes of a file may each
// add imports, and drivers merge them as text: they see that an import is the
// same only if it stands alone at its place. So each of the common ones has a
// place of its own.
var importSlots = []string{"errors", "log", "time"}

func importOrder(imports map[string]string) []string {
	var paths []string
	for p := range imports {
		paths = append(paths, p)
	}
	slices.SortFunc(paths, func(a, b string) int {
		if i, j := slot(a), slot(b); i != j {
			return i - j
		}
		return strings.Compare(a, b)
	})
	return paths
}

func slot(importPath string) int {
	if i := slices.Index(importSlots, importPath); i >= 0 {
		return i
	}
	return len(importSlots)
}

// importEdit is the insertion that adds an import to the file. It fails where
// the file's imports are not laid out as gofmt does it.
func (f *file) importEdit(name, importPath string) (token.Pos, string, bool) {
	spec := fmt.Sprintf("%q", importPath)
	if name != path.Base(importPath) {
		spec = name + " " + spec
	}
	n := slot(importPath)
	var decl *ast.GenDecl
	for _, d := range f.syntax.Decls {
		if d, ok := d.(*ast.GenDecl); ok && d.Tok == token.IMPORT && (decl == nil || !decl.Lparen.IsValid()) {
			decl = d
		}
	}
	switch {
	case decl == nil:
		// After the package clause: at its end and on the two lines that
		// follow.
		at := f.syntax.Name.End()
		for range n {
			end := f.lineEnd(at)
			if end == 0 {
				return 0, "", false
			}
			at += end
		}
		if n > 2 {
			return 0, "", false
		}
		return at, "\nimport " + spec + "\n", true
	case !decl.Lparen.IsValid():
		switch n {
		case 0:
			return decl.Pos(), "import " + spec + "\n", true
		case 1:
			return f.syntax.Name.End(), "\n\nimport " + spec, true
		case 2:
			return decl.End(), "\nimport " + spec, true
		}
		end := f.lineEnd(decl.End())
		if end == 0 {
			return 0, "", false
		}
		return decl.End() + end, "import " + spec + "\n", true
	}
	end := f.lineEnd(decl.Lparen + 1)
	if len(decl.Specs) == 0 || end == 0 || f.char(decl.Lparen+1+end) != '\t' || f.char(decl.Rparen-1) != '\n' {
		return 0, "", false
	}
	first := decl.Specs[0].(*ast.ImportSpec)
	switch n {
	case 0:
		return decl.Lparen + 1, "\n\t" + spec, true
	case 1:
		return decl.Lparen + 1 + end, "\t" + spec + "\n", true
	case 2:
		if first.Doc == nil && strings.Contains(first.Path.Value, ".") {
			return first.Pos(), spec + "\n\n\t", true // a group of its own
		}
		return first.End(), "\n\t" + spec, true
	}
	if first.Doc == nil && !strings.Contains(first.Path.Value, ".") && !strings.Contains(importPath, ".") {
		return first.Pos(), spec + "\n\t", true // into the group of the standard library
	}
	return decl.Rparen, "\t" + spec + "\n", true
}

// char is the byte at pos, 0 beyond the file.
func (f *file) char(pos token.Pos) byte {
	if i := f.tok.Offset(pos); i < len(f.text) {
		return f.text[i]
	}
	return 0
}

// lineEnd is the length of the line end at pos, 0 if there is none.
func (f *file) lineEnd(pos token.Pos) token.Pos {
	switch {
	case f.char(pos) == '\n':
		return 1
	case f.char(pos) == '\r' && f.char(pos+1) == '\n':
		return 2
	}
	return 0
}

// withLineEnds gives the text of fixes the line ends of its file, those of the
// file's first line. Until then a line ends as in Go's own output.
func (x *Fixer) withLineEnds(fixes []analysis.SuggestedFix) []analysis.SuggestedFix {
	for _, fix := range fixes {
		for i := range fix.TextEdits {
			t := &fix.TextEdits[i]
			f := x.file(t.Pos)
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

// name returns how a member of another package is written at the site, with
// an import of it if there is none that is visible.
func (e *edit) name(importPath, pkgName, member string) string {
	info, pos := e.pass.TypesInfo, e.Pos
	if importPath == e.pass.Pkg.Path() {
		if _, obj := e.lookup(member); obj == nil || obj.Parent() != e.pass.Pkg.Scope() {
			e.broken = true
		}
		return member
	}
	scope := e.file.scope(info, pos)
	for _, spec := range e.file.syntax.Imports {
		pkgname := info.PkgNameOf(spec)
		if pkgname == nil || pkgname.Imported().Path() != importPath {
			continue
		}
		switch pkgname.Name() {
		case "_":
		case ".":
			if s, _ := scope.LookupParent(member, pos); s == info.Scopes[e.file.syntax] {
				return member
			}
		default:
			if _, obj := scope.LookupParent(pkgname.Name(), pos); obj == pkgname {
				return pkgname.Name() + "." + member
			}
		}
	}
	name, ok := e.imports[importPath]
	if !ok {
		name = e.importName(pkgName)
		e.imports[importPath] = name
	}
	return name + "." + member
}

// importName returns a name under which a package can be imported into the
// file and be seen at the site: one that nothing in the package declares and
// nothing in the file uses.
func (e *edit) importName(name string) string {
	taken := func(name string) bool {
		if e.pass.Pkg.Scope().Lookup(name) != nil || e.pass.TypesInfo.Scopes[e.file.syntax].Lookup(name) != nil {
			return true
		}
		for _, p := range e.imports {
			if p == name {
				return true
			}
		}
		_, obj := e.lookup(name)
		return obj != nil
	}
	return fresh(name, taken)
}

// fresh returns name, or name followed by a number that is not taken.
func fresh(name string, taken func(string) bool) string {
	for i, base := 2, name; taken(name); i++ {
		name = fmt.Sprint(base, i)
	}
	return name
}

// lookup finds what a name means at the site.
func (s *site) lookup(name string) (*types.Scope, types.Object) {
	return s.file.scope(s.pass.TypesInfo, s.Pos).LookupParent(name, s.Pos)
}

// local returns a name for a new local variable: one that the function neither
// uses nor declares.
func (s *site) local(name string) string {
	used := make(map[string]bool)
	ast.Inspect(s.fn.Outermost().Body, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			used[id.Name] = true
		}
		return true
	})
	return fresh(name, func(name string) bool {
		_, obj := s.lookup(name)
		return used[name] || obj != nil
	})
}

// newVar returns a name for a variable that the fix declares in a block: one
// that no other fix of the function declares, since they may be applied
// together.
func (e *edit) newVar(name string) string {
	fn := e.fn.Outermost()
	for i, base := 2, name; ; i++ {
		if name == e.local(name) && !slices.Contains(e.declared[fn], name) {
			e.declared[fn] = append(e.declared[fn], name)
			return name
		}
		name = fmt.Sprint(base, i)
	}
}

// universe notes that a predeclared name is written, which must not be
// shadowed.
func (e *edit) universe(name string) string {
	if _, obj := e.lookup(name); obj == nil || obj.Parent() != types.Universe {
		e.broken = true
	}
	return name
}

// zero is an expression for the zero value of a type.
func (e *edit) zero(t types.Type) string {
	if _, ok := types.Unalias(t).(*types.TypeParam); ok {
		return "*" + e.universe("new") + "(" + e.typ(t) + ")"
	}
	switch u := t.Underlying().(type) {
	case *types.Basic:
		switch {
		case u.Info()&types.IsBoolean != 0:
			return e.universe("false")
		case u.Info()&types.IsString != 0:
			return `""`
		case u.Info()&types.IsNumeric != 0:
			return "0"
		}
	case *types.Struct, *types.Array:
		return e.typ(t) + "{}"
	}
	return e.universe("nil")
}

// typ is the text of a type.
func (e *edit) typ(t types.Type) string {
	for n := range namesIn(t) {
		switch {
		case n.Pkg() == nil:
			e.universe(n.Name())
		case n.Pkg() != e.pass.Pkg:
			if !n.Exported() || strings.Contains("/"+n.Pkg().Path()+"/", "/internal/") {
				e.broken = true
			}
		default:
			if _, obj := e.lookup(n.Name()); obj != n {
				e.broken = true
			}
		}
	}
	return types.TypeString(t, func(p *types.Package) string {
		if p == e.pass.Pkg {
			return ""
		}
		qualified := e.name(p.Path(), p.Name(), "X")
		name, _, ok := strings.Cut(qualified, ".")
		if !ok {
			return ""
		}
		return name
	})
}

// namesIn yields the named types and type parameters that a type is made of.
func namesIn(t types.Type) func(yield func(*types.TypeName) bool) {
	return func(yield func(*types.TypeName) bool) {
		var walk func(t types.Type) bool
		walk = func(t types.Type) bool {
			args := func(list *types.TypeList) bool {
				for a := range list.Types() {
					if !walk(a) {
						return false
					}
				}
				return true
			}
			tuple := func(list *types.Tuple) bool {
				for v := range list.Variables() {
					if !walk(v.Type()) {
						return false
					}
				}
				return true
			}
			switch t := t.(type) {
			case *types.Alias:
				return yield(t.Obj()) && args(t.TypeArgs())
			case *types.Named:
				return yield(t.Obj()) && args(t.TypeArgs())
			case *types.TypeParam:
				return yield(t.Obj())
			case *types.Basic:
				if obj, ok := types.Universe.Lookup(t.Name()).(*types.TypeName); ok {
					return yield(obj)
				}
			case *types.Pointer:
				return walk(t.Elem())
			case *types.Slice:
				return walk(t.Elem())
			case *types.Array:
				return walk(t.Elem())
			case *types.Chan:
				return walk(t.Elem())
			case *types.Map:
				return walk(t.Key()) && walk(t.Elem())
			case *types.Signature:
				return tuple(t.Params()) && tuple(t.Results())
			case *types.Struct:
				for f := range t.Fields() {
					if !walk(f.Type()) {
						return false
					}
				}
			}
			return true
		}
		walk(t)
	}
}
