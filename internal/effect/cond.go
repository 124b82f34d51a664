package effect

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"

	"github.com/jobvet/jobvet/internal/source"
)

// A Cond is a condition of an effect: a boolean parameter has the value. It is of the
// function itself, or of one around it. Without Var there is no condition.
//
//	func save(x T, now bool) {
//		if !now {
//			go store(x) // if now is false
//
// A call that passes a constant decides it.
type Cond struct {
	Var   *types.Var
	Value bool
}

// A guard is a part of a function that runs only on a condition.
type guard struct {
	pos, end token.Pos
	cond     Cond
}

// conditions notes the conditions of what a function does itself, and of its calls.
func (g *Graph) conditions(n *node) {
	guards := g.guardsOf(n.fn.Outermost()).guards
	if len(guards) == 0 {
		return
	}
	at := func(pos token.Pos) Cond {
		for _, x := range guards {
			if x.pos <= pos && pos < x.end {
				return x.cond
			}
		}
		return Cond{}
	}
	for _, e := range n.own {
		e.If = at(e.Pos)
	}
	for _, e := range n.edges {
		e.cond = at(e.call.Pos())
	}
}

// guardsOf returns the guards of a declared function and of the literals in it, those
// around others first, and the parameters that it assigns. It looks at a function once,
// and only if that has a boolean parameter.
func (g *Graph) guardsOf(fn *source.Func) *guardSearch {
	if s, ok := g.guards[fn]; ok {
		return s
	}
	s := &guardSearch{Graph: g, assigned: make(map[*types.Var]bool)}
	if hasBool(fn) {
		ast.Inspect(fn.Body, s.visit)
		s.guards = slices.DeleteFunc(s.guards, func(x guard) bool { return s.assigned[x.cond.Var] })
	}
	g.guards[fn] = s
	return s
}

// hasBool reports whether a function or a literal in it has a boolean parameter.
func hasBool(fn *source.Func) bool {
	for v := range fn.Sig.Params().Variables() {
		if isBool(v) {
			return true
		}
	}
	return slices.ContainsFunc(fn.Lits, hasBool)
}

func isBool(v *types.Var) bool {
	return v.Kind() == types.ParamVar && types.Identical(v.Type(), types.Typ[types.Bool])
}

// A guardSearch collects the guards of a function, and the parameters that it assigns.
type guardSearch struct {
	*Graph
	guards   []guard
	assigned map[*types.Var]bool
}

func (s *guardSearch) visit(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.IfStmt:
		if c := s.condOf(n.Cond); c.Var != nil {
			s.guards = append(s.guards, guard{n.Body.Pos(), n.Body.End(), c})
			if n.Else != nil {
				s.guards = append(s.guards, guard{n.Else.Pos(), n.Else.End(), c.not()})
			}
		}
	case *ast.BlockStmt:
		s.after(n.List, n.End())
	case *ast.CaseClause:
		s.after(n.Body, n.End())
	case *ast.AssignStmt:
		for _, lhs := range n.Lhs {
			s.assigns(lhs)
		}
	case *ast.UnaryExpr:
		if n.Op == token.AND {
			s.assigns(n.X)
		}
	}
	return true
}

func (s *guardSearch) assigns(e ast.Expr) {
	if v := s.Source.VarOf(e); v != nil {
		s.assigned[v] = true
	}
}

// after adds what follows an if statement that leaves the list of statements.
func (s *guardSearch) after(list []ast.Stmt, end token.Pos) {
	for _, stmt := range list {
		x, ok := stmt.(*ast.IfStmt)
		if !ok || x.Else != nil || len(x.Body.List) == 0 {
			continue
		}
		if c := s.condOf(x.Cond); c.Var != nil && leaves(x.Body.List[len(x.Body.List)-1]) {
			s.guards = append(s.guards, guard{x.End(), end, c.not()})
		}
	}
}

func leaves(stmt ast.Stmt) bool {
	switch stmt := stmt.(type) {
	case *ast.ReturnStmt:
		return true
	case *ast.BranchStmt:
		return stmt.Tok == token.CONTINUE || stmt.Tok == token.BREAK
	}
	return false
}

func (c Cond) not() Cond { return Cond{c.Var, !c.Value} }

// condOf returns the condition that an expression is, if it is a boolean parameter or
// its negation.
func (g *Graph) condOf(e ast.Expr) Cond {
	switch e := ast.Unparen(e).(type) {
	case *ast.UnaryExpr:
		if e.Op == token.NOT {
			if c := g.condOf(e.X); c.Var != nil {
				return c.not()
			}
		}
	case *ast.Ident:
		if v, ok := g.Source.Info.Uses[e].(*types.Var); ok && isBool(v) {
			return Cond{v.Origin(), true}
		}
	}
	return Cond{}
}

// instantiateCond returns a condition of the function that e calls in the terms of the
// caller. It fails if the call shows that the condition is false.
func (g *Graph) instantiateCond(c Cond, e *edge) (Cond, bool) {
	if c.Var == nil {
		return e.cond, true
	}
	arg, own := e.argument(c.Var)
	if !own {
		return c, true // of an enclosing function
	}
	if arg == nil {
		return e.cond, true
	}
	if v := g.Source.Info.Types[arg].Value; v != nil && v.Kind() == constant.Bool {
		return e.cond, constant.BoolVal(v) == c.Value
	}
	if of := g.condOf(arg); of.Var != nil && !g.guardsOf(e.from.Outermost()).assigned[of.Var] {
		return Cond{of.Var, of.Value == c.Value}, true
	}
	return e.cond, true
}

// A truth is what is known of a boolean parameter in the terms of the roots.
type truth uint8

const (
	maybe truth = iota
	isTrue
	isFalse
)

func (t truth) excludes(value bool) bool {
	return value && t == isFalse || !value && t == isTrue
}

// truthOf returns what a spot knows of a condition's parameter.
func (s *spot) truthOf(v *types.Var) truth {
	if i := slices.Index(s.node.conds, v); i >= 0 {
		return s.truths[i]
	}
	return maybe
}

// excludes reports whether the spot knows that a condition is false.
func (s *spot) excludes(c Cond) bool { return c.Var != nil && s.truthOf(c.Var).excludes(c.Value) }

// truth returns what is known of the parameter v of the function that e calls.
func (r *reacher) truth(s *spot, v *types.Var, e *edge) truth {
	c, possible := r.instantiateCond(Cond{v, true}, e)
	if !possible {
		return isFalse
	}
	if _, possible = r.instantiateCond(Cond{v, false}, e); !possible {
		return isTrue
	}
	if c.Var == nil || c == e.cond {
		return maybe
	}
	t := s.truthOf(c.Var)
	if t != maybe && !c.Value {
		return isTrue + isFalse - t
	}
	return t
}
