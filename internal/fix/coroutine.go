package fix

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/fix/syntax"
	"github.com/jobvet/jobvet/internal/source"
)

// replays reports whether the site is in an operator that is replayed, and that may use the
// coroutines of its framework.
func (s *site) replays() bool {
	fw := s.Op.Framework
	return fw.Coroutines != nil && s.Op.Policy == fw.Policy && !slices.ContainsFunc(s.Op.By, fw.Coroutines.Excepts)
}

// coroutineContext returns the operator's parameter that coroutines get as a context, or
// nil. Outside of the operator itself another one may be the right one.
func (p *plan) coroutineContext() *types.Var {
	if !p.own() {
		return nil
	}
	for v := range p.fn.Sig.Params().Variables() {
		if v.Name() != "" && v.Name() != "_" && p.isCoroutineContext(v.Type()) && p.Sees(v) {
			return v
		}
	}
	return nil
}

func (s *site) isCoroutineContext(t types.Type) bool {
	for range 3 { // workflow.Context may be an alias of one in another package
		var tn *types.TypeName
		switch t := t.(type) {
		case *types.Alias:
			tn = t.Obj()
		case *types.Named:
			tn = t.Obj()
		default:
			return false
		}
		if s.Cat.IsPerCall(catalog.SymbolOf(tn)) == s.Op.Framework {
			return true
		}
		t = types.Unalias(t)
	}
	return false
}

// replayedSleep fixes a sleep in an operator that is replayed:
//
//	time.Sleep(d)   →   if err := workflow.Sleep(ctx, d); err != nil { return err }
func (s *site) replayedSleep() *plan {
	c, ok := s.begins(func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		return ok && s.isSleep(call)
	})
	if !ok {
		return nil
	}
	stmt, alone := syntax.StatementOf(c)
	p := s.newPlan(stmt)
	ctx := p.coroutineContext()
	sleep, ok := p.symbol(s.Op.Framework.Coroutines.Sleep)
	if !alone || ctx == nil || !ok {
		return nil
	}
	p.message = "Sleep with " + sleep + ", which is replayed"
	call := sleep + "(" + ctx.Name() + ", " + s.file.Of(c.Node().(*ast.CallExpr).Args[0]) + ")"
	text := "_ = " + call
	if source.EndsInError(p.results()) && !p.owes() {
		err := p.local("err")
		leave, ok := p.returns(nil, err)
		if !ok {
			return nil
		}
		text = "if " + err + " := " + call + "; " + err + " != nil {\n" + leave + "\n}"
	}
	p.ReplaceNode(stmt.Node(), text)
	return p
}

// coroutine fixes a go statement in an operator that is replayed:
//
//	go f(x)   →   workflow.Go(ctx, func(ctx workflow.Context) { f(x) })
//
// Coroutines take turns, and only the framework's own calls let another one go on. So there
// is no fix if the goroutine may wait for others in any other way.
func (s *site) coroutine(stmt *ast.GoStmt) *plan {
	p := s.newPlan(s.cur)
	ctx := p.coroutineContext()
	spawn, ok := p.symbol(s.Op.Framework.Coroutines.Go)
	if ctx == nil || !ok || !s.isLonely(stmt.Call) || !s.keeps(stmt.Call, ctx) {
		return nil
	}
	typ, ok := p.Type(ctx.Type())
	if !ok {
		return nil
	}
	p.message = "Start it with " + spawn + ", which is replayed"
	body := "{\n" + s.file.Of(stmt.Call) + "\n}"
	if lit, ok := ast.Unparen(stmt.Call.Fun).(*ast.FuncLit); ok && len(stmt.Call.Args) == 0 && lit.Type.Results == nil {
		body = s.file.Of(lit.Body)
	}
	p.ReplaceNode(stmt, spawn+"("+ctx.Name()+", func("+ctx.Name()+" "+typ+") "+body+")")
	return p
}

// isLonely reports whether a goroutine has nothing to do with others: what it calls has no
// effects, touches no channel and nothing of package sync, and calls nothing of other packages
// but the framework and what is harmless.
func (s *site) isLonely(call *ast.CallExpr) bool {
	callees := s.Src.Callees(&source.Call{Expr: call})
	for _, o := range callees {
		if o.Fn == nil || len(s.graph.Summary(o.Fn).Effects) > 0 || s.meets(o.Fn.Body) {
			return false
		}
	}
	return len(callees) > 0 && !slices.ContainsFunc(call.Args, func(a ast.Expr) bool { return s.meets(a) })
}

// meets reports whether code may have to do with other goroutines, or wait.
func (s *site) meets(n ast.Node) bool {
	return syntax.Exists(n, func(e ast.Expr) bool {
		t := s.Info.TypeOf(e)
		if t != nil && (source.IsChan(t) || isOfSync(source.Pointee(t))) {
			return true
		}
		call, ok := e.(*ast.CallExpr)
		if !ok {
			return false
		}
		fn := s.Src.NamedFunc(call)
		if fn == nil {
			return s.Src.Builtin(call) == "" && !s.Info.Types[call.Fun].IsType() && !isLit(call.Fun)
		}
		return fn.Pkg() != nil && fn.Pkg() != s.Types && s.Cat.Table(fn.Pkg().Path()) != s.Op.Framework.Table() && !s.Cat.Harmless(catalog.SymbolOf(fn), false)
	})
}

func isLit(e ast.Expr) bool {
	_, ok := ast.Unparen(e).(*ast.FuncLit)
	return ok
}

func isOfSync(t types.Type) bool {
	n := source.NamedOf(t)
	return n != nil && n.Obj().Pkg() != nil && n.Obj().Pkg().Path() == "sync"
}

// keeps reports whether a call means the same if it is evaluated later, with another context
// of the same name: its arguments are constants, variables that do not change, and the
// context, and no other context of coroutines from outside is used in it.
func (s *site) keeps(call *ast.CallExpr, ctx *types.Var) bool {
	for _, a := range call.Args {
		v := s.Src.VarOf(a)
		_, isName := ast.Unparen(a).(*ast.Ident)
		if s.Info.Types[a].Value == nil && (v == nil || !isName || v != ctx && s.changes(v)) {
			return false
		}
	}
	if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok && s.Info.Selections[sel] != nil {
		id, ok := ast.Unparen(sel.X).(*ast.Ident)
		if v, isVar := s.Info.Uses[id].(*types.Var); !ok || !isVar || s.changes(v) {
			return false
		}
	}
	return !syntax.Exists(call, func(id *ast.Ident) bool {
		v, ok := s.Info.Uses[id].(*types.Var)
		return ok && v != ctx && (v.Pos() < call.Pos() || call.End() <= v.Pos()) && s.isCoroutineContext(v.Type())
	})
}

// changes reports whether a variable may get another value than its first one. That of a
// loop does.
func (s *site) changes(v *types.Var) bool {
	if v.Kind() != types.LocalVar && v.Kind() != types.ParamVar && v.Kind() != types.RecvVar {
		return true
	}
	is := func(e ast.Expr) bool {
		id, ok := e.(*ast.Ident)
		return ok && s.Info.Uses[id] == v
	}
	return syntax.Exists(s.fn.Outermost().Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			return slices.ContainsFunc(n.Lhs, is)
		case *ast.IncDecStmt:
			return is(n.X)
		case *ast.UnaryExpr:
			return is(n.X)
		case *ast.ForStmt:
			return n.Init != nil && n.Init.Pos() <= v.Pos() && v.Pos() < n.Init.End()
		case *ast.RangeStmt:
			return n.Pos() <= v.Pos() && v.Pos() < n.Body.Pos()
		}
		return false
	})
}
