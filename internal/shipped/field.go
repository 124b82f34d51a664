package shipped

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"strings"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/operator"
	"github.com/jobvet/jobvet/internal/source"
)

// A field is one of a subject's, with what the package does with it.
type field struct {
	*subject
	v     *types.Var
	index int
	kind  Kind
	tag   bool // it is exported, and left out by its tag

	set      token.Pos // where it is first given something, outside of workers
	setIn    *source.Func
	emptyMap token.Pos // likewise, an empty map
	emptyIn  *source.Func
	restored bool               // something on a worker sets it
	read     *operator.Operator // what reads it on a worker
	filled   bool               // something on a worker puts elements into it
	expected bool               // something on a worker goes on where it is nil

	// For a move: what sets the field in literals, and what else is done with
	// it outside of workers.
	literals []*Move
	others   int
}

// fields finds the fields that are not shipped, or not whole.
func (f *finder) fields() {
	watched := make(map[*types.Var]*field)
	var list []*field
	own := f.ownEncoders()
	for _, s := range f.subjects {
		if marshals(s.named) || restores(s.named) {
			continue
		}
		for i := range s.fields.NumFields() {
			v := s.fields.Field(i)
			fld := &field{subject: s, v: v, index: i, kind: Lost, tag: v.Exported() && untagged(s.fields, i)}
			switch {
			case v.Exported() && !own && f.cannotEncode(fld):
				continue
			case v.Embedded(): // its exported fields are shipped
				continue
			case v.Exported() && !fld.tag:
				if opaque(v.Type()) == nil {
					continue
				}
				fld.kind = Opaque
			}
			watched[v] = fld
			list = append(list, fld)
		}
	}
	if len(list) == 0 {
		return
	}
	w := &watcher{finder: f, fields: watched}
	for _, file := range f.Source.Files {
		w.file(file)
	}
	for _, fld := range list {
		if !fld.set.IsValid() && fld.filled {
			fld.set, fld.setIn = fld.emptyMap, fld.emptyIn
		}
		if fld.set.IsValid() && !fld.restored && fld.read != nil {
			f.lose(fld)
		}
	}
}

// ownEncoders reports whether the package gives some type an encoding of its
// own: then it does not show which types a schema can be made of.
func (f *finder) ownEncoders() bool {
	asked := make(map[*catalog.Framework]bool)
	for _, s := range f.subjects {
		fw := s.op.Framework
		if asked[fw] {
			continue
		}
		asked[fw] = true
		symbols := fw.Symbols(fw.Encoders)
		for _, obj := range f.Source.Info.Uses {
			if fn, ok := obj.(*types.Func); ok && isOneOf(fn, symbols) {
				return true
			}
		}
	}
	return false
}

// cannotEncode finds a field whose type has no encoding, and reports whether
// it is one.
func (f *finder) cannotEncode(fld *field) bool {
	var bad types.Type
	path := fld.v.Name()
	harm := "no schema can be made of it, and the program panics when it starts, on every runner"
	if fld.schema {
		bad, path = f.unencodable(fld.v.Type(), path, make(map[types.Type]bool))
	} else if !fld.tag {
		// Without a schema it is encoded when the job is submitted.
		switch fld.v.Type().Underlying().(type) {
		case *types.Chan, *types.Signature:
			bad = fld.v.Type()
			harm = "it cannot be encoded, and the job is refused when it is submitted"
		}
	}
	if bad == nil {
		return false
	}
	f.found = append(f.found, &Finding{
		Kind: Unencodable, Op: fld.op, Pos: fld.v.Pos(), Set: fld.v.Pos(),
		Phrase: fmt.Sprintf("has the exported field %s, %s", path, f.kindOf(bad)),
		Harm:   harm,
		Advice: "unexport the field, and set it in " + f.setup(fld.subject),
	})
	return true
}

