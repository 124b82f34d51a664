package syntax

import (
	"cmp"
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"slices"
	"sort"

	"github.com/jobvet/jobvet/internal/catalog"
)

// Exists reports whether ok holds for a node of one type: root or one below it.
func Exists[N ast.Node](root ast.Node, ok func(N) bool) bool {
	return exists(root, ok, func(ast.Node) bool { return true })
}

// ExistsOutside is Exists, but does not look into function literals.
func ExistsOutside[N ast.Node](root ast.Node, ok func(N) bool) bool {
	return exists(root, ok, func(n ast.Node) bool {
		_, lit := n.(*ast.FuncLit)
		return !lit
	})
}

func exists[N ast.Node](root ast.Node, ok func(N) bool, enters func(ast.Node) bool) bool {
	found := false
	ast.Inspect(root, func(n ast.Node) bool {
		if n == nil || found || !enters(n) {
			return false
		}
		if n, is := n.(N); is {
			found = ok(n)
		}
		return !found
	})
	return found
}

// Within reports whether a node stands in another one.
func Within(n, outer ast.Node) bool { return outer.Pos() <= n.Pos() && n.End() <= outer.End() }

// IsVar reports whether an expression names a variable.
func (p *Package) IsVar(e ast.Expr, v *types.Var) bool {
	return v != nil && p.VarNamed(e) == v
}

// VarNamed returns the variable that an expression names, or nil. Selected fields do not
// count.
func (p *Package) VarNamed(e ast.Expr) *types.Var {
	id, ok := ast.Unparen(e).(*ast.Ident)
	if !ok {
		return nil
	}
	v, _ := p.Info.Uses[id].(*types.Var)
	return v
}

// UsesOf returns all places that use a variable.
func (p *Package) UsesOf(v *types.Var) []*ast.Ident {
	if p.uses == nil {
		p.uses = make(map[*types.Var][]*ast.Ident)
		for id, obj := range p.Info.Uses {
			if v, ok := obj.(*types.Var); ok {
				p.uses[v] = append(p.uses[v], id)
			}
		}
	}
	return p.uses[v]
}

// Idents returns the identifiers from one position to another that use something.
func (p *Package) Idents(from, to token.Pos) []*ast.Ident {
	if p.idents == nil {
		p.idents = slices.SortedFunc(maps.Keys(p.Info.Uses), func(a, b *ast.Ident) int { return cmp.Compare(a.Pos(), b.Pos()) })
	}
	first := sort.Search(len(p.idents), func(i int) bool { return p.idents[i].Pos() >= from })
	last := first
	for last < len(p.idents) && p.idents[last].End() <= to {
		last++
	}
	return p.idents[first:last]
}

// Mentions reports whether a node uses a variable.
func (p *Package) Mentions(n ast.Node, v types.Object) bool { return p.Count(n, v) > 0 }

// Count counts the uses of a variable in a node, which may be nil.
func (p *Package) Count(n ast.Node, v types.Object) int {
	found := 0
	if n == nil {
		return 0
	}
	ast.Inspect(n, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && p.Info.Uses[id] == v {
			found++
		}
		return true
	})
	return found
}

// Selected returns the method, or the function of another package, that a call calls by
// a selector, or nil.
func (p *Package) Selected(call *ast.CallExpr) *types.Func {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok {
		return nil
	}
	fn, ok := p.Info.Uses[sel.Sel].(*types.Func)
	if !ok || fn.Pkg() == nil {
		return nil
	}
	return fn
}

// EntryOf returns the catalogue's entry of a method call, the method and the selector.
// The entry is nil if the catalogue does not know the method; all are nil for other
// calls.
func (p *Package) EntryOf(call *ast.CallExpr) (*catalog.Call, *types.Func, *ast.SelectorExpr) {
	fn := p.Selected(call)
	if fn == nil {
		return nil, nil, nil
	}
	sel := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if chosen := p.Info.Selections[sel]; chosen == nil || chosen.Kind() != types.MethodVal {
		return nil, nil, nil
	}
	return p.Cat.Call(catalog.SymbolOf(fn)), fn, sel
}

// MethodOf returns the variable and the name of the method that a node calls.
func (p *Package) MethodOf(n ast.Node) (*types.Var, string) {
	call, ok := n.(*ast.CallExpr)
	if !ok {
		return nil, ""
	}
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok {
		return nil, ""
	}
	return p.VarNamed(sel.X), sel.Sel.Name
}

// IsTime reports whether a call is one of a function of package time.
func (p *Package) IsTime(call *ast.CallExpr, name string) bool {
	fn := p.Selected(call)
	return fn != nil && fn.Pkg().Path() == "time" && fn.Name() == name && fn.Signature().Recv() == nil
}

func (p *Package) IsNil(e ast.Expr) bool { return p.Info.Types[e].IsNil() }

// IsNotNil reports whether a condition is "v != nil".
func (p *Package) IsNotNil(cond ast.Expr, v *types.Var) bool {
	b, ok := ast.Unparen(cond).(*ast.BinaryExpr)
	return ok && b.Op == token.NEQ && p.IsNil(b.Y) && p.IsVar(b.X, v)
}

// HasCalls reports whether an expression may do something.
func HasCalls(e ast.Node) bool {
	return Exists(e, func(n ast.Expr) bool {
		u, ok := n.(*ast.UnaryExpr)
		_, call := n.(*ast.CallExpr)
		return call || ok && u.Op == token.ARROW
	})
}

// Leaves reports whether a statement leaves its list: by return, break, continue, goto or
// panic.
func Leaves(s ast.Stmt) bool {
	switch s := s.(type) {
	case *ast.ReturnStmt, *ast.BranchStmt:
		return true
	case *ast.ExprStmt:
		call, ok := s.X.(*ast.CallExpr)
		if !ok {
			return false
		}
		id, ok := call.Fun.(*ast.Ident)
		return ok && id.Name == "panic"
	}
	return false
}

// Last returns the last of some statements, or nil.
func Last(list []ast.Stmt) ast.Stmt {
	if len(list) == 0 {
		return nil
	}
	return list[len(list)-1]
}

// HasBreak reports whether statements break out of the statement around them, or fall
// through to its next clause.
func HasBreak(stmts []ast.Stmt) bool {
	found := false
	for _, st := range stmts {
		ast.Inspect(st, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.ForStmt, *ast.RangeStmt, *ast.SwitchStmt, *ast.TypeSwitchStmt, *ast.SelectStmt, *ast.FuncLit:
				return false
			case *ast.BranchStmt:
				found = found || n.Tok == token.BREAK && n.Label == nil || n.Tok == token.FALLTHROUGH
			}
			return !found
		})
	}
	return found
}

// Declares reports whether a statement declares names in its block.
func Declares(st ast.Stmt) bool {
	switch d := st.(type) {
	case *ast.DeclStmt, *ast.LabeledStmt:
		return true
	case *ast.AssignStmt:
		return d.Tok == token.DEFINE
	}
	return false
}

// Reached returns a package that this one imports, itself or through others.
func (p *Package) Reached(path string) *types.Package {
	seen := make(map[*types.Package]bool)
	queue := []*types.Package{p.Types}
	for len(queue) > 0 {
		pkg := queue[0]
		queue = queue[1:]
		if pkg.Path() == path {
			return pkg
		}
		for _, imp := range pkg.Imports() {
			if !seen[imp] {
				seen[imp] = true
				queue = append(queue, imp)
			}
		}
	}
	return nil
}
