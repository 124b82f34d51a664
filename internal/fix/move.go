package fix

import (
	"bytes"
	"cmp"
	"go/ast"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/effect"
	"github.com/jobvet/jobvet/internal/source"
)

// ratelimit is the package of the bundled limiter.
const ratelimit = "github.com/jobvet/jobvet/ratelimit"

// move returns the fix that moves the limiter of a call to the bundled one as
// a whole: the variables and fields that hold it, its constructors and its
// calls in every file of the package. Calls that wait go on waiting where no
// operator reaches them. Each finding of a limiter has the same fix, edit by
// edit, so that it is applied once when several are.
//
// It is an alternative to asking the limiter itself, because the module may
// not have the bundled one yet.
func (s *site) move(call *ast.CallExpr) []analysis.SuggestedFix {
	if s.moved != nil {
		return nil // this is part of a move
	}
	_, _, sel := s.entryOf(call)
	if sel == nil {
		return nil
	}
	v := heldBy(s.pass.TypesInfo, sel.X)
	typ := s.pass.TypesInfo.TypeOf(sel.X)
	if v == nil || typ == nil {
		return nil
	}
	m := &mover{site: s, typ: typ, edits: make(map[*file]*edit), seen: make(map[*types.Var]bool), done: make(map[ast.Expr]bool)}
	if !m.join(v) {
		return nil
	}
	for len(m.queue) > 0 {
		v := m.queue[0]
		m.queue = m.queue[1:]
		if !m.variable(v) {
			return nil
		}
	}
	return m.finish()
}

// heldBy is the variable or field that an expression names, or whose element
// it is.
func heldBy(info *types.Info, e ast.Expr) *types.Var {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		v, _ := info.Uses[e].(*types.Var)
		return v
	case *ast.SelectorExpr:
		v, _ := info.Uses[e.Sel].(*types.Var)
		return v
	case *ast.IndexExpr:
		if _, ok := info.TypeOf(e.X).Underlying().(*types.Map); ok {
			return heldBy(info, e.X)
		}
	}
	return nil
}

