package source

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ast/inspector"
)

// New builds the model of the given files. The inspector may hold more files.
func New(fset *token.FileSet, pkg *types.Package, info *types.Info, in *inspector.Inspector, files []*ast.File) *Package {
	p := &Package{
		Fset: fset, Types: pkg, Info: info, Files: files,
		byObj:   make(map[*types.Func]*Func),
		byLit:   make(map[*ast.FuncLit]*Func),
		values:  make(map[*types.Var][]Value),
		origins: make(map[*types.Var][]Origin),
		init:    &Func{Index: -1},
	}
	b := builder{Package: p}
	in.Nodes(interesting, b.visit)
	return p
}

// interesting lists the node types that the builder looks at. The inspector skips all
// others.
var interesting = []ast.Node{
	(*ast.File)(nil),
	(*ast.FuncDecl)(nil),
	(*ast.FuncLit)(nil),
	(*ast.CallExpr)(nil),
	(*ast.GoStmt)(nil),
	(*ast.DeferStmt)(nil),
	(*ast.SendStmt)(nil),
	(*ast.UnaryExpr)(nil),
	(*ast.RangeStmt)(nil),
	(*ast.ForStmt)(nil),
	(*ast.SelectStmt)(nil),
	(*ast.ReturnStmt)(nil),
	(*ast.AssignStmt)(nil),
	(*ast.ValueSpec)(nil),
	(*ast.CompositeLit)(nil),
}

// A builder holds the state of the one pass.
type builder struct {
	*Package

	test  bool
	stack []*Func // the functions around the node
	// spawned, deferred and cased hold nodes whose parent has decided what they are,
	// until the pass meets them.
	spawned  map[*ast.CallExpr]*ast.GoStmt
	deferred map[*ast.CallExpr]bool
	cased    map[ast.Node]bool
	// converted are the conversions that Conversions has, by their indices.
	converted map[conversionKey]int
}

// top is the function around the node.
func (b *builder) top() *Func {
	if len(b.stack) == 0 {
		return b.init
	}
	return b.stack[len(b.stack)-1]
}

func (b *builder) visit(n ast.Node, push bool) bool {
	if !push {
		b.leave(n)
		return true
	}
	switch n := n.(type) {
	case *ast.File:
		b.test = strings.HasSuffix(b.Fset.Position(n.FileStart).Filename, "_test.go")
		return slices.Contains(b.Files, n)
	case *ast.FuncDecl:
		return b.declaration(n)
	case *ast.FuncLit:
		return b.literal(n)
	case *ast.GoStmt, *ast.DeferStmt, *ast.CallExpr:
		b.calls(n)
	case *ast.SendStmt, *ast.UnaryExpr, *ast.RangeStmt, *ast.SelectStmt:
		b.operation(n)
	case *ast.ForStmt:
		fn := b.top()
		fn.Loops = append(fn.Loops, n)
	case *ast.ReturnStmt:
		fn := b.top()
		fn.Returns = append(fn.Returns, n)
		b.results(n)
	case *ast.AssignStmt:
		b.assign(n)
	case *ast.ValueSpec:
		b.valueSpec(n)
	case *ast.CompositeLit:
		b.composite(n)
	}
	return true
}

// declaration enters a declared function. It reports whether its body is to be visited.
func (b *builder) declaration(n *ast.FuncDecl) bool {
	obj, _ := b.Info.Defs[n.Name].(*types.Func)
	if obj == nil {
		return false
	}
	body := n.Body
	if body == nil { // assembly or cgo: only a directive can tell what it does
		body = &ast.BlockStmt{Lbrace: n.End(), Rbrace: n.End()}
	}
	fn := b.enter(&Func{Obj: obj, Decl: n, Sig: obj.Signature(), Body: body})
	b.byObj[obj] = fn
	return true
}

// literal enters a function literal. It reports whether its body is to be visited.
func (b *builder) literal(n *ast.FuncLit) bool {
	sig, _ := b.Info.TypeOf(n).(*types.Signature)
	if sig == nil {
		return false
	}
	parent := b.top()
	fn := b.enter(&Func{Lit: n, Sig: sig, Body: n.Body, Parent: parent})
	parent.Lits = append(parent.Lits, fn)
	b.byLit[n] = fn
	return true
}

// calls notes a call, or how the call of a statement happens.
func (b *builder) calls(n ast.Node) {
	switch n := n.(type) {
	case *ast.GoStmt:
		put(&b.spawned, n.Call, n)
	case *ast.DeferStmt:
		put(&b.deferred, n.Call, true)
	case *ast.CallExpr:
		b.call(n)
	}
}

// operation notes an operation on a channel, if a node is one.
func (b *builder) operation(n ast.Node) {
	switch n := n.(type) {
	case *ast.SendStmt:
		b.sent(n)
		if !b.cased[n] {
			b.op(&ChanOp{Kind: Send, Node: n, Chan: n.Chan})
		}
	case *ast.UnaryExpr:
		if n.Op == token.ARROW && !b.cased[n] {
			b.op(&ChanOp{Kind: Receive, Node: n, Chan: n.X})
		}
	case *ast.RangeStmt:
		b.rangeStmt(n)
	case *ast.SelectStmt:
		b.selectStmt(n)
	}
}

func put[K comparable, V any](m *map[K]V, k K, v V) {
	if *m == nil {
		*m = make(map[K]V)
	}
	(*m)[k] = v
}

func (b *builder) enter(fn *Func) *Func {
	fn.Test = b.test
	fn.Index = len(b.Funcs)
	b.Funcs = append(b.Funcs, fn)
	b.stack = append(b.stack, fn)
	return fn
}

