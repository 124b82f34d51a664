package operator

import (
	"cmp"
	"go/ast"
	"go/types"
	"slices"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/fact"
	"github.com/jobvet/jobvet/internal/source"
)

// wrap notes that the function whose parameter v is registers it.
func (f *finder) wrap(v *types.Var, w way) {
	fn := f.owner(v)
	if fn == nil || fn.Obj == nil {
		return
	}
	r := w.fact()
	r.Param = source.ParamIndex(fn.Sig, v)
	if r.Param < 0 {
		return
	}
	for _, old := range f.wrappers[fn.Obj] {
		if old.Fact == r {
			return
		}
	}
	wr := &Wrapper{Fn: fn.Obj, Param: v, Fact: r}
	f.wrappers[fn.Obj] = append(f.wrappers[fn.Obj], wr)
	f.pending = append(f.pending, wr)
}

// owner returns the function whose parameter v is.
func (f *finder) owner(v *types.Var) *source.Func {
	if f.owners == nil {
		f.owners = make(map[*types.Var]*source.Func)
		for _, fn := range f.Source.Funcs {
			for p := range fn.Sig.Params().Variables() {
				f.owners[p] = fn
			}
		}
	}
	return f.owners[v]
}

// settle follows wrappers to their callers, and operators to the parameters
// of enclosing functions that they call, until nothing is new.
func (f *finder) settle() {
	done := make(map[*source.Func]bool)
	for {
		f.called(done)
		if len(f.pending) == 0 {
			return
		}
		f.pending = nil
		f.calls(f.Source.Funcs)
	}
}

// called notes the functions that hand one of their parameters to an operator
// which calls it.
func (f *finder) called(done map[*source.Func]bool) {
	for _, op := range f.list() {
		if op.Fn == nil || done[op.Fn] {
			continue
		}
		done[op.Fn] = true
		for _, v := range f.CallsOf(op.Fn) {
			if owner := f.owner(v); owner != nil && owner != op.Fn {
				f.wrap(v, way{framework: op.Framework, form: op.Form, pos: op.Pos, rank: op.rank})
			}
		}
	}
}

// wrapperCall finds the operators in the arguments of a call of a wrapper.
func (f *finder) wrapperCall(call *ast.CallExpr, fn *types.Func, shift int) {
	regs := f.registers(fn)
	for _, r := range regs {
		w, ok := f.wayOf(r)
		if !ok {
			continue
		}
		w.pos, w.rank = call.Pos(), byCall
		w.form = wrapperName(fn, f.Source.Types) + " → " + w.form
		last := r.Param == fn.Signature().Params().Len()-1 // gets all arguments that are left
		for i := r.Param + shift; i < len(call.Args); i++ {
			f.value(call.Args[i], w)
			if !last {
				break
			}
		}
	}
}

func wrapperName(fn *types.Func, from *types.Package) string {
	name := fn.Name()
	if recv := catalog.SymbolOf(fn).Recv; recv != "" {
		name = recv + "." + name
	}
	if fn.Pkg() == from {
		return name
	}
	return fn.Pkg().Name() + "." + name
}

// registers returns the registrations of a wrapper of this package or another.
func (f *finder) registers(fn *types.Func) []fact.Registration {
	if fn.Pkg() == nil {
		return nil
	}
	if fn.Pkg() != f.Source.Types {
		if f.Catalog.IsLibrary(fn.Pkg().Path()) {
			return nil
		}
		return f.Registers(fn)
	}
	var regs []fact.Registration
	for _, w := range f.wrappers[fn] {
		regs = append(regs, w.Fact)
	}
	return regs
}

// wayOf turns a wrapper's fact back into a registration.
func (f *finder) wayOf(r fact.Registration) (way, bool) {
	if r.Table == "" {
		return way{framework: DeclaredFramework(catalog.Policy(r.Policy)), form: "//jobvet:registers"}, true
	}
	t := f.Catalog.Table(r.Table)
	if t == nil {
		return way{}, false
	}
	for _, fw := range t.Frameworks {
		if fw.Name != r.Framework {
			continue
		}
		w := way{framework: fw, form: fw.Name}
		if r.Form >= 0 && r.Form < len(fw.Operators) {
			w.reg = fw.Operators[r.Form]
			w.form = f.display(w.reg.Symbols()[0])
		}
		return w, true
	}
	return way{}, false
}

func (f *finder) wrapperList() []*Wrapper {
	var list []*Wrapper
	for _, ws := range f.wrappers {
		list = append(list, ws...)
	}
	slices.SortFunc(list, func(a, b *Wrapper) int {
		return cmp.Or(cmp.Compare(a.Param.Pos(), b.Param.Pos()), cmp.Compare(a.Fact.Form, b.Fact.Form), cmp.Compare(a.Fact.Framework, b.Fact.Framework))
	})
	return list
}
