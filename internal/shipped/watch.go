package shipped

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/jobvet/jobvet/internal/source"
)

// A watcher notes what the package does with fields.
type watcher struct {
	*finder
	fields map[*types.Var]*field
	// embedded are the embedded fields that lead to some of them, with their types.
	embedded map[*types.Var]*types.Named
	stack    []ast.Node
	fns      []*source.Func
	test     bool // is it in a test file?
}

func (w *watcher) file(file *ast.File) {
	w.stack, w.fns, w.test = nil, []*source.Func{nil}, w.isTest(file.FileStart)
	ast.Inspect(file, func(x ast.Node) bool {
		if x == nil {
			switch w.stack[len(w.stack)-1].(type) {
			case *ast.FuncDecl, *ast.FuncLit:
				w.fns = w.fns[:len(w.fns)-1]
			}
			w.stack = w.stack[:len(w.stack)-1]
			return true
		}
		switch x := x.(type) {
		case *ast.FuncDecl:
			obj, _ := w.Source.Info.Defs[x.Name].(*types.Func)
			if obj == nil {
				return false
			}
			w.fns = append(w.fns, w.Source.Of(obj))
		case *ast.FuncLit:
			w.fns = append(w.fns, w.Source.OfLit(x))
		case *ast.CompositeLit:
			w.literal(x)
		case *ast.SelectorExpr:
			w.selector(x)
		case *ast.Ident:
			w.whole(x)
		}
		w.stack = append(w.stack, x)
		return true
	})
}

func (f *finder) isTest(pos token.Pos) bool {
	return strings.HasSuffix(f.Source.Fset.Position(pos).Filename, "_test.go")
}

func (w *watcher) fn() *source.Func { return w.fns[len(w.fns)-1] }

// literal notes the fields that a composite literal sets.
func (w *watcher) literal(lit *ast.CompositeLit) {
	t := w.Source.Info.TypeOf(lit)
	if t == nil {
		return
	}
	u := t.Underlying()
	if p, ok := u.(*types.Pointer); ok {
		u = p.Elem().Underlying()
	}
	st, ok := u.(*types.Struct)
	if !ok {
		return
	}
	for i, elt := range lit.Elts {
		if kv, ok := elt.(*ast.KeyValueExpr); ok {
			if id, ok := kv.Key.(*ast.Ident); ok {
				if v, ok := w.Source.Info.Uses[id].(*types.Var); ok {
					w.write(v, kv.Value, kv.Pos())
					if fld := w.fields[v.Origin()]; fld != nil {
						fld.literals = append(fld.literals, &Move{Lit: lit, Set: kv})
					}
				}
			}
		} else if i < st.NumFields() {
			w.write(st.Field(i), elt, elt.Pos())
		}
	}
}

// write notes that a field is set. to is the value, or nil if that does not show.
func (w *watcher) write(v *types.Var, to ast.Expr, pos token.Pos) {
	if n := w.embedded[v.Origin()]; n != nil && w.onWorker(w.fn()) {
		w.restore(n)
	}
	fld := w.fields[v.Origin()]
	if fld == nil {
		return
	}
	fn := w.fn()
	switch {
	case w.onWorker(fn):
		fld.restored = true
	case w.test && !w.isTest(fld.named.Obj().Pos()): // a test runs it where it makes it
	case to == nil || w.isZero(fld, to):
	case isEmptyMap(to, w.Source):
		if !fld.emptyMap.IsValid() {
			fld.emptyMap, fld.emptyIn = pos, fn
		}
	case !fld.set.IsValid():
		fld.set, fld.setIn = pos, fn
	}
}

