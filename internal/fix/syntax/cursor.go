package syntax

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/jobvet/jobvet/internal/source"
)

// Find returns the cursor of a node of the package. The nodes of a file are indexed
// when the first of them is asked for: to descend to each by its range asks every
// statement on the way for its end, which in a chain of else-ifs asks all that follow.
func (p *Package) Find(n ast.Node) inspector.Cursor {
	file := p.Src.FileAt(n.Pos())
	nodes, indexed := p.nodes[file]
	if !indexed {
		nodes = make(map[ast.Node]inspector.Cursor)
		for c := range p.root().Children() {
			if c.Node() == file {
				for c := range c.Preorder() {
					nodes[c.Node()] = c
				}
			}
		}
		p.nodes[file] = nodes
	}
	return nodes[n]
}

// FuncAt returns the innermost function or literal around a cursor, or nil.
func (p *Package) FuncAt(c inspector.Cursor) *source.Func {
	for c := range c.Enclosing((*ast.FuncLit)(nil), (*ast.FuncDecl)(nil)) {
		switch n := c.Node().(type) {
		case *ast.FuncLit:
			return p.Src.OfLit(n)
		case *ast.FuncDecl:
			if obj, ok := p.Info.Defs[n.Name].(*types.Func); ok {
				return p.Src.Of(obj)
			}
		}
	}
	return nil
}

// Wrapped returns the cursor of an expression with the parentheses around it.
func Wrapped(c inspector.Cursor) inspector.Cursor {
	for c.ParentEdgeKind() == edge.ParenExpr_X {
		c = c.Parent()
	}
	return c
}

// Labelled returns the cursor of a statement with its labels.
func Labelled(c inspector.Cursor) inspector.Cursor {
	for c.ParentEdgeKind() == edge.LabeledStmt_Stmt {
		c = c.Parent()
	}
	return c
}

// InList reports whether a statement, with its labels, is one of a list.
func InList(c inspector.Cursor) bool {
	switch Labelled(c).ParentEdgeKind() {
	case edge.BlockStmt_List, edge.CaseClause_Body, edge.CommClause_Body:
		return true
	}
	return false
}

// Listed reports whether several statements can take the place of one: it stands in a
// list, and has no label for break or continue.
func Listed(c inspector.Cursor) bool {
	if Labelled(c) != c {
		switch c.Node().(type) {
		case *ast.ForStmt, *ast.RangeStmt, *ast.SwitchStmt, *ast.TypeSwitchStmt, *ast.SelectStmt:
			return false
		}
	}
	return InList(c)
}

// Beside returns the statements before and behind one in its list.
func Beside(c inspector.Cursor) (before, behind []ast.Stmt) {
	if !InList(c) {
		return nil, nil
	}
	c = Labelled(c)
	var list []ast.Stmt
	switch parent := c.Parent().Node().(type) {
	case *ast.BlockStmt:
		list = parent.List
	case *ast.CaseClause:
		list = parent.Body
	case *ast.CommClause:
		list = parent.Body
	}
	i := c.ParentEdgeIndex()
	return list[:i], list[i+1:]
}

// evaluated are the parts of statements that are evaluated in any case.
var evaluated = []edge.Kind{
	edge.IfStmt_Init, edge.IfStmt_Cond, edge.SwitchStmt_Init, edge.SwitchStmt_Tag, edge.RangeStmt_X,
	edge.ExprStmt_X, edge.AssignStmt_Lhs, edge.AssignStmt_Rhs, edge.ReturnStmt_Results,
	edge.SendStmt_Chan, edge.SendStmt_Value, edge.DeclStmt_Decl,
}

// Statement returns the statement, in a list, that evaluates an expression in any case.
// It fails if there is none.
func Statement(c inspector.Cursor) (inspector.Cursor, bool) {
	for {
		kind := c.ParentEdgeKind()
		c = c.Parent()
		switch n := c.Node().(type) {
		case *ast.FuncLit:
			return c, false
		case *ast.BinaryExpr:
			if kind == edge.BinaryExpr_Y && (n.Op == token.LAND || n.Op == token.LOR) {
				return c, false
			}
		case ast.Expr, ast.Spec, *ast.GenDecl:
		case ast.Stmt:
			if !slices.Contains(evaluated, kind) {
				return c, false
			}
			if Listed(c) {
				return c, true
			}
		default:
			return c, false
		}
	}
}

// StatementOf returns the statement that consists of an expression. It fails if there is
// none, or if it stands in no list.
func StatementOf(c inspector.Cursor) (inspector.Cursor, bool) {
	c = Wrapped(c)
	if c.ParentEdgeKind() != edge.ExprStmt_X {
		return c, false
	}
	return c.Parent(), Listed(c.Parent())
}

// ParamOf returns the parameter for an argument of a call. It returns nil for arguments
// of a variadic list, and for other expressions.
func (p *Package) ParamOf(arg inspector.Cursor) *types.Var {
	if arg.ParentEdgeKind() != edge.CallExpr_Args {
		return nil
	}
	sig, ok := p.Info.TypeOf(arg.Parent().Node().(*ast.CallExpr).Fun).Underlying().(*types.Signature)
	i := arg.ParentEdgeIndex()
	if !ok || i >= sig.Params().Len() || sig.Variadic() && i == sig.Params().Len()-1 {
		return nil
	}
	return sig.Params().At(i)
}
