package fix

import (
	"go/ast"
	"go/token"
	"slices"
	"sort"
)

// nodesAt returns the nodes of a file that pos stands in, the innermost first.
// Lists, which may be long, are searched by halves, and where nodes end, which
// may take long to find, is asked only of the innermost ones.
func nodesAt(f *ast.File, pos token.Pos) []ast.Node {
	var path []ast.Node
	for n := ast.Node(f); n != nil; n = childAt(n, pos) {
		path = append(path, n)
	}
	for len(path) > 1 && path[len(path)-1].End() <= pos {
		path = path[:len(path)-1]
	}
	slices.Reverse(path)
	return path
}

// enclosing returns the nodes around n, the innermost first, n excluded.
func enclosing(f *ast.File, n ast.Node) []ast.Node {
	path := nodesAt(f, n.Pos())
	return path[slices.Index(path, n)+1:]
}

// childAt returns the child of a node that pos stands in, or the one before it,
// or nil.
func childAt(n ast.Node, pos token.Pos) ast.Node {
	if body := bodyOf(n); body != nil && body.Pos() <= pos {
		return body
	}
	switch n := n.(type) {
	case *ast.File:
		return elementAt(n.Decls, pos)
	case *ast.BlockStmt:
		return elementAt(n.List, pos)
	case *ast.CaseClause:
		if pos > n.Colon {
			return elementAt(n.Body, pos)
		}
	case *ast.CommClause:
		if pos > n.Colon {
			return elementAt(n.Body, pos)
		}
	case *ast.CompositeLit:
		if pos > n.Lbrace {
			return elementAt(n.Elts, pos)
		}
	case *ast.IfStmt:
		switch {
		case n.Else != nil && n.Else.Pos() <= pos:
			return n.Else
		case n.Body.Pos() <= pos:
			return n.Body
		}
	}
	var child ast.Node
	ast.Inspect(n, func(x ast.Node) bool {
		if x == n {
			return true
		}
		if x != nil && child == nil && x.Pos() <= pos && pos < x.End() {
			child = x
		}
		return false
	})
	return child
}

// bodyOf returns the block that a node ends with, or nil.
func bodyOf(n ast.Node) *ast.BlockStmt {
	switch n := n.(type) {
	case *ast.FuncDecl:
		return n.Body
	case *ast.FuncLit:
		return n.Body
	case *ast.ForStmt:
		return n.Body
	case *ast.RangeStmt:
		return n.Body
	case *ast.SelectStmt:
		return n.Body
	case *ast.SwitchStmt:
		return n.Body
	case *ast.TypeSwitchStmt:
		return n.Body
	}
	return nil
}

// elementAt returns the last element of a list, in the order of the source,
// that begins at pos or before, or nil.
func elementAt[N ast.Node](list []N, pos token.Pos) ast.Node {
	i := sort.Search(len(list), func(i int) bool { return list[i].Pos() > pos })
	if i == 0 {
		return nil
	}
	return list[i-1]
}
