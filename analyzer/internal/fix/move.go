package fix

import (
	"bytes"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
)

const (
	timeRate  = "golang.org/x/time/rate"
	ratelimit = "github.com/jobvet/jobvet/ratelimit"
)

// move returns the fix that moves the limiter of a call to the bundled one as
// a whole: its declaration, its constructor and its calls in every file of the
// package. Calls that wait go on waiting where no operator reaches them. Each
// finding of a limiter has the same fix, edit by edit, so that it is applied
// once when several are.
//
// It is an alternative to asking the limiter itself, because the module may
// not have the bundled one yet.
func (s *site) move(call *ast.CallExpr) []analysis.SuggestedFix {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok {
		return nil
	}
	v := directVar(s.pass.TypesInfo, sel.X)
	if v == nil || v.Origin() != v || v.Exported() || v.Embedded() {
		return nil
	}
	if v.Kind() != types.PackageVar && v.Kind() != types.FieldVar || !isTimeLimiter(v.Type()) {
		return nil
	}
	m := &mover{site: s, v: v, edits: make(map[*file]*edit)}
	if !m.declaration() || m.unseen() {
		return nil
	}
	uses := slices.Clone(s.usesOf(v))
	slices.SortFunc(uses, func(a, b *ast.Ident) int { return int(a.Pos() - b.Pos()) })
	for _, id := range uses {
		if !m.use(id) {
			return nil
		}
	}
	if m.made != len(s.src.Values(v)) {
		return nil // some value comes in another way
	}
	all := s.edit()
	for _, f := range s.src.Files {
		for tok, e := range m.edits {
			if tok.syntax != f {
				continue
			}
			e.dropImport(timeRate)
			done := e.done("")
			if done == nil {
				return nil
			}
			all.edits = append(all.edits, done[0].TextEdits...)
		}
	}
	return all.done("Move " + v.Name() + " to the bundled limiter, in the whole package; a refused element gets the error ratelimit.ErrRefused")
}

// directVar is the variable or field that an expression names.
func directVar(info *types.Info, e ast.Expr) *types.Var {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		v, _ := info.Uses[e].(*types.Var)
		return v
	case *ast.SelectorExpr:
		v, _ := info.Uses[e.Sel].(*types.Var)
		return v
	}
	return nil
}

func isTimeLimiter(t types.Type) bool {
	ptr, ok := t.(*types.Pointer)
	return ok && isNamed(ptr.Elem(), timeRate, "Limiter")
}

type mover struct {
	*site
	v     *types.Var
	edits map[*file]*edit
	made  int // constructors that were converted
}

// in returns the edit of the file of a node, as seen from there.
func (m *mover) in(n ast.Node) *edit {
	f := m.Fixer.file(n.Pos())
	if f == nil {
		return nil
	}
	e := m.edits[f]
	if e == nil {
		at := *m.site
		at.file = f
		e = at.edit()
		m.edits[f] = e
	}
	e.Pos = n.Pos()
	return e
}

// declaration changes the type and the first value of the variable.
func (m *mover) declaration() bool {
	found := false
	for _, f := range m.src.Files {
		if m.v.Pos() < f.FileStart || f.FileEnd <= m.v.Pos() {
			continue
		}
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.ValueSpec:
				if len(n.Names) == 1 && n.Names[0].Pos() == m.v.Pos() {
					found = n.Type == nil || m.typ(n.Type)
					for _, val := range n.Values {
						found = found && m.value(val)
					}
				}
			case *ast.Field:
				if len(n.Names) == 1 && n.Names[0].Pos() == m.v.Pos() {
					found = m.typ(n.Type)
				}
			}
			return true
		})
	}
	return found
}

func (m *mover) typ(t ast.Expr) bool {
	e := m.in(t)
	if _, ok := t.(*ast.StarExpr); !ok || e == nil {
		return false
	}
	e.replace(t.Pos(), t.End(), "*"+e.name(ratelimit, "ratelimit", "Limiter"))
	return true
}

