package shipped

import (
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"slices"

	"github.com/jobvet/jobvet/internal/catalog"
)

// flags finds the flags of the command line that an operator reads. A worker does not get
// the launcher's command line; but what the flag is for may be the launcher's alone, or a
// container may start the worker with its own.
func (f *finder) flags() {
	d := defined{finder: f, flags: make(map[*types.Var]bool), set: make(map[*types.Var]bool), defines: make(map[ast.Node]bool)}
	for _, file := range f.Source.Files {
		ast.Inspect(file, d.visit)
	}
	if len(d.flags) == 0 {
		return
	}
	reads := f.reads(func(v *types.Var) bool { return d.flags[v] && !d.set[v] })
	for _, v := range slices.SortedFunc(maps.Keys(reads), func(a, b *types.Var) int { return int(a.Pos()) - int(b.Pos()) }) {
		r := reads[v]
		f.found = append(f.found, &Finding{
			Kind: Flag, Op: r.op, Pos: r.pos, Set: r.pos,
			Phrase:    "reads the flag " + v.Name(),
			Harm:      "a worker does not get the launcher's command line, and has the flag's default",
			Advice:    "copy it to an exported field of the operator, where the pipeline is built",
			Uncertain: true,
		})
	}
}

// defined are the package variables that are flags of the command line.
type defined struct {
	*finder
	flags   map[*types.Var]bool
	set     map[*types.Var]bool // other code sets them, or may do so
	defines map[ast.Node]bool   // the first arguments of calls that define flags
}

func (d *defined) visit(x ast.Node) bool {
	switch x := x.(type) {
	case *ast.ValueSpec:
		d.declared(x)
	case *ast.CallExpr:
		d.filled(x)
	case *ast.AssignStmt:
		for _, lhs := range x.Lhs {
			d.note(lhs)
		}
	case *ast.IncDecStmt:
		d.note(x.X)
	case *ast.UnaryExpr:
		if x.Op == token.AND && !d.defines[x] {
			d.note(x.X)
		}
	}
	return true
}

// declared notes the variables that get what a call returns which defines a flag.
func (d *defined) declared(spec *ast.ValueSpec) {
	if len(spec.Values) != len(spec.Names) {
		return
	}
	for i, id := range spec.Names {
		v, ok := d.Source.Info.Defs[id].(*types.Var)
		if call, isCall := ast.Unparen(spec.Values[i]).(*ast.CallExpr); ok && isCall && v.Kind() == types.PackageVar && d.isFlag(call) {
			d.flags[v] = true
		}
	}
}

// filled notes the variable whose address a call gets that defines a flag.
func (d *defined) filled(call *ast.CallExpr) {
	if len(call.Args) == 0 || !d.isFlag(call) {
		return
	}
	if addr, ok := ast.Unparen(call.Args[0]).(*ast.UnaryExpr); ok && addr.Op == token.AND {
		if id, ok := ast.Unparen(addr.X).(*ast.Ident); ok && d.ofPackage(id) != nil {
			d.flags[d.ofPackage(id)], d.defines[addr] = true, true
		}
	}
}

func (d *defined) note(e ast.Expr) {
	if v := d.packageVar(e); v != nil {
		d.set[v] = true
	}
}

func (d *defined) isFlag(call *ast.CallExpr) bool {
	fn := d.Source.NamedFunc(call)
	return fn != nil && fn.Pkg() != nil && d.Catalog.IsFlag(catalog.SymbolOf(fn))
}
