package fix

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/effect"
	"github.com/jobvet/jobvet/internal/source"
)

// context is an expression for the context that ends the function's work: a
// parameter, or what a parameter hands out. It is "" where there is none. What
// ends the work of a literal in an operator is the operator's context: a context
// that the literal gets may end before.
func (e *edit) context() string {
	found := ""
	for fn := e.fn; fn != nil && fn.Body != nil && found == ""; fn = fn.Parent {
		if fn.Lit != nil && fn != e.Op.Fn {
			continue
		}
		for v := range fn.Sig.Params().Variables() {
			if _, obj := e.lookup(v.Name()); obj != v || v.Name() == "_" || v.Name() == "" || !e.isSteady(v) {
				continue
			}
			if source.IsContext(v.Type()) {
				return v.Name()
			}
			m, _, _ := types.LookupFieldOrMethod(v.Type(), true, e.pass.Pkg, "Context")
			if m, ok := m.(*types.Func); ok && found == "" && m.Signature().Params().Len() == 0 && m.Signature().Results().Len() == 1 && source.IsContext(m.Signature().Results().At(0).Type()) {
				found = v.Name() + ".Context()"
			}
		}
	}
	return found
}

// isSteady reports whether a parameter holds what the function was given, or
// contexts that another package makes of it and that end no sooner: nobody gets
// a function to end them, as of context.WithTimeout, and they come alone or
// first, unlike those of a group.
func (x *Fixer) isSteady(param *types.Var) bool {
	for _, val := range x.src.Values(param) {
		call, ok := ast.Unparen(val.Expr).(*ast.CallExpr)
		if !ok || val.Result != 0 {
			return false
		}
		sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
		if !ok {
			return false
		}
		fn, ok := x.pass.TypesInfo.Uses[sel.Sel].(*types.Func)
		if !ok || fn.Pkg() == x.pass.Pkg || fn.Pkg().Path() == "context" && fn.Name() != "WithValue" {
			return false
		}
		for v := range fn.Signature().Results().Variables() {
			if _, ok := v.Type().Underlying().(*types.Signature); ok {
				return false
			}
		}
		if !slices.ContainsFunc(call.Args, func(arg ast.Expr) bool {
			id, ok := ast.Unparen(arg).(*ast.Ident)
			return ok && x.pass.TypesInfo.Uses[id] == param
		}) {
			return false
		}
	}
	return true
}

// cancelled is the case of a select that leaves the function when the
// operator's context ends.
func (e *edit) cancelled() (string, bool) {
	ctx := e.context()
	results := e.fn.Sig.Results()
	switch {
	case ctx == "" || e.owes():
		return "", false
	case !source.EndsInError(results):
		return "", false // its caller would go on as if nothing were
	case !e.own() && !e.isHeeded(ctx):
		return "", false
	}
	return "case <-" + ctx + ".Done():\n" + e.returns(results, nil, ctx+".Err()") + "\n", true
}

const endsWithContext = "Wait in a select that the operator's context ends; at its end the operator returns"

// timeWait fixes a sleep where the framework accepts one that ends with the
// operator's context.
func (s *site) timeWait() []analysis.SuggestedFix {
	if s.Op.Policy != catalog.Bounded || s.Bound.Kind != effect.Nothing {
		return nil
	}
	n, path := s.at(func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			return n.Pos() == s.Pos && s.isSleep(n)
		case *ast.UnaryExpr:
			return n.Pos() == s.Pos && n.Op == token.ARROW
		}
		return false
	})
	path = around(path)
	stmt := alone(path)
	if stmt == nil {
		return nil
	}
	e := s.edit()
	done, ok := e.cancelled()
	if !ok {
		return nil
	}
	wait := ""
	switch n := n.(type) {
	case *ast.CallExpr:
		wait = "<-" + e.name("time", "time", "After") + "(" + s.file.of(n.Args[0]) + ")"
	case *ast.UnaryExpr:
		wait = s.file.of(n)
	}
	e.replace(stmt.Pos(), stmt.End(), "select {\ncase "+wait+":\n"+done+"}")
	return e.done(endsWithContext)
}

// chanWait fixes a channel operation that nothing ends.
func (s *site) chanWait() []analysis.SuggestedFix {
	if s.Bound.Kind != effect.Nothing {
		return nil
	}
	n, path := s.at(func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.UnaryExpr:
			return n.Pos() == s.Pos && n.Op == token.ARROW
		case *ast.SendStmt, *ast.RangeStmt, *ast.SelectStmt:
			return n.Pos() == s.Pos
		}
		return false
	})
	if n == nil {
		return nil
	}
	e := s.edit()
	done, ok := e.cancelled()
	if !ok {
		return nil
	}
	switch n := n.(type) {
	case *ast.SendStmt:
		if !oldListed(n, path) || !e.withholds(n.Chan) {
			return nil
		}
		e.replace(n.Pos(), n.End(), "select {\ncase "+e.file.of(n)+":\n"+done+"}")
	case *ast.SelectStmt:
		if !e.mayPass(n) {
			return nil
		}
		e.insert(n.Body.Rbrace, done)
	case *ast.RangeStmt:
		if !e.abandons(n.X, true) || !e.ranged(n, done) {
			return nil
		}
	case *ast.UnaryExpr:
		if !e.abandons(n.X, false) || !e.received(n, around(path), done) {
			return nil
		}
	}
	return e.done(endsWithContext)
}

