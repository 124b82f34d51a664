package shipped

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/jobvet/jobvet/internal/fact"
	"github.com/jobvet/jobvet/internal/source"
)

// An assigned is the code of the package that sets variables which operators may miss:
// its own, by an assignment, and those of imports, by an assignment or by calling a
// function that sets them. Variables go by path and name.
type assigned struct {
	*finder
	own    func(v *types.Var) bool
	states map[*types.Package]*fact.State

	losses  map[string]*fact.Loss // of the variables of imports
	sets    map[string][]assignment
	settled map[string]bool // workers have set it, or nobody knows
	inside  *source.Func    // the function or literal that is looked at
	outside *source.Func    // the declared function around it, nil for initialisers
}

// An assignment is a place that sets a variable.
type assignment struct {
	fn  *source.Func
	pos token.Pos
	by  *types.Func // the function of another package that is called there, or nil
}

// assigns returns what the package sets of the variables of its own that count, and of
// those that the states tell.
func (f *finder) assigns(own func(v *types.Var) bool, states map[*types.Package]*fact.State) *assigned {
	a := &assigned{
		finder: f, own: own, states: states,
		losses: make(map[string]*fact.Loss), sets: make(map[string][]assignment), settled: make(map[string]bool),
	}
	for _, state := range states {
		for _, key := range state.Settled {
			a.settled[key] = true
		}
	}
	for _, file := range f.Source.Files {
		if f.isTest(file.FileStart) {
			continue
		}
		for _, decl := range file.Decls {
			a.inside, a.outside = nil, nil
			if fn, ok := decl.(*ast.FuncDecl); ok {
				if obj, ok := f.Source.Info.Defs[fn.Name].(*types.Func); ok {
					a.inside = f.Source.Of(obj)
				}
				a.outside = a.inside
			}
			ast.Inspect(decl, a.visit)
		}
	}
	return a
}

func (a *assigned) visit(x ast.Node) bool {
	switch x := x.(type) {
	case *ast.FuncLit:
		around := a.inside
		a.inside = a.Source.OfLit(x)
		ast.Inspect(x.Body, a.visit)
		a.inside = around
		return false
	case *ast.AssignStmt:
		for _, lhs := range x.Lhs {
			a.variable(lhs, false)
		}
	case *ast.RangeStmt:
		a.variable(x.Key, false)
		a.variable(x.Value, false)
	case *ast.IncDecStmt:
		a.variable(x.X, true)
	case *ast.UnaryExpr:
		if x.Op == token.AND {
			a.variable(x.X, true)
		}
	case *ast.ValueSpec:
		for _, id := range x.Names {
			if v, ok := a.Source.Info.Defs[id].(*types.Var); ok && len(x.Values) > 0 && v.Kind() == types.PackageVar {
				a.settled[varKey(v)] = true
			}
		}
	case *ast.Ident:
		if fn, ok := a.Source.Info.Uses[x].(*types.Func); ok {
			a.function(fn, x.Pos())
		}
	}
	return true
}

// variable notes that code sets a variable of which e is a part, or does with it what
// nobody can follow.
func (a *assigned) variable(e ast.Expr, unknown bool) {
	v := a.packageVar(e)
	if v == nil {
		return
	}
	key := varKey(v)
	if v.Pkg() != a.Source.Types {
		state := a.states[v.Pkg()]
		if state == nil || state.Vars[v.Name()] == nil {
			return
		}
		a.losses[key] = state.Vars[v.Name()]
	} else if !a.own(v) {
		return
	}
	a.note(key, assignment{a.outside, e.Pos(), nil}, unknown)
}

// function notes that code refers to a function of another package, which may set
// variables.
func (a *assigned) function(fn *types.Func, pos token.Pos) {
	state := a.states[fn.Pkg()]
	if state == nil {
		return
	}
	for _, loss := range state.Sets[fact.Key(fn, 0)] {
		a.losses[loss.Name] = loss
		a.note(loss.Name, assignment{a.outside, pos, fn}, false)
	}
}

func (a *assigned) note(key string, at assignment, unknown bool) {
	if unknown || a.everywhere(a.outside) || a.onWorker(a.inside) {
		a.settled[key] = true
		return
	}
	a.sets[key] = append(a.sets[key], at)
}

// everywhere reports whether workers run a function, too; nil stands for initialisers.
func (f *finder) everywhere(fn *source.Func) bool {
	return fn == nil || f.onWorker(fn) || fn.Decl != nil && fn.Decl.Recv == nil && fn.Decl.Name.Name == "init"
}

// packageVar returns the variable of a package of which an expression is a part, or nil.
func (f *finder) packageVar(e ast.Expr) *types.Var {
	for whole := range wholes(e) {
		id, _ := whole.(*ast.Ident)
		if sel, ok := whole.(*ast.SelectorExpr); ok {
			id = sel.Sel
		}
		if v := f.ofPackage(id); v != nil {
			return v
		}
	}
	return nil
}

func (f *finder) ofPackage(id *ast.Ident) *types.Var {
	if v, ok := f.Source.Info.Uses[id].(*types.Var); ok && v.Kind() == types.PackageVar && v.Pkg() != nil {
		return v
	}
	return nil
}

// varKey names a package's variable with its path.
func varKey(v *types.Var) string { return v.Pkg().Path() + ":" + v.Name() }
