package comm

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/jobvet/jobvet/internal/source"
)

// facts is what a look over functions tells of their variables.
type facts struct {
	looked   map[*source.Func]bool
	captured map[*types.Var]bool // used in a literal that they do not belong to
	taken    map[*types.Var]bool // whose address is taken
	sets     map[*types.Var]int  // how often they get a value, the zero value too
	inLoop   map[*types.Var]bool // declared in a loop
	received map[*types.Var]bool // that hold what came over a channel
	// late are variables that get a value in a loop, or behind the first literal that
	// uses them.
	late map[*types.Var]bool
}

func newFacts() *facts {
	return &facts{
		make(map[*source.Func]bool), make(map[*types.Var]bool), make(map[*types.Var]bool), make(map[*types.Var]int),
		make(map[*types.Var]bool), make(map[*types.Var]bool), make(map[*types.Var]bool),
	}
}

// look notes what a declared function does with its variables.
func (f *facts) look(fn *source.Func, info *types.Info) {
	if f.looked[fn] {
		return
	}
	f.looked[fn] = true
	l := looker{facts: f, info: info}
	ast.Inspect(fn.Body, l.visit)
	for _, v := range []*types.Tuple{fn.Sig.Params(), fn.Sig.Results()} {
		for v := range v.Variables() {
			f.sets[v]++
		}
	}
}

type looker struct {
	*facts
	info  *types.Info
	stack []ast.Node
	lits  []*ast.FuncLit
	loops int
}

func (l *looker) visit(n ast.Node) bool {
	if n == nil {
		l.leave(l.stack[len(l.stack)-1])
		l.stack = l.stack[:len(l.stack)-1]
		return true
	}
	l.enter(n)
	l.note(n)
	l.stack = append(l.stack, n)
	return true
}

func (l *looker) enter(n ast.Node) {
	switch n := n.(type) {
	case *ast.FuncLit:
		l.lits = append(l.lits, n)
	case *ast.ForStmt, *ast.RangeStmt:
		l.loops++
	}
}

func (l *looker) leave(n ast.Node) {
	switch n.(type) {
	case *ast.FuncLit:
		l.lits = l.lits[:len(l.lits)-1]
	case *ast.ForStmt, *ast.RangeStmt:
		l.loops--
	}
}

// note notes what one node does with variables.
func (l *looker) note(n ast.Node) {
	switch n := n.(type) {
	case *ast.FuncLit:
		l.setFields(n.Type.Params)
		l.setFields(n.Type.Results)
	case *ast.RangeStmt:
		l.set(n.Key)
		l.set(n.Value)
	case *ast.AssignStmt:
		for _, e := range n.Lhs {
			l.set(e)
		}
	case *ast.IncDecStmt:
		l.set(n.X)
	case *ast.ValueSpec:
		for _, name := range n.Names {
			l.set(name)
		}
	case *ast.UnaryExpr:
		if v, ok := l.info.ObjectOf(ident(n.X)).(*types.Var); ok && n.Op == token.AND {
			l.taken[v] = true
		}
	case *ast.Ident:
		l.identifier(n)
	}
}

// setFields notes that a call of a literal sets its parameters, or its results.
func (l *looker) setFields(list *ast.FieldList) {
	if list == nil {
		return
	}
	for _, field := range list.List {
		for _, name := range field.Names {
			l.set(name)
		}
	}
}

// identifier notes where a variable is used or declared.
func (l *looker) identifier(id *ast.Ident) {
	if v, ok := l.info.Uses[id].(*types.Var); ok && l.isOuter(v) {
		l.captured[v] = true
	}
	if v, ok := l.info.Defs[id].(*types.Var); ok && l.loops > 0 {
		l.inLoop[v] = true
	}
}

// isOuter reports whether a variable belongs to a function around the literal at hand.
func (l *looker) isOuter(v *types.Var) bool {
	if len(l.lits) == 0 {
		return false
	}
	in := l.lits[len(l.lits)-1]
	return v.Pos() < in.Pos() || in.End() <= v.Pos()
}

func (l *looker) set(e ast.Expr) {
	if v, ok := l.info.ObjectOf(ident(e)).(*types.Var); ok {
		l.sets[v]++
		l.captured[v] = l.captured[v] || l.isOuter(v)
		l.late[v] = l.late[v] || l.captured[v] || l.loops > 0
	}
}

// ident returns the identifier that an expression is, or a blank one.
func ident(e ast.Expr) *ast.Ident {
	if e != nil {
		if id, ok := ast.Unparen(e).(*ast.Ident); ok {
			return id
		}
	}
	return &ast.Ident{Name: "_"}
}

// shared reports whether a literal may see a variable change, or code that gets its
// address change it.
func (f *facts) shared(v *types.Var) bool {
	if f.sets[v] > 1 && f.captured[v] && f.late[v] {
		return true
	}
	return f.taken[v] && (source.IsChan(v.Type()) || f.sets[v] > 1 && !source.IsWaitGroupLike(v.Type()))
}
