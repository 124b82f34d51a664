package fix

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/jobvet/jobvet/internal/operator"
	"github.com/jobvet/jobvet/internal/shipped"
	"github.com/jobvet/jobvet/internal/source"
)

// State makes the fix of fields of one type that are lost when an operator is shipped.
// It takes them out of composite literals, and sets them in the method that sets a
// worker up.
//
//	&Fn{lim: rate.NewLimiter(1, 1)}   →   func (f *Fn) Setup() { f.lim = rate.NewLimiter(1, 1) }
//
// All findings of the type get the same edits, so that drivers merge them.
func (x *Fixer) State(op *operator.Operator, moves []*shipped.Move) []analysis.SuggestedFix {
	return x.files.WithLineEnds(x.state(op, moves).commit())
}

func (x *Fixer) state(op *operator.Operator, moves []*shipped.Move) *plan {
	first := moves[0]
	s := x.siteAt(Request{Pos: first.Set.Pos(), Op: op})
	if s == nil || slices.ContainsFunc(moves, func(m *shipped.Move) bool { return x.files.At(m.Set.Pos()) != s.file }) {
		return nil
	}
	setup, elsewhere := shipped.SetUp(x.Src, first)
	if elsewhere {
		return nil
	}
	recv, at := "f", token.NoPos
	if setup != nil {
		field := setup.Decl.Recv.List[0]
		if !source.IsPointer(setup.Sig.Recv().Type()) || len(field.Names) != 1 || field.Names[0].Name == "_" {
			return nil
		}
		recv, at = field.Names[0].Name, setup.Decl.Body.Lbrace+1
	} else if decl := x.declaration(s.file.Syntax, first.Type); decl != nil {
		at = decl.End()
	}
	if !at.IsValid() || x.files.At(at) != s.file {
		return nil // the names that are imported there may be others
	}
	text := ""
	for _, m := range moves {
		if !x.sees(at, m.Set.Value) {
			return nil
		}
		text += "\n" + recv + "." + m.Field.Name() + " = " + s.file.Of(m.Set.Value)
	}
	if setup == nil {
		text = "\n\nfunc (" + recv + " *" + first.Type.Obj().Name() + ") " + first.Method + "() {" + text + "\n}"
	}
	p := s.newPlan(inspector.Cursor{})
	p.message = "Set it in " + first.Method + ", on the worker; tests that call the operator directly have to call " + first.Method + " first"
	p.Insert(at, text)
	if !p.withdraw(moves) {
		return nil
	}
	return p
}

// declaration returns the declaration in a file that declares just one type.
func (x *Fixer) declaration(f *ast.File, t *types.Named) *ast.GenDecl {
	for _, d := range f.Decls {
		g, ok := d.(*ast.GenDecl)
		if !ok || g.Tok != token.TYPE || len(g.Specs) != 1 {
			continue
		}
		if spec, ok := g.Specs[0].(*ast.TypeSpec); ok && x.Info.Defs[spec.Name] == t.Obj() {
			return g
		}
	}
	return nil
}

// sees reports whether the names in an expression mean the same at a position.
func (x *Fixer) sees(pos token.Pos, expr ast.Expr) bool {
	file := x.files.At(pos)
	ok := true
	var visit func(n ast.Node) bool
	visit = func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			ast.Inspect(n.X, visit)
			return false
		case *ast.Ident:
			obj := x.Info.Uses[n]
			if obj == nil || obj.Pos().IsValid() && expr.Pos() <= obj.Pos() && obj.Pos() < expr.End() {
				return true
			}
			if v, isVar := obj.(*types.Var); isVar && v.IsField() {
				return true
			}
			ok = ok && file.Means(obj, pos)
		}
		return ok
	}
	ast.Inspect(expr, visit)
	return ok
}

// withdraw takes elements out of their composite literals. It fails if a comment would
// be lost.
func (p *plan) withdraw(moves []*shipped.Move) bool {
	byLit := make(map[*ast.CompositeLit][]ast.Expr)
	var lits []*ast.CompositeLit
	for _, m := range moves {
		if byLit[m.Lit] == nil {
			lits = append(lits, m.Lit)
		}
		byLit[m.Lit] = append(byLit[m.Lit], m.Set)
	}
	for _, lit := range lits {
		gone := byLit[lit]
		if len(gone) == len(lit.Elts) {
			if p.HasComments(lit.Lbrace, lit.Rbrace) {
				return false
			}
			p.Remove(lit.Lbrace+1, lit.Rbrace)
			continue
		}
		kept := false
		for i, elt := range lit.Elts {
			if !slices.Contains(gone, elt) {
				kept = true
				continue
			}
			from, to := elt.Pos(), elt.End()
			if kept {
				from = lit.Elts[i-1].End()
			} else {
				to = lit.Elts[i+1].Pos()
			}
			if p.HasComments(from, to) {
				return false
			}
			p.Remove(from, to)
		}
	}
	return true
}