func (f *finder) kindOf(t types.Type) string {
	text := types.TypeString(t, func(p *types.Package) string {
		if p == f.Source.Types {
			return ""
		}
		return p.Name()
	})
	switch t.Underlying().(type) {
	case *types.Chan:
		return "a channel (" + text + ")"
	case *types.Signature:
		return "a function (" + text + ")"
	}
	return "an interface (" + text + ")"
}

// setup is the method in which a worker sets up an operator.
func (f *finder) setup(s *subject) string {
	for _, shipped := range f.Shipped {
		if shipped.Type == s.named && len(shipped.Registration.Lifecycle) > 0 {
			return shipped.Registration.Lifecycle[0]
		}
	}
	return "a method that runs on the worker"
}

// lose adds the finding of a field that is set in vain.
func (f *finder) lose(fld *field) {
	t := fld.v.Type()
	finding := &Finding{Kind: fld.kind, Op: fld.read, Pos: fld.v.Pos(), Set: fld.set, Seen: fld.set}
	build := "build it in " + f.setup(fld.subject) + " from exported fields"
	limiter := f.isLimiter(t)
	if limiter {
		build += ", or keep a ratelimit.Limiter in an exported field, which ships itself"
	}
	if fld.kind == Opaque {
		finding.Phrase = fmt.Sprintf("loses what its field %s holds, which %s sets", fld.v.Name(), name(fld.setIn))
		finding.Harm = fmt.Sprintf("%s has no exported fields and no encoding, and a worker gets a zero one", f.typeName(t))
		if limiter {
			finding.Harm += ", which lets nothing through"
		}
		finding.Advice = build
		f.found = append(f.found, finding)
		return
	}
	finding.Phrase = fmt.Sprintf("loses its field %s, which %s sets", fld.v.Name(), name(fld.setIn))
	finding.Harm = "only exported fields are shipped, and on a worker it is " + zero(t)
	if fld.tag {
		finding.Harm = `a field with the tag json:"-" is not shipped, and on a worker it is ` + zero(t)
	}
	if finding.Soft = fld.expected && !limiter && !f.isData(t); !finding.Soft {
		finding.Move = f.move(fld)
	}
	switch {
	case limiter || !f.isData(t):
		finding.Advice = build
	case fld.tag:
		finding.Advice = "drop the tag"
	default:
		finding.Advice = "export it"
	}
	f.found = append(f.found, finding)
}

func (f *finder) typeName(t types.Type) string {
	return "a " + types.TypeString(t, func(p *types.Package) string { return p.Name() })
}

// isData reports whether an exported field of the type would be shipped whole.
func (f *finder) isData(t types.Type) bool {
	if marshals(t) {
		return true
	}
	if opaque(t) != nil {
		return false
	}
	switch u := t.Underlying().(type) {
	case *types.Basic:
		return true
	case *types.Pointer:
		_, nested := u.Elem().Underlying().(*types.Pointer)
		return !nested && f.isData(u.Elem())
	case *types.Slice:
		return f.isData(u.Elem())
	case *types.Array:
		return f.isData(u.Elem())
	case *types.Map:
		_, ok := u.Key().Underlying().(*types.Basic)
		return ok && f.isData(u.Elem())
	case *types.Struct:
		for fld := range u.Fields() {
			if !fld.Exported() || !f.isData(fld.Type()) {
				return false
			}
		}
		return true
	}
	return false
}

// zero is the zero value of a type, for a message.
func zero(t types.Type) string {
	switch u := t.Underlying().(type) {
	case *types.Basic:
		switch {
		case u.Info()&types.IsString != 0:
			return "empty"
		case u.Info()&types.IsBoolean != 0:
			return "false"
		case u.Info()&types.IsNumeric != 0:
			return "0"
		}
	case *types.Struct, *types.Array:
		return "a zero value"
	}
	return "nil"
}

