package move

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"
)

// Holder returns the variable or field that an expression names, or the one of which it
// is an element, or nil.
func Holder(info *types.Info, e ast.Expr) *types.Var {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		v, _ := info.Uses[e].(*types.Var)
		return v
	case *ast.SelectorExpr:
		v, _ := info.Uses[e.Sel].(*types.Var)
		return v
	case *ast.IndexExpr:
		if _, ok := info.TypeOf(e.X).Underlying().(*types.Map); ok {
			return Holder(info, e.X)
		}
	}
	return nil
}

// join adds a variable to the group. It fails if another package may know the variable,
// or if its type is neither the limiter's nor a map to it.
func (m *mover) join(v *types.Var) bool {
	v = v.Origin()
	if m.joined[v] {
		return true
	}
	t := v.Type()
	if mt, ok := t.(*types.Map); ok {
		t = mt.Elem()
	}
	if !types.Identical(t, m.typ) || v.Embedded() || v.Pkg() != m.Types {
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
	m.joined[v] = true
	m.group = append(m.group, v)
	return true
}

// joinHolder adds the variable that an expression names to the group.
func (m *mover) joinHolder(x ast.Expr) bool {
	v := Holder(m.Info, x)
	return v != nil && m.join(v)
}

// joinDeclared adds the variable that a name declares to the group.
func (m *mover) joinDeclared(x ast.Expr) bool {
	id, ok := x.(*ast.Ident)
	if !ok {
		return false
	}
	v, ok := m.Info.ObjectOf(id).(*types.Var)
	return id.Name == "_" || ok && m.join(v)
}

// variable changes the declaration of a variable, its values and its uses.
func (m *mover) variable(v *types.Var) bool {
	c, found := m.Covering(v.Pos(), v.Pos()+1)
	if !found || !m.declaration(v, c) {
		return false
	}
	uses := slices.Clone(m.UsesOf(v))
	slices.SortFunc(uses, func(a, b *ast.Ident) int { return int(a.Pos() - b.Pos()) })
	for _, id := range uses {
		if !m.use(m.Find(id)) {
			return false
		}
	}
	for _, val := range m.Src.Values(v) {
		if v.Kind() != types.ParamVar && !m.done[val.Expr] {
			return false // it gets a value that no change covers
		}
	}
	return true
}

// declaration changes the type and the first value of a variable, which is declared at
// a cursor.
func (m *mover) declaration(v *types.Var, c inspector.Cursor) bool {
	switch d := c.Parent().Node().(type) {
	case *ast.ValueSpec:
		return len(d.Names) == 1 && (d.Type == nil || m.typeExpr(d.Type)) && !slices.ContainsFunc(d.Values, m.cannotBe)
	case *ast.Field:
		return len(d.Names) == 1 && m.typeExpr(d.Type) && (v.Kind() != types.ParamVar || m.arguments(v, c))
	case *ast.AssignStmt:
		return d.Tok == token.DEFINE && m.definition(d, c.ParentEdgeIndex())
	case *ast.RangeStmt:
		if c.ParentEdgeKind() != edge.RangeStmt_Value || !m.joinHolder(d.X) {
			return false
		}
		for _, val := range m.Src.Values(v) {
			m.done[val.Expr] = true
		}
		return true
	}
	return false
}

// definition changes the value of the variable with an index in a definition.
func (m *mover) definition(d *ast.AssignStmt, i int) bool {
	if len(d.Rhs) == 1 && len(d.Lhs) == 2 && i == 0 {
		_, ok := ast.Unparen(d.Rhs[0]).(*ast.IndexExpr)
		return ok && m.value(d.Rhs[0])
	}
	return len(d.Lhs) == len(d.Rhs) && m.value(d.Rhs[i])
}

// arguments changes the arguments for a parameter. It fails if the package does anything
// but call the function.
func (m *mover) arguments(param *types.Var, c inspector.Cursor) bool {
	fn := m.FuncAt(c)
	if fn == nil || fn.Decl == nil || fn.Decl.Recv != nil || fn.Obj.Exported() || fn.Decl.Type.TypeParams != nil || fn.Sig.Variadic() {
		return false
	}
	i := slices.Index(slices.Collect(fn.Sig.Params().Variables()), param)
	var args []ast.Expr
	for id, obj := range m.Info.Uses {
		if obj != types.Object(fn.Obj) {
			continue
		}
		at := m.Find(id)
		if at.ParentEdgeKind() != edge.CallExpr_Fun {
			return false
		}
		call := at.Parent().Node().(*ast.CallExpr)
		if len(call.Args) <= i {
			return false
		}
		args = append(args, call.Args[i])
	}
	slices.SortFunc(args, func(a, b ast.Expr) int { return int(a.Pos() - b.Pos()) })
	return i >= 0 && !slices.ContainsFunc(args, m.cannotBe)
}

// typeExpr changes a type as it is written.
func (m *mover) typeExpr(t ast.Expr) bool {
	if mt, ok := t.(*ast.MapType); ok {
		t = mt.Value
	}
	p, ok := m.at(t)
	if !ok || !types.Identical(m.Info.TypeOf(t), m.typ) {
		return false
	}
	p.ReplaceNode(t, "*"+p.Qualified(Limiter, "ratelimit", "Limiter"))
	return true
}

// value changes a value of a variable of the group: a new limiter, or another variable.
func (m *mover) value(x ast.Expr) bool {
	m.done[x] = true
	switch v := ast.Unparen(x).(type) {
	case *ast.CallExpr:
		switch m.Src.Builtin(v) {
		case "":
			return m.constructor(v)
		case "make":
			return m.typeExpr(v.Args[0])
		}
		return false
	case *ast.CompositeLit:
		return m.literal(v)
	}
	return m.IsNil(x) || m.joinHolder(x)
}

func (m *mover) cannotBe(x ast.Expr) bool { return !m.value(x) }

// literal changes a map literal.
func (m *mover) literal(lit *ast.CompositeLit) bool {
	_, isMap := m.Info.TypeOf(lit).Underlying().(*types.Map)
	return isMap && lit.Type != nil && m.typeExpr(lit.Type) && !slices.ContainsFunc(lit.Elts, func(elt ast.Expr) bool {
		return !m.value(elt.(*ast.KeyValueExpr).Value)
	})
}

// use changes one use of a variable of the group.
func (m *mover) use(c inspector.Cursor) bool {
	if _, ok := m.at(c.Node()); !ok {
		return false
	}
	if c.ParentEdgeKind() == edge.SelectorExpr_Sel {
		c = c.Parent()
	}
	if c.ParentEdgeKind() == edge.IndexExpr_X {
		c = c.Parent()
	}
	switch parent := c.Parent().Node().(type) {
	case *ast.KeyValueExpr:
		return m.keyed(parent, c)
	case *ast.AssignStmt:
		return m.assign(parent, c)
	case *ast.ValueSpec:
		return len(parent.Names) == 1 && m.joinDeclared(parent.Names[0])
	case *ast.RangeStmt:
		return m.ranged(parent, c)
	case *ast.BinaryExpr:
		return m.IsNil(parent.X) || m.IsNil(parent.Y)
	case *ast.CallExpr:
		return m.passed(parent, c)
	case *ast.SelectorExpr:
		return c.Parent().ParentEdgeKind() == edge.CallExpr_Fun && m.call(c.Parent().Parent())
	}
	return false
}

// keyed changes an element of a literal whose key is a field of the group, or whose value
// is a variable of it.
func (m *mover) keyed(elt *ast.KeyValueExpr, c inspector.Cursor) bool {
	if c.ParentEdgeKind() == edge.KeyValueExpr_Key {
		return m.value(elt.Value)
	}
	_, isField := elt.Key.(*ast.Ident)
	return m.done[elt.Value] || isField && m.joinDeclared(elt.Key)
}

// ranged adds the variable of a loop over a map of the group.
func (m *mover) ranged(loop *ast.RangeStmt, c inspector.Cursor) bool {
	return c.ParentEdgeKind() == edge.RangeStmt_X && (loop.Value == nil || m.joinDeclared(loop.Value))
}

// assign changes an assignment to or from a variable of the group.
func (m *mover) assign(stmt *ast.AssignStmt, c inspector.Cursor) bool {
	i := c.ParentEdgeIndex()
	switch {
	case c.ParentEdgeKind() == edge.AssignStmt_Lhs:
		return stmt.Tok == token.ASSIGN && len(stmt.Lhs) == len(stmt.Rhs) && m.value(stmt.Rhs[i])
	case i >= len(stmt.Lhs):
		return false
	case stmt.Tok == token.DEFINE:
		return m.joinDeclared(stmt.Lhs[i])
	}
	id, ok := stmt.Lhs[i].(*ast.Ident)
	return ok && id.Name == "_" || m.joinHolder(stmt.Lhs[i])
}

// passed adds the parameter for which a call passes a limiter.
func (m *mover) passed(call *ast.CallExpr, c inspector.Cursor) bool {
	id, ok := ast.Unparen(call.Fun).(*ast.Ident)
	if !ok || c.ParentEdgeKind() != edge.CallExpr_Args {
		return false
	}
	switch fn := m.Info.Uses[id].(type) {
	case *types.Builtin:
		return fn.Name() == "delete" || fn.Name() == "len"
	case *types.Func:
		i := c.ParentEdgeIndex()
		return fn.Pkg() == m.Types && i < fn.Signature().Params().Len() && m.join(fn.Signature().Params().At(i))
	}
	return false
}