// isZero reports whether an expression is the value that a worker has anyway.
func (w *watcher) isZero(fld *field, e ast.Expr) bool {
	e = ast.Unparen(e)
	tv := w.Source.Info.Types[e]
	if tv.IsNil() {
		return true
	}
	if tv.Value != nil {
		return isZeroConstant(tv.Value)
	}
	if u, ok := e.(*ast.UnaryExpr); ok && u.Op == token.AND && fld.kind == Opaque {
		e = ast.Unparen(u.X) // a pointer to a zero value comes back as one
	}
	switch x := e.(type) {
	case *ast.CompositeLit:
		if _, ok := tv.Type.Underlying().(*types.Map); ok {
			return false
		}
		return len(x.Elts) == 0
	case *ast.CallExpr:
		switch w.Source.Builtin(x) {
		case "new":
			return fld.kind == Opaque
		case "make":
			if _, ok := tv.Type.Underlying().(*types.Slice); ok && len(x.Args) > 1 {
				n := w.Source.Info.Types[x.Args[1]].Value
				return n != nil && constant.Sign(n) == 0
			}
		}
	}
	return false
}

// isZeroConstant reports whether a constant is the zero value of its type.
func isZeroConstant(v constant.Value) bool {
	switch v.Kind() {
	case constant.Bool:
		return !constant.BoolVal(v)
	case constant.String:
		return constant.StringVal(v) == ""
	}
	return constant.Sign(v) == 0
}

// isEmptyMap reports whether an expression makes a map without elements.
func isEmptyMap(e ast.Expr, src *source.Package) bool {
	t := src.Info.TypeOf(e)
	if t == nil {
		return false
	}
	if _, ok := t.Underlying().(*types.Map); !ok {
		return false
	}
	switch x := ast.Unparen(e).(type) {
	case *ast.CompositeLit:
		return len(x.Elts) == 0
	case *ast.CallExpr:
		return src.Builtin(x) == "make"
	}
	return false
}

// selector notes what code does with a field that a selector names.
func (w *watcher) selector(sel *ast.SelectorExpr) {
	w.promoted(sel)
	v, ok := w.Source.Info.Uses[sel.Sel].(*types.Var)
	if !ok {
		return
	}
	w.embeds(sel, v)
	if w.fields[v.Origin()] == nil {
		return
	}
	fld := w.fields[v.Origin()]
	if !w.onWorker(w.fn()) {
		fld.others++
	}
	x := ast.Node(sel)
	part := false // is it a part of the field that is used?
	for up := len(w.stack) - 1; up >= 0; up-- {
		switch p := w.stack[up].(type) {
		case *ast.ParenExpr, *ast.StarExpr:
		case *ast.SelectorExpr:
			if method, ok := w.Source.Info.Uses[p.Sel].(*types.Func); ok {
				if w.fills(fld, x.(ast.Expr), method, up) {
					fld.restored = true
				}
				w.readBy(fld)
				return
			}
			part = true
		case *ast.AssignStmt:
			w.assign(fld, v, p, x, part)
			return
		case *ast.RangeStmt:
			if p.Key == x || p.Value == x {
				w.write(v, nil, sel.Pos())
			} else {
				w.readBy(fld)
			}
			return
		default:
			w.operand(fld, x, up)
			w.readBy(fld)
			return
		}
		x = w.stack[up]
	}
}

// promoted notes what code does with the embedded fields by way of which a selector finds
// its field or method: it reads them, or a method fills them while a worker is set up.
func (w *watcher) promoted(sel *ast.SelectorExpr) {
	s := w.Source.Info.Selections[sel]
	if s == nil || len(s.Index()) < 2 {
		return
	}
	t := s.Recv()
	for _, i := range s.Index()[:len(s.Index())-1] {
		st, ok := source.Pointee(t).Underlying().(*types.Struct)
		if !ok {
			return
		}
		v := st.Field(i)
		if fld := w.fields[v.Origin()]; fld != nil {
			if _, setsUp := w.setUp[w.fn()]; setsUp && s.Kind() == types.MethodVal {
				fld.restored = true
			}
			w.readBy(fld)
		}
		t = v.Type()
	}
}

// embeds notes that code on a worker sets all of an embedded field, which a selector names.
func (w *watcher) embeds(sel *ast.SelectorExpr, v *types.Var) {
	if n := w.embedded[v.Origin()]; n != nil && w.onWorker(w.fn()) && w.hands(sel) {
		w.restore(n)
	}
}