// A watcher notes what the package does with fields.
type watcher struct {
	*finder
	fields map[*types.Var]*field
	stack  []ast.Node
	fns    []*source.Func
	test   bool // is it in a test file?
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

func (w *watcher) isTest(pos token.Pos) bool {
	return strings.HasSuffix(w.Source.Fset.Position(pos).Filename, "_test.go")
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

// write notes that a field is set; to is nil where it does not show to what.
func (w *watcher) write(v *types.Var, to ast.Expr, pos token.Pos) {
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

// isZero reports whether an expression is what a worker has anyway.
func (w *watcher) isZero(fld *field, e ast.Expr) bool {
	e = ast.Unparen(e)
	tv := w.Source.Info.Types[e]
	if tv.IsNil() {
		return true
	}
	if tv.Value != nil {
		switch tv.Value.Kind() {
		case constant.Bool:
			return !constant.BoolVal(tv.Value)
		case constant.String:
			return constant.StringVal(tv.Value) == ""
		}
		return constant.Sign(tv.Value) == 0
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

// selector notes what is done with a field that a selector names.
func (w *watcher) selector(sel *ast.SelectorExpr) {
	v, ok := w.Source.Info.Uses[sel.Sel].(*types.Var)
	if !ok || w.fields[v.Origin()] == nil {
		return
	}
	fld := w.fields[v.Origin()]
	if !w.onWorker(w.fn()) {
		fld.others++
	}
	x, up := ast.Node(sel), len(w.stack)-1
	part := false // is it a part of the field that is written?
	for ; up >= 0; up-- {
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
		case *ast.IndexExpr:
			if p.X != x {
				w.readBy(fld)
				return
			}
			if w.onWorker(w.fn()) && w.assigned(p, up-1) {
				fld.filled = true
				if s, ok := w.stack[up-1].(*ast.AssignStmt); ok && s.Tok == token.ASSIGN && source.IsArray(w.Source.Info.TypeOf(p.X)) {
					fld.restored = true
				}
			}
			w.readBy(fld)
			return
		case *ast.SliceExpr:
			if p.X == x && source.IsArray(w.Source.Info.TypeOf(p.X)) {
				w.write(v, nil, sel.Pos()) // as if its address were taken
			}
			w.readBy(fld)
			return
		case *ast.RangeStmt:
			if p.Key == x || p.Value == x {
				w.write(v, nil, sel.Pos())
				return
			}
			w.readBy(fld)
			return
		case *ast.BinaryExpr:
			if w.expects(p, x, up-1) {
				fld.expected = true
			}
			w.readBy(fld)
			return
		case *ast.AssignStmt:
			w.assign(fld, v, p, x, part)
			return
		case *ast.UnaryExpr:
			if p.Op == token.AND {
				w.write(v, nil, sel.Pos())
			}
			w.readBy(fld)
			return
		default:
			w.readBy(fld)
			return
		}
		x = w.stack[up]
	}
}

// assigned reports whether a node is on the left of an assignment.
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

// assign notes an assignment of which the field, or a part of it, is a side.
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
	if op, ok := w.reader[w.fn()]; ok && fld.read == nil {
		fld.read = op
		if w.fn() != nil && !w.hasMethod(fld.subject, op.Fn) {
			fld.read = fld.op
		}
	}
}

func (w *watcher) hasMethod(s *subject, fn *source.Func) bool {
	for _, m := range s.methods {
		if m == fn {
			return true
		}
	}
	return false
}

// whole notes that something on a worker sets all of a value: *f = T{...}, or
// a function of another package that gets f and may decode into it.
func (w *watcher) whole(id *ast.Ident) {
	v, ok := w.Source.Info.Uses[id].(*types.Var)
	if !ok || !w.onWorker(w.fn()) || len(w.stack) == 0 {
		return
	}
	t := v.Type()
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	n, ok := types.Unalias(t).(*types.Named)
	if !ok {
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
	for _, fld := range w.fields {
		if fld.named == n.Origin() {
			fld.restored = true
		}
	}
}
