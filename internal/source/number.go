package source

import (
	"go/ast"
	"go/token"
	"go/types"
)

// Numbers returns the expressions that the package assigns to an integer variable that is
// no field, and whether it changes in no other way: as a counter, a parameter, the variable
// of a range, or through its address.
func (p *Package) Numbers(v *types.Var) (list []ast.Expr, all bool) {
	if p.numbers == nil {
		p.numbers = make(map[*types.Var]*number)
		for _, f := range p.Files {
			ast.Inspect(f, p.noteNumbers)
		}
	}
	n := p.numbers[v]
	if n == nil || v.Kind() == types.ParamVar {
		return nil, false
	}
	return n.set, !n.changes
}

// A number is what happens to an integer variable.
type number struct {
	set     []ast.Expr
	changes bool
}

func (p *Package) noteNumbers(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.AssignStmt:
		for i, lhs := range n.Lhs {
			if len(n.Lhs) == len(n.Rhs) && !isOpAssign(n) {
				p.setNumber(lhs, n.Rhs[i])
			} else {
				p.change(lhs)
			}
		}
	case *ast.ValueSpec:
		for i, name := range n.Names {
			if len(n.Values) == len(n.Names) {
				p.setNumber(name, n.Values[i])
			} else {
				p.change(name)
			}
		}
	case *ast.IncDecStmt:
		p.change(n.X)
	case *ast.UnaryExpr:
		if n.Op == token.AND {
			p.change(n.X)
		}
	case *ast.RangeStmt:
		p.change(n.Key)
		p.change(n.Value)
	}
	return true
}

// setNumber notes that a variable gets the value of an expression.
func (p *Package) setNumber(lhs, value ast.Expr) {
	if num := p.numberOf(lhs); num != nil {
		num.set = append(num.set, value)
	}
}

func isOpAssign(a *ast.AssignStmt) bool { return a.Tok != token.ASSIGN && a.Tok != token.DEFINE }

// change notes that a variable changes.
func (p *Package) change(e ast.Expr) {
	if num := p.numberOf(e); num != nil {
		num.changes = true
	}
}

// numberOf returns what is noted of the integer variable that an identifier names, or nil.
func (p *Package) numberOf(e ast.Expr) *number {
	id, ok := e.(*ast.Ident)
	if !ok {
		return nil
	}
	v, ok := p.Info.ObjectOf(id).(*types.Var)
	if !ok || !IsInteger(v.Type()) {
		return nil
	}
	if p.numbers[v] == nil {
		p.numbers[v] = new(number)
	}
	return p.numbers[v]
}
