package fix

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/types/typeutil"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/effect"
)

// isSleep reports whether a call is one of a function that sleeps.
func (x *Fixer) isSleep(call *ast.CallExpr) bool {
	fn := typeutil.StaticCallee(x.pass.TypesInfo, call)
	if fn == nil || fn.Signature().Recv() != nil || len(call.Args) != 1 {
		return false
	}
	entry := x.cat.Call(catalog.SymbolOf(fn))
	return entry != nil && entry.Sleeps()
}

// isTime reports whether a call is one of a function of package time.
func (x *Fixer) isTime(call *ast.CallExpr, name string) bool {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok {
		return false
	}
	fn, ok := x.pass.TypesInfo.Uses[sel.Sel].(*types.Func)
	return ok && fn.Pkg() != nil && fn.Pkg().Path() == "time" && fn.Name() == name && fn.Signature().Recv() == nil
}

// tried replaces a statement that makes a call by the question whether the
// limiter grants, and what to do if not.
func (e *edit) tried(t *try, call *ast.CallExpr, stmt ast.Stmt) []analysis.SuggestedFix {
	r := e.refuse()
	if r == nil {
		return nil
	}
	e.free(argsGone(call), t.cond(), stmt)
	e.replace(stmt.Pos(), stmt.End(), "if "+t.cond()+" {\n"+r.text()+"\n}")
	return e.done(e.message(t, r))
}

// spin fixes a loop that does nothing but try again.
func (s *site) spin(loop *ast.ForStmt, path []ast.Node) []analysis.SuggestedFix {
	if loop.Init != nil || loop.Post != nil || !oldListed(loop, path) {
		return nil
	}
	body := loop.Body.List
	cond := ""
	if loop.Cond != nil {
		if !s.isTry(loop.Cond) {
			return nil
		}
		cond = s.file.of(loop.Cond)
	} else {
		if len(body) == 0 {
			return nil
		}
		ifs, ok := body[0].(*ast.IfStmt)
		if !ok || ifs.Init != nil || ifs.Else != nil || len(ifs.Body.List) != 1 || !s.isTry(ifs.Cond) {
			return nil
		}
		if b, ok := ifs.Body.List[0].(*ast.BranchStmt); !ok || b.Tok != token.BREAK || b.Label != nil {
			return nil
		}
		not, negated := ast.Unparen(ifs.Cond).(*ast.UnaryExpr)
		if negated {
			cond = s.file.of(not.X)
		} else {
			cond = "!" + s.file.of(ifs.Cond)
		}
		body = body[1:]
	}
	for _, st := range body {
		if s.writes(st) {
			return nil
		}
	}
	e := s.edit()
	r := e.refuse()
	if r == nil {
		return nil
	}
	e.free([]ast.Node{loop}, cond, loop)
	e.replace(loop.Pos(), loop.End(), "if "+cond+" {\n"+r.text()+"\n}")
	return e.done("Ask once instead of again and again; " + r.says)
}

// isTry reports whether a condition is one try call, negated or not.
func (x *Fixer) isTry(cond ast.Expr) bool {
	cond = ast.Unparen(cond)
	if not, ok := cond.(*ast.UnaryExpr); ok && not.Op == token.NOT {
		cond = ast.Unparen(not.X)
	}
	call, ok := cond.(*ast.CallExpr)
	if !ok {
		return false
	}
	entry, _, _ := x.entryOf(call)
	return entry != nil && entry.Try
}

// writes reports whether a statement changes variables, defers or declares.
func (x *Fixer) writes(st ast.Stmt) bool {
	found := false
	ast.Inspect(st, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt, *ast.IncDecStmt, *ast.DeclStmt, *ast.DeferStmt, *ast.GoStmt, *ast.SendStmt, *ast.FuncLit, *ast.LabeledStmt:
			found = true
		case *ast.BranchStmt:
			found = found || n.Label != nil
		}
		return !found
	})
	return found
}