func (b *builder) leave(n ast.Node) {
	switch n.(type) {
	case *ast.FuncDecl, *ast.FuncLit:
		b.stack = b.stack[:len(b.stack)-1]
	}
}

func (b *builder) op(op *ChanOp) {
	fn := b.top()
	fn.ChanOps = append(fn.ChanOps, op)
}

func (b *builder) call(n *ast.CallExpr) {
	c := &Call{Expr: n}
	if g := b.spawned[n]; g != nil {
		c.How, c.Go = Spawned, g
	} else if b.deferred[n] {
		c.How = Deferred
	}
	fn := b.top()
	fn.Calls = append(fn.Calls, c)
	b.arguments(n)
	b.instantiates(n.Fun)
}

func (b *builder) rangeStmt(n *ast.RangeStmt) {
	t := b.Info.TypeOf(n.X)
	if t == nil {
		return
	}
	switch types.Unalias(coreType(t)).(type) {
	case *types.Chan:
		b.op(&ChanOp{Kind: RangeOver, Node: n, Chan: n.X})
	case *types.Signature:
		fn := b.top()
		fn.Calls = append(fn.Calls, &Call{Range: n})
	}
	if id, ok := n.Value.(*ast.Ident); ok {
		b.value(id, Value{Expr: n.X, Result: elementOf})
	}
}

// elementOf is the Result of a Value that is an element of the expression.
const elementOf = -1

// coreType returns the underlying type of t. For a type parameter it takes the first
// type that the constraint lists, which shows what kind of type it is.
func coreType(t types.Type) types.Type {
	for range 10 { // constraints that embed constraints
		iface, ok := t.Underlying().(*types.Interface)
		if _, param := types.Unalias(t).(*types.TypeParam); !ok || !param && iface.IsMethodSet() {
			break
		}
		next := t
		for e := range iface.EmbeddedTypes() {
			if u, ok := types.Unalias(e).(*types.Union); ok && u.Len() > 0 {
				e = u.Term(0).Type()
			}
			if i, ok := e.Underlying().(*types.Interface); ok && i.IsMethodSet() {
				continue // it asks for methods only
			}
			next = e
			break
		}
		if next == t {
			break
		}
		t = next
	}
	return t.Underlying()
}

func (b *builder) selectStmt(n *ast.SelectStmt) {
	for _, s := range n.Body.List {
		switch comm := s.(*ast.CommClause).Comm.(type) {
		case nil:
		case *ast.SendStmt:
			put(&b.cased, ast.Node(comm), true)
		default:
			if x := CommReceive(comm); x != nil {
				put(&b.cased, ast.Node(x), true)
			}
		}
	}
	b.op(&ChanOp{Kind: Select, Node: n, Select: n})
}

func (b *builder) assign(n *ast.AssignStmt) {
	for i, lhs := range n.Lhs {
		v := Value{}
		if len(n.Rhs) == len(n.Lhs) {
			v.Expr = n.Rhs[i]
		} else {
			v.Expr, v.Result = n.Rhs[0], i
		}
		b.value(lhs, v)
	}
}

func (b *builder) valueSpec(n *ast.ValueSpec) {
	for i, name := range n.Names {
		switch {
		case len(n.Values) == len(n.Names):
			b.value(name, Value{Expr: n.Values[i]})
		case len(n.Values) == 1:
			b.value(name, Value{Expr: n.Values[0], Result: i})
		}
	}
}

// value records that v flows into the variable, field or element lhs.
func (b *builder) value(lhs ast.Expr, v Value) {
	obj := b.VarOf(lhs)
	if obj == nil {
		return
	}
	if sel, ok := ast.Unparen(lhs).(*ast.SelectorExpr); ok && obj.IsField() {
		of := b.VarOf(sel.X)
		if s := b.Info.Selections[sel]; s != nil && len(s.Index()) > 1 {
			of = embeddedAt(s.Recv(), s.Index())
		}
		if of != nil {
			v.Of = of.Origin()
		}
	}
	b.record(obj, v)
	if v.Result == 0 {
		b.converts(b.Info.TypeOf(lhs), v.Expr)
	}
}

func (b *builder) record(obj *types.Var, v Value) {
	if !holds(obj.Type()) {
		return
	}
	v.In = b.top()
	obj = obj.Origin()
	b.values[obj] = append(b.values[obj], v)
}

// holds reports whether values of type t can matter to the analysis. Functions and
// channels do, and whatever can have one or lead to one. Numbers and strings do not,
// but durations do: they carry the delay of a limiter.
func holds(t types.Type) bool {
	return !IsBasic(t) || IsDurationLike(t)
}

func (b *builder) composite(n *ast.CompositeLit) {
	b.Literals = append(b.Literals, n)
	t := b.Info.TypeOf(n)
	if t == nil {
		return
	}
	u := t.Underlying()
	if ptr, ok := u.(*types.Pointer); ok { // elided &T in a slice or map
		u = ptr.Elem().Underlying()
	}
	st, ok := u.(*types.Struct)
	if !ok {
		b.elements(n, u)
		return
	}
	for i, elt := range n.Elts {
		if kv, ok := elt.(*ast.KeyValueExpr); ok {
			if id, ok := kv.Key.(*ast.Ident); ok {
				if f, ok := b.Info.Uses[id].(*types.Var); ok {
					b.field(f, kv.Value)
				}
			}
		} else if i < st.NumFields() {
			b.field(st.Field(i), elt)
		}
	}
}

// field records the value that a composite literal gives a field.
func (b *builder) field(f *types.Var, e ast.Expr) {
	b.record(f, Value{Expr: e})
	b.converts(f.Type(), e)
}
