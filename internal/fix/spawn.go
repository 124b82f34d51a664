package fix

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/jobvet/jobvet/internal/source"
)

// goSpawn fixes a go statement: what it starts is called.
//
//	go f(x)   →   f(x)
//
// A wait group that does nothing but join the goroutine goes with it.
func (s *site) goSpawn() []analysis.SuggestedFix {
	if s.Soft {
		return nil
	}
	n, path := s.at(func(n ast.Node) bool {
		_, ok := n.(*ast.GoStmt)
		return ok && n.Pos() == s.Pos
	})
	stmt, ok := n.(*ast.GoStmt)
	if !ok || len(path) == 0 {
		return nil
	}
	groups := s.waitGroups(stmt.Call)
	if !s.graph.CallStandalone(s.fn, stmt.Call, append(s.emitters(), groups...)) {
		return nil
	}
	e := s.edit()
	e.replace(stmt.Pos(), stmt.Call.Pos(), "")
	for _, group := range groups {
		if !e.dropWaitGroup(group, stmt) {
			return nil // it would be left with nothing to wait for
		}
	}
	return e.done("Call it directly; the operator returns when it is done")
}

// waitGroups returns the wait groups that a call mentions.
func (x *Fixer) waitGroups(call *ast.CallExpr) []*types.Var {
	var groups []*types.Var
	seen := make(map[*types.Var]bool)
	ast.Inspect(call, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok {
			return true
		}
		v, ok := x.pass.TypesInfo.Uses[id].(*types.Var)
		if ok && !seen[v] && source.IsWaitGroup(v.Type()) {
			seen[v] = true
			groups = append(groups, v)
		}
		return true
	})
	return groups
}

// dropWaitGroup removes a wait group: its declaration and all statements that
// call its methods. It fails if the group is more than that, or if other
// goroutines than that of stmt use it.
func (e *edit) dropWaitGroup(group *types.Var, stmt *ast.GoStmt) bool {
	if group.Kind() != types.LocalVar {
		return false
	}
	for _, use := range e.usesOf(group) {
		path := enclosing(e.file.syntax, use)
		if len(path) < 3 {
			return false
		}
		sel, ok := path[0].(*ast.SelectorExpr)
		call, isCall := path[1].(*ast.CallExpr)
		if !ok || !isCall || call.Fun != ast.Expr(sel) {
			return false
		}
		inside := within(use, []ast.Node{stmt.Call})
		switch sel.Sel.Name {
		case "Done":
			if !inside {
				return false
			}
		case "Add":
			if inside || hasCalls(call.Args[0]) && !e.isLen(call.Args[0]) {
				return false
			}
		case "Wait":
			if inside || e.inGoroutine(path) {
				return false // what it does then would come before the work
			}
		default:
			return false
		}
		whole, ok := path[2].(ast.Stmt)
		if !ok || !e.drop(whole, path[3:]) {
			return false
		}
		edits := len(e.edits)
		if e.free(argsGone(call), "", whole); len(e.edits) > edits {
			return false // a variable that nothing else uses
		}
	}
	return e.dropDeclaration(group)
}

// inGoroutine reports whether a path leads out of the function of the site by a
// literal that is not called where it stands, but by a goroutine perhaps.
func (s *site) inGoroutine(path []ast.Node) bool {
	for i, n := range path {
		switch n := n.(type) {
		case *ast.FuncLit:
			if s.src.OfLit(n) == s.fn {
				return false
			}
			if i+2 < len(path) {
				call, ok := path[i+1].(*ast.CallExpr)
				_, deferred := path[i+2].(*ast.DeferStmt)
				if ok && deferred && call.Fun == ast.Expr(n) {
					continue
				}
			}
			return true
		case *ast.FuncDecl:
			return false
		}
	}
	return false
}

// isLen reports whether an expression is len of something that does nothing.
func (x *Fixer) isLen(n ast.Expr) bool {
	call, ok := ast.Unparen(n).(*ast.CallExpr)
	return ok && x.src.Builtin(call) == "len" && !hasCalls(call.Args[0])
}

// dropDeclaration removes the statement that declares a local variable and
// nothing else, with a value that does nothing.
func (e *edit) dropDeclaration(v *types.Var) bool {
	path := nodesAt(e.file.syntax, v.Pos())
	for i, n := range path {
		switch n := n.(type) {
		case *ast.DeclStmt:
			spec := n.Decl.(*ast.GenDecl).Specs
			value, ok := spec[0].(*ast.ValueSpec)
			return ok && len(spec) == 1 && len(value.Names) == 1 && len(value.Values) == 0 && e.drop(n, path[i+1:])
		case *ast.AssignStmt:
			if len(n.Lhs) != 1 || n.Tok != token.DEFINE {
				return false
			}
			switch made := ast.Unparen(n.Rhs[0]).(type) {
			case *ast.CompositeLit:
			case *ast.UnaryExpr:
				if _, ok := made.X.(*ast.CompositeLit); !ok {
					return false
				}
			case *ast.CallExpr:
				if e.src.Builtin(made) != "new" {
					return false
				}
			default:
				return false
			}
			return e.drop(n, path[i+1:])
		case ast.Stmt:
			return false
		}
	}
	return false
}

// drop removes a statement from its list, with its line if nothing else is on
// it.
func (e *edit) drop(stmt ast.Stmt, path []ast.Node) bool {
	if !listed(stmt, path) {
		return false
	}
	if label, ok := path[0].(*ast.LabeledStmt); ok && label.Stmt == stmt {
		return false
	}
	from, to := stmt.Pos(), stmt.End()
	for strings.IndexByte(" \t", e.file.char(from-1)) >= 0 {
		from--
	}
	if e.file.char(from-1) == '\n' && e.file.char(to) == '\n' {
		to++
	} else {
		from = stmt.Pos()
	}
	e.replace(from, to, "")
	return true
}