// value changes a constructor, whose arguments have to be constants that the
// bundled limiter takes.
func (m *mover) value(x ast.Expr) bool {
	e := m.in(x)
	call, ok := ast.Unparen(x).(*ast.CallExpr)
	if !ok || e == nil || !m.isRate(call.Fun, "NewLimiter") || len(call.Args) != 2 {
		return false
	}
	burst := m.pass.TypesInfo.Types[call.Args[1]].Value
	if n, exact := constantInt(burst); !exact || n < 1 || n > 1<<40 {
		return false
	}
	perSecond, ok := m.rate(e, ast.Unparen(call.Args[0]))
	if !ok {
		return false
	}
	e.replace(x.Pos(), x.End(), e.name(ratelimit, "ratelimit", "Must")+"("+e.name(ratelimit, "ratelimit", "New")+"("+perSecond+", "+e.file.of(call.Args[1])+"))")
	m.made++
	return true
}

func constantInt(v constant.Value) (int64, bool) {
	if v == nil {
		return 0, false
	}
	return constant.Int64Val(constant.ToInt(v))
}

// rate is the rate of a constructor in permits per second.
func (m *mover) rate(e *edit, x ast.Expr) (string, bool) {
	if m.isRate(x, "Inf") {
		return e.name(ratelimit, "ratelimit", "MaxRate"), true
	}
	if call, ok := x.(*ast.CallExpr); ok && m.isRate(call.Fun, "Every") && len(call.Args) == 1 {
		d, exact := constantInt(m.pass.TypesInfo.Types[call.Args[0]].Value)
		if !exact || d < 1 {
			return "", false
		}
		text := e.file.of(call.Args[0])
		if _, ok := call.Args[0].(*ast.SelectorExpr); !ok {
			text = "(" + text + ")"
		}
		if !isNamed(m.pass.TypesInfo.TypeOf(call.Args[0]), "time", "Duration") || !strings.Contains(text, ".") {
			return "", false
		}
		return "1 / " + text + ".Seconds()", true
	}
	v := m.pass.TypesInfo.Types[x].Value
	if v == nil {
		return "", false
	}
	if f, _ := constant.Float64Val(v); f < 1e-9 || f > 1e9 {
		return "", false
	}
	switch x := x.(type) {
	case *ast.BasicLit:
		return e.file.of(x), true
	case *ast.CallExpr: // a conversion
		if len(x.Args) == 1 && m.isRate(x.Fun, "Limit") {
			if lit, ok := x.Args[0].(*ast.BasicLit); ok {
				return e.file.of(lit), true
			}
			return e.universe("float64") + "(" + e.file.of(x.Args[0]) + ")", true
		}
	case *ast.Ident:
		return e.universe("float64") + "(" + e.file.of(x) + ")", true
	}
	return "", false
}

// isRate reports whether an expression names a member of package rate.
func (m *mover) isRate(x ast.Expr, name string) bool {
	var id *ast.Ident
	switch x := ast.Unparen(x).(type) {
	case *ast.Ident:
		id = x
	case *ast.SelectorExpr:
		id = x.Sel
	default:
		return false
	}
	obj := m.pass.TypesInfo.Uses[id]
	return obj != nil && obj.Pkg() != nil && obj.Pkg().Path() == timeRate && obj.Name() == name && obj.Parent() == obj.Pkg().Scope()
}

// use changes one place that names the variable.
func (m *mover) use(id *ast.Ident) bool {
	f := m.Fixer.file(id.Pos())
	e := m.in(id)
	if f == nil || e == nil {
		return false
	}
	path := enclosing(f.syntax, id)
	var x ast.Expr = id
	if len(path) > 0 {
		if sel, ok := path[0].(*ast.SelectorExpr); ok && sel.Sel == id {
			x, path = sel, path[1:]
		}
	}
	if len(path) < 2 {
		return false
	}
	switch p := path[0].(type) {
	case *ast.KeyValueExpr:
		return p.Key == x && m.value(p.Value)
	case *ast.AssignStmt:
		return p.Tok == token.ASSIGN && len(p.Lhs) == 1 && len(p.Rhs) == 1 && p.Lhs[0] == x && m.value(p.Rhs[0])
	case *ast.SelectorExpr:
		call, ok := path[1].(*ast.CallExpr)
		if !ok || call.Fun != ast.Expr(p) || len(path) < 3 {
			return false
		}
		return m.call(e, call, p, path[2])
	}
	return false
}

