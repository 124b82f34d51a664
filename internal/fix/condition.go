package fix

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// operands returns the operands of a chain of && or ||.
func operands(cond ast.Expr, op token.Token) []ast.Expr {
	if b, ok := ast.Unparen(cond).(*ast.BinaryExpr); ok && b.Op == op {
		return append(operands(b.X, op), operands(b.Y, op)...)
	}
	return []ast.Expr{cond}
}

// failed reports whether a condition holds only where an error is set, and
// asks for no more than what kind of error it is, or for values at hand:
//
//	err != nil && !errors.Is(err, context.Canceled)
func (x *Fixer) failed(cond ast.Expr, isSet func(ast.Expr) bool) bool {
	found := false
	for _, c := range operands(cond, token.LAND) {
		switch {
		case isSet(c):
			found = true
		case x.acts(c):
			return false
		}
	}
	return found
}

// acts reports whether an expression may do something, beside asking what an
// error is or whether a context has ended.
func (x *Fixer) acts(e ast.Expr) bool {
	found := false
	ast.Inspect(e, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			found = found || !x.asks(n)
		case *ast.UnaryExpr:
			found = found || n.Op == token.ARROW
		}
		return !found
	})
	return found
}

// asks reports whether a call only asks about an error or a context.
func (x *Fixer) asks(call *ast.CallExpr) bool {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok {
		return false
	}
	fn, ok := x.pass.TypesInfo.Uses[sel.Sel].(*types.Func)
	if !ok || fn.Pkg() == nil {
		return false
	}
	switch fn.Pkg().Path() {
	case "errors":
		return true
	case "context":
		return fn.Name() == "Err" || fn.Name() == "Cause"
	}
	return false
}

// either fixes a condition in which a failed wait is one of several reasons:
//
//	if err := lim.Wait(ctx); err != nil || stale { ... }
//	→ if !lim.Allow() { return ... }; if stale { ... }
//
// init is the statement that makes the call, nil where the condition does.
func (s *site) either(call *ast.CallExpr, ifs *ast.IfStmt, path []ast.Node, err *types.Var, isSet func(ast.Expr) bool) []analysis.SuggestedFix {
	if !oldListed(ifs, path) {
		return nil
	}
	var rest []ast.Expr
	found := false
	for _, c := range operands(ifs.Cond, token.LOR) {
		switch {
		case isSet(c):
			found = true
		case err != nil && s.mentions(c, err), !found && hasCalls(c):
			return nil
		default:
			rest = append(rest, c)
		}
	}
	if !found || len(rest) == 0 || err != nil && (s.mentions(ifs.Body, err) || ifs.Else != nil && s.mentions(ifs.Else, err)) {
		return nil
	}
	e := s.edit()
	t, r := e.ask(call)
	if t == nil {
		return nil
	}
	e.free(argsGone(call), t.cond(), ifs)
	e.insert(ifs.Pos(), "if "+t.cond()+" {\n"+r.text()+"\n}\n")
	from := ifs.Cond.Pos()
	if ifs.Init != nil {
		from = ifs.Init.Pos()
	}
	e.replace(from, ifs.Cond.End(), e.file.anyOf(rest))
	return e.done(e.message(t, r))
}

// anyOf is the text of a condition that is one of several or the only one. A
// condition alone loses its parentheses, as gofmt has it, unless it needs them.
func (f *file) anyOf(conds []ast.Expr) string {
	if len(conds) == 1 {
		if x := ast.Unparen(conds[0]); !hasComposite(x) {
			return f.of(x)
		}
	}
	texts := make([]string, len(conds))
	for i, c := range conds {
		texts[i] = f.of(c)
	}
	return strings.Join(texts, " || ")
}

// hasComposite reports whether an expression has a composite literal, whose
// brace would begin the body of an if statement.
func hasComposite(x ast.Expr) bool {
	found := false
	ast.Inspect(x, func(n ast.Node) bool {
		_, ok := n.(*ast.CompositeLit)
		found = found || ok
		return !found
	})
	return found
}

// switched fixes a switch over the error of a wait: what it does where there
// is none stays.
//
//	switch err := lim.Wait(ctx); {
//	case errors.Is(err, context.Canceled): return nil
//	case err != nil: return err
//	}
//	→ if !lim.Allow() { return ... }
func (s *site) switched(call *ast.CallExpr, sw *ast.SwitchStmt, path []ast.Node, err *types.Var) []analysis.SuggestedFix {
	if !oldListed(sw, path) {
		return nil
	}
	isErr := func(x ast.Expr) bool {
		id, ok := ast.Unparen(x).(*ast.Ident)
		return ok && err != nil && s.pass.TypesInfo.Uses[id] == err
	}
	overErr := sw.Tag != nil && (ast.Unparen(sw.Tag) == ast.Expr(call) || isErr(sw.Tag))
	if sw.Tag != nil && !overErr {
		return nil
	}
	// Which clause is for no error?
	var taken, other *ast.CaseClause
	for _, c := range sw.Body.List {
		clause := c.(*ast.CaseClause)
		if clause.List == nil {
			other = clause
		}
		for _, x := range clause.List {
			if taken != nil {
				break
			}
			holds, known := s.withoutError(x, err, overErr)
			switch {
			case !known:
				return nil
			case holds:
				taken = clause
			}
		}
	}
	if taken == nil {
		taken = other
	}
	e := s.edit()
	t, r := e.ask(call)
	if t == nil {
		return nil
	}
	text := "if " + t.cond() + " {\n" + r.text() + "\n}"
	var body []ast.Stmt
	if taken != nil {
		body = taken.Body
	}
	if hasBreak(body) {
		return nil
	}
	var gone []ast.Node
	gone = append(gone, sw)
	open, shut := "\n", ""
	for _, st := range body {
		if err != nil && s.mentions(st, err) {
			return nil
		}
		if declares(st) {
			open, shut = "\n{\n", "\n}"
		}
	}
	if len(body) == 0 {
		e.free(gone, text, sw)
		e.replace(sw.Pos(), sw.End(), text)
		return e.done(e.message(t, r))
	}
	first, last := body[0], body[len(body)-1]
	e.free(gone, text+e.file.slice(first.Pos(), last.End()), sw)
	e.replace(sw.Pos(), first.Pos(), text+open)
	e.replace(last.End(), sw.End(), shut)
	return e.done(e.message(t, r))
}

// withoutError tells whether a case holds where the error is nil, and whether
// that is known.
func (s *site) withoutError(x ast.Expr, err *types.Var, overErr bool) (holds, known bool) {
	x = ast.Unparen(x)
	if overErr {
		if s.isNil(x) {
			return true, true
		}
		return false, !hasCalls(x) // context.Canceled
	}
	switch x := x.(type) {
	case *ast.BinaryExpr:
		id, ok := ast.Unparen(x.X).(*ast.Ident)
		if !ok || err == nil || s.pass.TypesInfo.Uses[id] != err {
			return false, false
		}
		switch {
		case s.isNil(x.Y):
			return x.Op == token.EQL, x.Op == token.EQL || x.Op == token.NEQ
		case x.Op == token.EQL:
			return false, !hasCalls(x.Y)
		}
	case *ast.CallExpr:
		if s.asks(x) && len(x.Args) == 2 {
			id, ok := ast.Unparen(x.Args[0]).(*ast.Ident)
			return false, ok && err != nil && s.pass.TypesInfo.Uses[id] == err
		}
	}
	return false, false
}