// rateAsync brings rate limiting back into the operator's own call.
func (s *site) rateAsync() []analysis.SuggestedFix {
	n, path := s.at(func(n ast.Node) bool {
		if n.Pos() != s.Pos {
			return false
		}
		switch n := n.(type) {
		case *ast.GoStmt:
			return true
		case *ast.CallExpr:
			entry, _, _ := s.entryOf(n)
			return entry != nil && entry.Limiter && entry.Effect == string(effect.RateAsync)
		}
		return false
	})
	switch n := n.(type) {
	case *ast.GoStmt:
		if lit, ok := ast.Unparen(n.Call.Fun).(*ast.FuncLit); ok {
			return s.inlined(n, lit, path)
		}
		if entry, _, _ := s.entryOf(n.Call); entry != nil && entry.Limiter && entry.Effect == string(effect.RateWait) {
			return s.ignored(n.Call, n, path)
		}
	case *ast.CallExpr:
		return s.answered(n, around(path))
	}
	return nil
}

// inlined fixes a goroutine that waits for a limiter and then works:
//
//	go func() { lim.Wait(ctx); f(x) }()   →   if !lim.Allow() { return ... }; f(x)
func (s *site) inlined(stmt *ast.GoStmt, lit *ast.FuncLit, path []ast.Node) []analysis.SuggestedFix {
	if !oldListed(stmt, path) || len(stmt.Call.Args) > 0 || lit.Type.Results != nil && len(lit.Type.Results.List) > 0 {
		return nil
	}
	var call *ast.CallExpr
	at := -1
	for i, st := range lit.Body.List {
		if call = s.waits(st); call != nil {
			at = i
			break
		}
	}
	if at < 0 {
		return nil
	}
	if !s.graph.Standalone(s.src.OfLit(lit), call, s.emitters()) {
		return nil
	}
	e := s.edit()
	t := e.try(call)
	if t == nil {
		return nil
	}
	scoped := false
	for i, st := range lit.Body.List {
		if i == at {
			continue
		}
		if e.exits(st) {
			return nil
		}
		scoped = scoped || declares(st)
	}
	r := e.refuse()
	if r == nil {
		return nil
	}
	waiting := lit.Body.List[at]
	open, shut := "", ""
	if scoped {
		open, shut = "{\n", "\n}"
	}
	text := "if " + t.cond() + " {\n" + r.text() + "\n}"
	if len(lit.Body.List) == 1 {
		e.free([]ast.Node{lit}, text, stmt)
		e.replace(stmt.Pos(), stmt.End(), text)
		return e.done(e.message(t, r))
	}
	e.free([]ast.Node{waiting}, text, stmt)
	e.replace(stmt.Pos(), e.file.after(lit.Body.Lbrace+1), open)
	e.replace(waiting.Pos(), waiting.End(), text)
	e.replace(e.file.before(lit.Body.Rbrace), stmt.End(), shut)
	return e.done(e.message(t, r))
}

// waits returns the limiter call that a statement makes and does no more than
// leave on its error.
func (s *site) waits(st ast.Stmt) *ast.CallExpr {
	var x ast.Expr
	switch st := st.(type) {
	case *ast.ExprStmt:
		x = st.X
	case *ast.AssignStmt:
		if id, ok := st.Lhs[0].(*ast.Ident); ok && len(st.Lhs) == 1 && id.Name == "_" {
			x = st.Rhs[0]
		}
	case *ast.IfStmt:
		as, ok := st.Init.(*ast.AssignStmt)
		if !ok || st.Else != nil || len(as.Rhs) != 1 || as.Tok != token.DEFINE {
			return nil
		}
		if n := len(st.Body.List); n == 0 || n > 2 || !leaves(st.Body.List[n-1]) {
			return nil
		}
		x = as.Rhs[0]
	}
	call, ok := x.(*ast.CallExpr)
	if !ok {
		return nil
	}
	if entry, _, _ := s.entryOf(call); entry != nil && entry.Limiter && entry.Effect == string(effect.RateWait) {
		return call
	}
	return nil
}

// exits reports whether a statement leaves its function, or defers.
func (e *edit) exits(st ast.Stmt) bool {
	found := false
	ast.Inspect(st, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ReturnStmt, *ast.DeferStmt:
			found = true
		case *ast.CallExpr:
			if id, ok := n.Fun.(*ast.Ident); ok && id.Name == "recover" {
				found = true
			}
		}
		return !found
	})
	return found
}

// emitters are the parameters of the operator that the framework hands in to
// emit its output, which do not wait.
func (s *site) emitters() []*types.Var {
	if !s.Op.Framework.Emitters || s.Op.Fn == nil {
		return nil
	}
	var vars []*types.Var
	for v := range s.Op.Fn.Sig.Params().Variables() {
		if _, ok := v.Type().Underlying().(*types.Signature); ok {
			vars = append(vars, v)
		}
	}
	return vars
}