// call changes a call of one of the limiter's methods.
func (m *mover) call(e *edit, call *ast.CallExpr, sel *ast.SelectorExpr, parent ast.Node) bool {
	name, n := "", "1"
	switch sel.Sel.Name {
	case "Allow":
		e.replace(sel.Sel.Pos(), sel.Sel.End(), "TryAcquire")
		return true
	case "AllowN":
		now, ok := ast.Unparen(call.Args[0]).(*ast.CallExpr)
		if !ok || !m.isTime(now, "Now") {
			return false // it asks for a time of its own
		}
		e.replace(sel.Sel.Pos(), call.Args[1].Pos(), "TryAcquireN(")
		return true
	case "WaitN":
		n = e.file.of(call.Args[1])
		fallthrough
	case "Wait":
		name = "Acquire"
		if m.planned[call.Pos()] {
			// The error must be looked at: it is what holds the element up.
			name = "Admit"
			switch p := parent.(type) {
			case *ast.ReturnStmt:
			case *ast.AssignStmt:
				if id, ok := p.Lhs[0].(*ast.Ident); !ok || len(p.Lhs) != 1 || id.Name == "_" {
					return false
				}
			default:
				return false
			}
		}
	default:
		return false
	}
	e.replace(sel.Sel.Pos(), call.End(), name+"("+e.file.of(call.Args[0])+", "+n+")")
	return true
}

// unseen reports whether a file of the directory that is not part of this
// package, or not of this build of it, may use the variable: a test, or one
// for another system.
func (m *mover) unseen() bool {
	seen := make(map[string]bool)
	for _, f := range m.src.Files {
		seen[filepath.Base(m.pass.Fset.Position(f.FileStart).Filename)] = true
	}
	dir := filepath.Dir(m.file.tok.Name())
	entries, err := os.ReadDir(dir)
	if err != nil {
		return true
	}
	for _, entry := range entries {
		if name := entry.Name(); filepath.Ext(name) == ".go" && !seen[name] {
			data, err := os.ReadFile(filepath.Join(dir, name))
			if err != nil || bytes.Contains(data, []byte(m.v.Name())) {
				return true
			}
		}
	}
	return false
}

// dropImport removes the import of a package if the edits take its last use.
func (e *edit) dropImport(path string) {
	for _, d := range e.file.syntax.Decls {
		decl, ok := d.(*ast.GenDecl)
		if !ok || decl.Tok != token.IMPORT {
			continue
		}
		for _, s := range decl.Specs {
			spec := s.(*ast.ImportSpec)
			name := e.pass.TypesInfo.PkgNameOf(spec)
			if name == nil || name.Imported().Path() != path || name.Name() == "_" || name.Name() == "." || e.writes(name.Name()) {
				continue
			}
			used := false
			ast.Inspect(e.file.syntax, func(n ast.Node) bool {
				if id, ok := n.(*ast.Ident); ok && e.pass.TypesInfo.Uses[id] == name && !e.covers(id) {
					used = true
				}
				return !used
			})
			switch {
			case used:
			case decl.Lparen.IsValid():
				e.replace(spec.Pos(), spec.End(), "")
			default:
				e.replace(decl.Pos(), decl.End(), "")
			}
		}
	}
}

// covers reports whether an edit replaces a node.
func (e *edit) covers(n ast.Node) bool {
	return slices.ContainsFunc(e.edits, func(t analysis.TextEdit) bool {
		return t.Pos <= n.Pos() && n.End() <= t.End
	})
}