// A mover moves a group of variables: all that may hold the same limiter.
type mover struct {
	*site
	typ   types.Type // of the limiter
	group []*types.Var
	queue []*types.Var
	seen  map[*types.Var]bool
	edits map[*file]*edit
	waits []Request         // of the limiter, in operators
	done  map[ast.Expr]bool // values that are converted
	lib   []string          // the packages of the old limiter
	note  string            // on what is not the same
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

// join adds a variable to the group, if it is one that only this package
// knows: of the limiter's type, or a map to it.
func (m *mover) join(v *types.Var) bool {
	v = v.Origin()
	if m.seen[v] {
		return true
	}
	t := v.Type()
	if mt, ok := t.(*types.Map); ok {
		t = mt.Elem()
	}
	if !types.Identical(t, m.typ) || v.Embedded() || v.Pkg() != m.pass.Pkg {
		return false
	}
	switch v.Kind() {
	case types.PackageVar, types.FieldVar:
		if v.Exported() {
			return false
		}
	case types.LocalVar, types.ParamVar:
	default:
		return false
	}
	m.seen[v] = true
	m.group = append(m.group, v)
	m.queue = append(m.queue, v)
	return true
}

// variable changes the declaration of a variable, and all that uses it.
func (m *mover) variable(v *types.Var) bool {
	if !m.declaration(v) {
		return false
	}
	uses := slices.Clone(m.usesOf(v))
	slices.SortFunc(uses, func(a, b *ast.Ident) int { return int(a.Pos() - b.Pos()) })
	for _, id := range uses {
		if !m.use(id) {
			return false
		}
	}
	for _, val := range m.src.Values(v) {
		if v.Kind() != types.ParamVar && !m.done[val.Expr] {
			return false // some value comes in another way
		}
	}
	return true
}

// declaration changes the type and the first value of a variable.
func (m *mover) declaration(v *types.Var) bool {
	f := m.Fixer.file(v.Pos())
	if f == nil {
		return false
	}
	path := enclosing(f.syntax, &ast.Ident{NamePos: v.Pos(), Name: v.Name()})
	for len(path) > 0 {
		if _, ok := path[0].(*ast.Ident); !ok {
			break
		}
		path = path[1:]
	}
	switch d := path[0].(type) {
	case *ast.ValueSpec:
		if len(d.Names) != 1 || d.Type != nil && !m.typeExpr(d.Type) {
			return false
		}
		for _, val := range d.Values {
			if !m.value(val) {
				return false
			}
		}
		return true
	case *ast.Field:
		return len(d.Names) == 1 && m.typeExpr(d.Type) && (v.Kind() != types.ParamVar || m.arguments(v, path))
	case *ast.AssignStmt:
		if d.Tok != token.DEFINE {
			return false
		}
		for i, l := range d.Lhs {
			if l.Pos() != v.Pos() {
				continue
			}
			if len(d.Rhs) == 1 && len(d.Lhs) == 2 && i == 0 {
				_, ok := ast.Unparen(d.Rhs[0]).(*ast.IndexExpr)
				return ok && m.value(d.Rhs[0])
			}
			return len(d.Lhs) == len(d.Rhs) && m.value(d.Rhs[i])
		}
	case *ast.RangeStmt:
		if d.Value == nil || d.Value.Pos() != v.Pos() {
			return false
		}
		from := heldBy(m.pass.TypesInfo, d.X)
		if from == nil || !m.join(from) {
			return false
		}
		for _, val := range m.src.Values(v) {
			m.done[val.Expr] = true
		}
		return true
	}
	return false
}

// arguments changes what is passed for a parameter, of a function that is only
// called.
func (m *mover) arguments(param *types.Var, path []ast.Node) bool {
	var decl *ast.FuncDecl
	for _, n := range path {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.FuncDecl:
			decl = n
		}
	}
	if decl == nil || decl.Recv != nil || decl.Name.IsExported() || decl.Type.TypeParams != nil {
		return false
	}
	fn, ok := m.pass.TypesInfo.Defs[decl.Name].(*types.Func)
	if !ok || fn.Signature().Variadic() {
		return false
	}
	at := -1
	for i := range fn.Signature().Params().Len() {
		if fn.Signature().Params().At(i) == param {
			at = i
		}
	}
	var calls []*ast.CallExpr
	for id, obj := range m.pass.TypesInfo.Uses {
		if obj != types.Object(fn) {
			continue
		}
		f := m.Fixer.file(id.Pos())
		if f == nil {
			return false
		}
		around := enclosing(f.syntax, id)
		call, ok := around[0].(*ast.CallExpr)
		if !ok || call.Fun != ast.Expr(id) || len(call.Args) <= at {
			return false
		}
		calls = append(calls, call)
	}
	slices.SortFunc(calls, func(a, b *ast.CallExpr) int { return int(a.Pos() - b.Pos()) })
	for _, call := range calls {
		if at < 0 || !m.value(call.Args[at]) {
			return false
		}
	}
	return at >= 0
}

// typeExpr changes a type as it is written.
func (m *mover) typeExpr(t ast.Expr) bool {
	if mt, ok := t.(*ast.MapType); ok {
		t = mt.Value
	}
	e := m.in(t)
	if e == nil || !types.Identical(m.pass.TypesInfo.TypeOf(t), m.typ) {
		return false
	}
	e.replace(t.Pos(), t.End(), "*"+e.name(ratelimit, "ratelimit", "Limiter"))
	return true
}

