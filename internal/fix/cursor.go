package fix

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/jobvet/jobvet/internal/source"
)

// root returns the cursor from which all others are found. It is made for the
// first finding, since most packages have none.
func (x *Fixer) root() inspector.Cursor {
	if !x.cursor.Valid() {
		x.cursor = inspector.New(x.src.Files).Root()
	}
	return x.cursor
}

// find returns the cursor of a node of the package.
func (x *Fixer) find(n ast.Node) inspector.Cursor {
	c, ok := x.root().FindByPos(n.Pos(), n.End())
	for ok && c.Node() != n {
		c = c.Parent() // some begin and end where their only child does
	}
	return c
}

// funcAt returns the function or literal that a cursor stands in, or nil.
func (x *Fixer) funcAt(c inspector.Cursor) *source.Func {
	for c := range c.Enclosing((*ast.FuncLit)(nil), (*ast.FuncDecl)(nil)) {
		switch n := c.Node().(type) {
		case *ast.FuncLit:
			return x.src.OfLit(n)
		case *ast.FuncDecl:
			if obj, ok := x.pass.TypesInfo.Defs[n.Name].(*types.Func); ok {
				return x.src.Of(obj)
			}
		}
	}
	return nil
}

// wrapped returns the cursor of an expression with the parentheses around it.
func wrapped(c inspector.Cursor) inspector.Cursor {
	for c.ParentEdgeKind() == edge.ParenExpr_X {
		c = c.Parent()
	}
	return c
}

// labelled returns the cursor of a statement with its labels.
func labelled(c inspector.Cursor) inspector.Cursor {
	for c.ParentEdgeKind() == edge.LabeledStmt_Stmt {
		c = c.Parent()
	}
	return c
}

// inList reports whether a statement, with its labels, is one of a list.
func inList(c inspector.Cursor) bool {
	switch labelled(c).ParentEdgeKind() {
	case edge.BlockStmt_List, edge.CaseClause_Body, edge.CommClause_Body:
		return true
	}
	return false
}

// listed reports whether a statement stands in a list, in which one statement
// may become several. It may have a label, unless that is for break or continue.
func listed(c inspector.Cursor) bool {
	if labelled(c) != c {
		switch c.Node().(type) {
		case *ast.ForStmt, *ast.RangeStmt, *ast.SwitchStmt, *ast.TypeSwitchStmt, *ast.SelectStmt:
			return false
		}
	}
	return inList(c)
}

// beside returns the statements before and behind one in its list.
func beside(c inspector.Cursor) (before, behind []ast.Stmt) {
	if !inList(c) {
		return nil, nil
	}
	c = labelled(c)
	var list []ast.Stmt
	switch p := c.Parent().Node().(type) {
	case *ast.BlockStmt:
		list = p.List
	case *ast.CaseClause:
		list = p.Body
	case *ast.CommClause:
		list = p.Body
	}
	i := c.ParentEdgeIndex()
	return list[:i], list[i+1:]
}

// evaluated are the parts that a statement evaluates whatever comes of them.
var evaluated = []edge.Kind{
	edge.IfStmt_Init, edge.IfStmt_Cond, edge.SwitchStmt_Init, edge.SwitchStmt_Tag, edge.RangeStmt_X,
	edge.ExprStmt_X, edge.AssignStmt_Lhs, edge.AssignStmt_Rhs, edge.ReturnStmt_Results,
	edge.SendStmt_Chan, edge.SendStmt_Value, edge.DeclStmt_Decl,
}

// statement returns the statement, in a list, that evaluates an expression
// whatever happens before.
func statement(c inspector.Cursor) (inspector.Cursor, bool) {
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
			if listed(c) {
				return c, true
			}
		default:
			return c, false
		}
	}
}

// statementOf returns the statement that an expression is all of, if it stands
// in a list.
func statementOf(c inspector.Cursor) (inspector.Cursor, bool) {
	c = wrapped(c)
	if c.ParentEdgeKind() != edge.ExprStmt_X {
		return c, false
	}
	return c.Parent(), listed(c.Parent())
}

// paramOf returns the parameter that a call gives an argument to, or nil if it
// is one of a variadic list or no argument.
func (x *Fixer) paramOf(arg inspector.Cursor) *types.Var {
	if arg.ParentEdgeKind() != edge.CallExpr_Args {
		return nil
	}
	sig, ok := x.pass.TypesInfo.TypeOf(arg.Parent().Node().(*ast.CallExpr).Fun).Underlying().(*types.Signature)
	i := arg.ParentEdgeIndex()
	if !ok || i >= sig.Params().Len() || sig.Variadic() && i == sig.Params().Len()-1 {
		return nil
	}
	return sig.Params().At(i)
}