// mayPass makes sure that none of the cases of a select has to happen.
func (e *edit) mayPass(sel *ast.SelectStmt) bool {
	for _, c := range sel.Body.List {
		switch comm := c.(*ast.CommClause).Comm.(type) {
		case *ast.SendStmt:
			if !e.withholds(comm.Chan) {
				return false
			}
		default:
			if recv := source.CommReceive(comm); recv == nil || !e.abandons(recv.X, false) {
				return false
			}
		}
	}
	return true
}

// received rewrites a receive, alone or assigned to variables.
func (e *edit) received(recv *ast.UnaryExpr, path []ast.Node, done string) bool {
	if len(path) < 2 {
		return false
	}
	stmt, ok := path[0].(ast.Stmt)
	if !ok || !oldListed(stmt, path[1:]) {
		return e.receivedWithin(recv, path, done)
	}
	comm, decls := "", ""
	switch st := stmt.(type) {
	case *ast.ExprStmt:
		comm = e.file.of(st)
	case *ast.AssignStmt:
		if len(st.Rhs) != 1 || st.Tok != token.ASSIGN && st.Tok != token.DEFINE {
			return e.receivedWithin(recv, path, done)
		}
		if st.Tok == token.DEFINE {
			for _, l := range st.Lhs {
				id, ok := l.(*ast.Ident)
				if !ok {
					return false
				}
				v := e.pass.TypesInfo.Defs[id]
				if v == nil {
					continue // it was declared before
				}
				if mentionsName(e.file.of(recv), id.Name) || mentionsName(done, id.Name) {
					return false
				}
				decls += "var " + id.Name + " " + e.typ(v.Type()) + "\n"
			}
		}
		comm = e.file.slice(st.Pos(), st.Lhs[len(st.Lhs)-1].End()) + " = " + e.file.of(recv)
	default:
		return e.receivedWithin(recv, path, done)
	}
	e.replace(stmt.Pos(), stmt.End(), decls+"select {\ncase "+comm+":\n"+done+"}")
	return true
}

// receivedWithin rewrites a receive within an expression, if nothing before it
// in the statement does anything:
//
//	return <-errs   →   var v error; select { case v = <-errs: ... }; return v
func (e *edit) receivedWithin(recv *ast.UnaryExpr, path []ast.Node, done string) bool {
	at, ok := statement(e.find(recv))
	if !ok {
		return false
	}
	stmt := at.Node().(ast.Stmt)
	t := e.pass.TypesInfo.TypeOf(recv)
	if _, two := t.(*types.Tuple); two || e.actsBefore(stmt, recv) {
		return false
	}
	v := e.newVar("received")
	e.insert(stmt.Pos(), "var "+v+" "+e.typ(t)+"\nselect {\ncase "+v+" = "+e.file.of(recv)+":\n"+done+"}\n")
	e.replace(recv.Pos(), recv.End(), v)
	return true
}

// actsBefore reports whether a statement may do something before it comes to
// an expression in it.
func (e *edit) actsBefore(stmt ast.Stmt, x ast.Expr) bool {
	found := false
	ast.Inspect(stmt, func(n ast.Node) bool {
		if n == nil || n.Pos() >= x.Pos() || found {
			return false
		}
		switch n := n.(type) {
		case *ast.CallExpr:
			if !within(x, []ast.Node{n}) || hasCalls(n.Fun) {
				found = true
			}
		case *ast.UnaryExpr:
			found = n.Op == token.ARROW
		case *ast.FuncLit:
			return false
		}
		return !found
	})
	return found
}

// ranged rewrites a loop over a channel:
//
//	for v := range ch { ... }
//	→ for { var v T; var ok bool; select { case v, ok = <-ch: ... }; if !ok { break }; ... }
func (e *edit) ranged(loop *ast.RangeStmt, done string) bool {
	if loop.Tok == token.ASSIGN || loop.Value != nil || hasCalls(loop.X) {
		return false
	}
	ok := e.local("ok")
	value, decl := "_", ""
	if id, is := loop.Key.(*ast.Ident); is && id.Name != "_" {
		v := e.pass.TypesInfo.Defs[id]
		if v == nil || mentionsName(e.file.of(loop.X), id.Name) || mentionsName(done, id.Name) {
			return false
		}
		value, decl = id.Name, "var "+id.Name+" "+e.typ(v.Type())+"\n"
	}
	e.universe("bool")
	head := "for {\n" + decl + "var " + ok + " bool\nselect {\ncase " + value + ", " + ok + " = <-" + e.file.of(loop.X) + ":\n" + done + "}\nif !" + ok + " {\nbreak\n}\n"
	e.replace(loop.Pos(), e.file.after(loop.Body.Lbrace+1), head)
	return true
}