// value changes what is stored in a variable: a new limiter, or that of another
// variable.
func (m *mover) value(x ast.Expr) bool {
	m.done[x] = true
	switch v := ast.Unparen(x).(type) {
	case *ast.CallExpr:
		if id, ok := ast.Unparen(v.Fun).(*ast.Ident); ok {
			if b, ok := m.pass.TypesInfo.Uses[id].(*types.Builtin); ok {
				return b.Name() == "make" && m.typeExpr(v.Args[0])
			}
		}
		return m.constructor(v)
	case *ast.CompositeLit:
		if v.Type == nil || !m.typeExpr(v.Type) {
			return false
		}
		for _, elt := range v.Elts {
			kv, ok := elt.(*ast.KeyValueExpr)
			if !ok || !m.value(kv.Value) {
				return false
			}
		}
		_, isMap := m.pass.TypesInfo.TypeOf(v).Underlying().(*types.Map)
		return isMap
	}
	if m.isNil(x) {
		return true
	}
	from := heldBy(m.pass.TypesInfo, x)
	return from != nil && m.join(from)
}

// use changes one place that names a variable of the group.
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
	if index, ok := path[0].(*ast.IndexExpr); ok && index.X == x {
		x, path = index, path[1:]
	}
	switch p := path[0].(type) {
	case *ast.KeyValueExpr:
		if p.Key == x {
			return m.value(p.Value)
		}
		if field, ok := p.Key.(*ast.Ident); ok && !m.done[x] {
			return m.flows(field)
		}
		return m.done[x]
	case *ast.AssignStmt:
		return m.assign(p, x)
	case *ast.ValueSpec:
		return len(p.Names) == 1 && m.flows(p.Names[0])
	case *ast.RangeStmt:
		if p.X != x {
			return false
		}
		value, ok := p.Value.(*ast.Ident)
		return p.Value == nil || ok && m.flows(value)
	case *ast.BinaryExpr:
		return m.isNil(p.X) || m.isNil(p.Y)
	case *ast.CallExpr:
		return m.passed(p, x)
	case *ast.SelectorExpr:
		call, ok := path[1].(*ast.CallExpr)
		if !ok || call.Fun != ast.Expr(p) || len(path) < 3 {
			return false
		}
		return m.call(e, call, p, path[2])
	}
	return false
}

// flows adds the variable that a name declares to the group.
func (m *mover) flows(id *ast.Ident) bool {
	if id.Name == "_" {
		return true
	}
	v, ok := m.pass.TypesInfo.ObjectOf(id).(*types.Var)
	return ok && m.join(v)
}

// assign changes an assignment to or from a variable of the group.
func (m *mover) assign(stmt *ast.AssignStmt, x ast.Expr) bool {
	for i, l := range stmt.Lhs {
		if l == x {
			return stmt.Tok == token.ASSIGN && len(stmt.Lhs) == len(stmt.Rhs) && m.value(stmt.Rhs[i])
		}
	}
	for i, r := range stmt.Rhs {
		if ast.Unparen(r) != x || i >= len(stmt.Lhs) {
			continue
		}
		if id, ok := stmt.Lhs[i].(*ast.Ident); ok && id.Name == "_" {
			return true
		}
		if stmt.Tok == token.DEFINE {
			id, ok := stmt.Lhs[i].(*ast.Ident)
			return ok && m.flows(id)
		}
		to := heldBy(m.pass.TypesInfo, stmt.Lhs[i])
		return to != nil && m.join(to)
	}
	return false
}

// passed adds the parameter to the group that a limiter is passed for.
func (m *mover) passed(call *ast.CallExpr, x ast.Expr) bool {
	id, ok := ast.Unparen(call.Fun).(*ast.Ident)
	if !ok {
		return false
	}
	switch fn := m.pass.TypesInfo.Uses[id].(type) {
	case *types.Builtin:
		return fn.Name() == "delete" || fn.Name() == "len"
	case *types.Func:
		for i, arg := range call.Args {
			if ast.Unparen(arg) == x && fn.Pkg() == m.pass.Pkg && i < fn.Signature().Params().Len() {
				return m.join(fn.Signature().Params().At(i))
			}
		}
	}
	return false
}