// hands reports whether code assigns to what a selector names, takes its address, or gives
// it to a function: any of these may set all of it.
func (w *watcher) hands(sel *ast.SelectorExpr) bool {
	switch p := w.stack[len(w.stack)-1].(type) {
	case *ast.AssignStmt:
		return w.assigned(sel, len(w.stack)-1)
	case *ast.UnaryExpr:
		return p.Op == token.AND
	case *ast.CallExpr:
		return p.Fun != sel
	}
	return false
}

// operand notes what an expression, w.stack[up], does with a field besides reading it.
// x is the field or a part of it.
func (w *watcher) operand(fld *field, x ast.Node, up int) {
	switch p := w.stack[up].(type) {
	case *ast.IndexExpr:
		if p.X == x && w.onWorker(w.fn()) && w.assigned(p, up-1) {
			fld.filled = true
			if s, ok := w.stack[up-1].(*ast.AssignStmt); ok && s.Tok == token.ASSIGN && source.IsArray(w.Source.Info.TypeOf(p.X)) {
				fld.restored = true
			}
		}
	case *ast.SliceExpr:
		if p.X == x && source.IsArray(w.Source.Info.TypeOf(p.X)) {
			w.write(fld.v, nil, x.Pos()) // as if its address were taken
		}
	case *ast.BinaryExpr:
		fld.expected = fld.expected || w.expects(p, x, up-1)
	case *ast.UnaryExpr:
		if p.Op == token.AND {
			w.write(fld.v, nil, x.Pos())
		}
	}
}

// assigned reports whether x stands on the left of the assignment w.stack[up].
func (w *watcher) assigned(x ast.Node, up int) bool {
	if up < 0 {
		return false
	}
	switch p := w.stack[up].(type) {
	case *ast.AssignStmt:
		for _, lhs := range p.Lhs {
			if lhs == x {
				return true
			}
		}
	case *ast.IncDecStmt:
		return true
	}
	return false
}

// assign notes an assignment one side of which is the field, or a part of it.
func (w *watcher) assign(fld *field, v *types.Var, stmt *ast.AssignStmt, x ast.Node, part bool) {
	for i, lhs := range stmt.Lhs {
		if lhs != x {
			continue
		}
		if stmt.Tok != token.ASSIGN {
			w.readBy(fld)
			return
		}
		var to ast.Expr
		switch {
		case part:
		case len(stmt.Rhs) == len(stmt.Lhs):
			to = stmt.Rhs[i]
		default:
			to = stmt.Rhs[0]
		}
		w.write(v, to, lhs.Pos())
		return
	}
	w.readBy(fld)
}

func (w *watcher) readBy(fld *field) {
	if op, ok := w.readers[w.fn()]; ok && fld.read == nil {
		fld.read = op
		if w.fn() != nil && !slices.Contains(fld.methods, op.Fn) {
			fld.read = fld.op
		}
	}
}

// whole notes that code on a worker sets all of a value: by *f = T{...}, or by a call
// that gives f to a function of another package, which may decode into it.
func (w *watcher) whole(id *ast.Ident) {
	v, ok := w.Source.Info.Uses[id].(*types.Var)
	if !ok || !w.onWorker(w.fn()) || len(w.stack) == 0 {
		return
	}
	n := source.NamedOf(v.Type())
	if n == nil {
		return
	}
	restores := false
	switch p := w.stack[len(w.stack)-1].(type) {
	case *ast.StarExpr:
		restores = w.assigned(p, len(w.stack)-2)
	case *ast.AssignStmt:
		restores = w.assigned(id, len(w.stack)-1)
	case *ast.UnaryExpr:
		restores = p.Op == token.AND
	case *ast.CallExpr:
		fn := w.Source.NamedFunc(p)
		restores = p.Fun != id && (fn == nil || w.Source.Of(fn) == nil)
	}
	if !restores {
		return
	}
	w.restore(n)
}

// restore notes that code on a worker sets all of a value of a type.
func (w *watcher) restore(n *types.Named) {
	for _, fld := range w.fields {
		if fld.named == n.Origin() || fld.in == n.Origin() {
			fld.restored = true
		}
	}
}
