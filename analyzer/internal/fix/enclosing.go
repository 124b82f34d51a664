package fix

import (
	"go/ast"
	"go/token"
	"slices"
	"sort"
)

// nodesAt returns the nodes of a file that pos stands in, the innermost
// first. Lists, which may be long, are searched by halves.
func nodesAt(f *ast.File, pos token.Pos) []ast.Node {
	var path []ast.Node
	for n := ast.Node(f); n != nil; n = childAt(n, pos) {
		path = append(path, n)
	}
	slices.Reverse(path)
	return path
}

// enclosing returns the nodes around n, the innermost first, n excluded.
func enclosing(f *ast.File, n ast.Node) []ast.Node {
	path := nodesAt(f, n.Pos())
	return path[slices.Index(path, n)+1:]
}

// childAt returns the child of a node that pos stands in, or nil.
func childAt(n ast.Node, pos token.Pos) ast.Node {
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
	}
	var child ast.Node
	ast.Inspect(n, func(x ast.Node) bool {
		if x == n {
			return true
		}
		if x != nil && child == nil && contains(x, pos) {
			child = x
		}
		return false
	})
	return child
}

// elementAt returns the element of a list, in the order of the source, that
// pos stands in, or nil.
func elementAt[N ast.Node](list []N, pos token.Pos) ast.Node {
	i := sort.Search(len(list), func(i int) bool { return list[i].Pos() > pos }) - 1
	if i < 0 || !contains(list[i], pos) {
		return nil
	}
	return list[i]
}

func contains(n ast.Node, pos token.Pos) bool { return n.Pos() <= pos && pos < n.End() }