// call changes a call of one of the limiter's methods.
func (m *mover) call(e *edit, call *ast.CallExpr, sel *ast.SelectorExpr, parent ast.Node) bool {
	entry, fn, _ := m.entryOf(call)
	if entry == nil || !entry.Limiter || hasCalls(sel.X) {
		return false
	}
	if r, ok := m.planned[call.Pos()]; ok {
		m.waits = append(m.waits, r)
		return true
	}
	n := m.size(entry, call)
	results := fn.Signature().Results()
	switch {
	case entry.Try && results.Len() == 1:
		return m.tryCall(e, call, sel, fn, n, entry.Inverted)
	case entry.Effect != string(effect.RateWait) || entry.Duration != nil:
		return false
	}
	ctx, drop := "", ""
	if entry.Context != nil {
		ctx = e.file.of(call.Args[*entry.Context])
	} else {
		ctx = e.name("context", "context", "Background") + "()"
	}
	if results.Len() != 1 || !source.IsError(results.At(0).Type()) {
		if _, ok := parent.(*ast.ExprStmt); !ok {
			return false
		}
		drop = "_ = "
	}
	e.replace(call.Pos(), call.End(), drop+e.file.of(sel.X)+".Acquire("+ctx+", "+n+")")
	return true
}

// tryCall changes a call that does not wait.
func (m *mover) tryCall(e *edit, call *ast.CallExpr, sel *ast.SelectorExpr, fn *types.Func, n string, inverted bool) bool {
	on := e.file.of(sel.X)
	text := on + ".TryAcquireN(" + n + ")"
	if n == "1" {
		text = on + ".TryAcquire()"
	}
	for _, arg := range call.Args {
		if !source.IsTime(m.pass.TypesInfo.TypeOf(arg)) {
			continue
		}
		switch arg := ast.Unparen(arg).(type) {
		case *ast.CallExpr:
			if !m.isTime(arg, "Now") {
				return false // it asks for a time of its own
			}
		case *ast.Ident:
			v, ok := m.pass.TypesInfo.Uses[arg].(*types.Var)
			if !ok || v.Kind() != types.LocalVar || len(m.src.Values(v)) == 0 {
				return false
			}
			for _, val := range m.src.Values(v) {
				if now, ok := ast.Unparen(val.Expr).(*ast.CallExpr); !ok || !m.isTime(now, "Now") {
					return false
				}
			}
			text = on + ".TryAcquireAt(" + arg.Name + ", " + n + ")"
		default:
			return false
		}
	}
	switch t := fn.Signature().Results().At(0).Type(); {
	case source.IsInteger(t):
		text = e.typ(t) + "(" + on + ".TryAcquireUpTo(" + n + "))"
	case inverted:
		text = "!" + text
	}
	e.replace(call.Pos(), call.End(), text)
	return true
}

// size is the number of permits of a call, as an int.
func (m *mover) size(entry *catalog.Call, call *ast.CallExpr) string {
	arg := effect.SizeArg(entry, m.pass.TypesInfo, call)
	if arg == nil {
		return "1"
	}
	text := m.Fixer.file(arg.Pos()).of(arg)
	tv := m.pass.TypesInfo.Types[arg]
	if _, literal := arg.(*ast.BasicLit); literal || types.Identical(tv.Type, types.Typ[types.Int]) {
		return text
	}
	return "int(" + text + ")"
}

// finish fixes the waits in operators, which ask the new limiter, and returns
// the fix of all.
func (m *mover) finish() []analysis.SuggestedFix {
	if m.unseen() {
		return nil
	}
	all := m.site.edit()
	for _, r := range m.waits {
		at := m.Fixer.site(r)
		if at == nil {
			return nil
		}
		at.moved, at.asked = m.seen, m.asked
		fixes := at.rateWait()
		if len(fixes) == 0 {
			return nil
		}
		all.edits = append(all.edits, fixes[0].TextEdits...)
	}
	for _, f := range m.src.Files {
		for tok, e := range m.edits {
			if tok.syntax != f {
				continue
			}
			for _, t := range all.edits {
				if f.FileStart <= t.Pos && t.End <= f.FileEnd {
					e.others = append(e.others, t)
				}
			}
			for _, lib := range m.lib {
				e.takeOver(lib)
			}
			done := e.done("")
			if done == nil {
				return nil
			}
			all.edits = append(all.edits, done[0].TextEdits...)
		}
	}
	slices.SortStableFunc(all.edits, func(a, b analysis.TextEdit) int {
		return cmp.Or(cmp.Compare(a.Pos, b.Pos), cmp.Compare(a.End, b.End), bytes.Compare(a.NewText, b.NewText))
	})
	all.edits = slices.CompactFunc(all.edits, func(a, b analysis.TextEdit) bool {
		return a.Pos == b.Pos && a.End == b.End && bytes.Equal(a.NewText, b.NewText)
	})
	for i, t := range all.edits[1:] {
		if before := all.edits[i]; t.Pos < before.End || t.Pos == before.Pos && t.End == before.End {
			return nil // two say different things of one place
		}
	}
	message := "Move " + m.group[0].Name() + " to the bundled limiter, in the whole package; what it refuses is given back after the time that it says" + m.note
	return []analysis.SuggestedFix{{Message: message, TextEdits: all.edits}}
}

// hasLimiter reports whether the bundled limiter can be imported: it is among
// what the package imports, or the module requires it.
func (x *Fixer) hasLimiter(f *file) bool {
	if x.reached(ratelimit) != nil {
		return true
	}
	module := []byte(strings.TrimSuffix(ratelimit, "/ratelimit") + " ")
	for dir := filepath.Dir(f.tok.Name()); ; dir = filepath.Dir(dir) {
		if data, err := os.ReadFile(filepath.Join(dir, "go.mod")); err == nil {
			_, err := os.Stat(filepath.Join(dir, "vendor"))
			return bytes.Contains(data, module) && err != nil
		}
		if dir == filepath.Dir(dir) {
			return false
		}
	}
}

// unseen reports whether a file of the directory that is not part of this
// package, or not of this build of it, may use a variable of the group: a
// test, or one for another system.
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
		name := entry.Name()
		if filepath.Ext(name) != ".go" || seen[name] {
			continue
		}
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			return true
		}
		for _, v := range m.group {
			if v.Kind() != types.LocalVar && bytes.Contains(data, []byte(v.Name())) {
				return true
			}
		}
	}
	return false
}

// takeOver removes the import of a package if the edits take its last use. The
// bundled limiter gets its name, if that is the same.
func (e *edit) takeOver(path string) {
	for _, d := range e.file.syntax.Decls {
		decl, ok := d.(*ast.GenDecl)
		if !ok || decl.Tok != token.IMPORT {
			continue
		}
		for _, s := range decl.Specs {
			spec := s.(*ast.ImportSpec)
			name := e.pass.TypesInfo.PkgNameOf(spec)
			if name == nil || name.Imported().Path() != path || name.Name() == "_" || name.Name() == "." {
				continue
			}
			used := false
			ast.Inspect(e.file.syntax, func(n ast.Node) bool {
				if id, ok := n.(*ast.Ident); ok && e.pass.TypesInfo.Uses[id] == name && !e.covers(id) {
					used = true
				}
				return !used
			})
			if used || e.writes(name.Name()) {
				continue
			}
			if ours := e.imports[ratelimit]; ours != "" && strings.HasPrefix(ours, "ratelimit") && name.Name() == "ratelimit" {
				e.rename(ours, "ratelimit")
			}
			if decl.Lparen.IsValid() {
				e.replace(spec.Pos(), spec.End(), "")
			} else {
				e.replace(decl.Pos(), decl.End(), "")
			}
		}
	}
}

// rename gives a package that the edits import another name.
func (e *edit) rename(from, to string) {
	for i, t := range e.edits {
		e.edits[i].NewText = bytes.ReplaceAll(t.NewText, []byte(from+"."), []byte(to+"."))
	}
	e.imports[ratelimit] = to
}

// covers reports whether an edit replaces a node.
func (e *edit) covers(n ast.Node) bool {
	in := func(t analysis.TextEdit) bool { return t.Pos <= n.Pos() && n.End() <= t.End }
	return slices.ContainsFunc(e.edits, in) || slices.ContainsFunc(e.others, in)
}
