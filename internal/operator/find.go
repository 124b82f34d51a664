package operator

import (
	"cmp"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/source"
)

// declarations finds the operators and wrappers that directives declare.
func (f *finder) declarations() {
	for _, fn := range f.Source.Funcs {
		if fn.Obj == nil {
			continue
		}
		d := f.Declared(fn.Obj)
		if d == nil {
			continue
		}
		r := registration{framework: DeclaredFramework(d.Policy), pos: fn.Decl.Pos(), rank: byDirective}
		if d.Args == nil {
			r.form = "//jobvet:operator"
			f.function([]source.Origin{{Fn: fn}}, r, d.Policy)
			continue
		}
		r.form = "//jobvet:registers"
		for _, i := range d.Args {
			if i < fn.Sig.Params().Len() {
				f.wrap(fn.Sig.Params().At(i), r)
			}
		}
	}
	f.declaredTypes(f.Source.Types)
	for _, pkg := range f.Source.Types.Imports() {
		f.declaredTypes(pkg)
	}
}

// calls finds the registrations by calls and conversions.
func (f *finder) calls(fns []*source.Func) {
	for _, fn := range fns {
		for _, c := range fn.Calls {
			if c.Expr != nil {
				f.call(c.Expr)
			}
		}
	}
	for _, c := range f.Source.InitCalls() {
		f.call(c.Expr)
	}
}

func (f *finder) call(call *ast.CallExpr) {
	obj := f.Source.Named(call)
	if obj == nil {
		return
	}
	shift := 0
	if f.Source.IsMethodExpr(call) {
		shift = 1
	}
	if fn, ok := obj.(*types.Func); ok {
		f.wrapperCall(call, fn.Origin(), shift)
	}
	if obj.Pkg() == nil {
		return
	}
	sym, entries := catalog.SymbolOf(obj), []*catalog.Registration(nil)
	fn, isFunc := obj.(*types.Func)
	_, isType := obj.(*types.TypeName)
	switch owned := f.Catalog.Owns(obj.Pkg().Path()); {
	case !owned && isFunc:
		entries = f.disguised(fn)
	case !owned:
	case isType:
		for _, entry := range f.Catalog.ByConversion(sym) {
			if len(call.Args) == 1 {
				f.value(call.Args[0], f.registration(entry, sym, call.Pos(), byConversion))
			}
		}
	default:
		entries = f.Catalog.ByCall(sym)
	}
	for _, entry := range entries {
		f.registered(call, shift, entry, f.registration(entry, sym, call.Pos(), byCall))
	}
}

// registered finds the operators in the arguments of a call that registers them.
func (f *finder) registered(call *ast.CallExpr, shift int, entry *catalog.Registration, r registration) {
	for i, arg := range entry.Args {
		arg += shift
		last := i == len(entry.Args)-1
		for j := arg; j < len(call.Args); j++ {
			f.argument(call.Args[j], r)
			if !last || !entry.Variadic {
				break
			}
		}
	}
}

func (f *finder) registration(entry *catalog.Registration, sym catalog.Symbol, pos token.Pos, rank int) registration {
	return registration{framework: entry.Framework(), entry: entry, symbol: sym, form: f.display(sym), pos: pos, rank: rank}
}

// display prints a symbol as code writes it: "beam.ParDo",
// "message.Router.AddHandler".
func (f *finder) display(s catalog.Symbol) string {
	name := s.Name
	if s.Recv != "" {
		name = s.Recv + "." + name
	}
	return f.packageName(s.Pkg) + "." + name
}

// packageName returns the name of a package. If this package does not import it, the
// name is guessed from the path; restatedev/sdk-go, for one, has the name restate.
func (f *finder) packageName(path string) string {
	for _, pkg := range f.Source.Types.Imports() {
		if name := pkg.Name(); pkg.Path() == path && !isVersion(name) {
			return name
		}
	}
	elems := strings.Split(path, "/")
	name := elems[len(elems)-1]
	if len(elems) > 1 && isVersion(name) {
		name = elems[len(elems)-2]
	}
	name = strings.TrimSuffix(strings.TrimPrefix(name, "go-"), ".go")
	return name
}

// isVersion reports whether an element of a path is a major version.
func isVersion(elem string) bool {
	return len(elem) > 1 && elem[0] == 'v' && strings.Trim(elem[1:], "0123456789") == ""
}

// literals finds the registrations by composite literals of map and slice types that
// the catalogue lists.
func (f *finder) literals() {
	for _, lit := range f.Source.Literals {
		named, ok := types.Unalias(f.Source.Info.TypeOf(lit)).(*types.Named)
		if !ok || named.Obj().Pkg() == nil || !f.Catalog.Owns(named.Obj().Pkg().Path()) {
			continue
		}
		sym := catalog.SymbolOf(named.Obj())
		for _, entry := range f.Catalog.ByConversion(sym) {
			f.value(lit, f.registration(entry, sym, lit.Pos(), byConversion))
		}
	}
}

// imports finds operators of the frameworks that the package imports: what fields of
// their types hold, what implements their interfaces, and what has the shape of their
// operators.
func (f *finder) imports() {
	f.filled()
	for _, pkg := range f.Source.Types.Imports() {
		if !f.Catalog.Owns(pkg.Path()) {
			continue
		}
		for _, entry := range f.Catalog.Interfaces(pkg.Path()) {
			f.implementations(pkg, entry)
		}
		for _, entry := range f.Catalog.Fields(pkg.Path()) {
			f.fields(pkg, entry)
		}
		if sigs := f.Catalog.Signatures(pkg.Path()); len(sigs) > 0 {
			f.signatures(sigs)
		}
	}
}

// fields finds what flows into the struct fields of an entry.
func (f *finder) fields(pkg *types.Package, entry *catalog.Registration) {
	for _, sym := range entry.Symbols() {
		if sym.Pkg != pkg.Path() {
			continue
		}
		tn, ok := pkg.Scope().Lookup(sym.Recv).(*types.TypeName)
		if !ok {
			continue
		}
		fld := source.Field(tn.Type(), sym.Name)
		if fld == nil {
			continue
		}
		f.values(fld, f.registration(entry, sym, fld.Pos(), byField))
	}
}

// implementations finds the package's types that implement an interface of a
// framework. A small interface whose methods mention none of the framework's types
// says too little: any type with a Run method is a cron.Job.
func (f *finder) implementations(pkg *types.Package, entry *catalog.Registration) {
	for _, sym := range entry.Symbols() {
		if sym.Pkg != pkg.Path() {
			continue
		}
		tn, ok := pkg.Scope().Lookup(sym.Name).(*types.TypeName)
		if !ok {
			continue
		}
		iface, ok := tn.Type().Underlying().(*types.Interface)
		if !ok || !f.specific(iface, entry) {
			continue
		}
		r := f.registration(entry, sym, tn.Pos(), byInterface)
		f.implementing(tn.Type(), r)
	}
}

// implementing finds the package's types that implement an interface.
func (f *finder) implementing(itype types.Type, r registration) {
	r.form = "implements " + r.form
	iface := itype.Underlying().(*types.Interface)
	scope := f.Source.Types.Scope()
	for _, name := range scope.Names() {
		own, ok := scope.Lookup(name).(*types.TypeName)
		if !ok || own.IsAlias() || types.IsInterface(own.Type()) || !f.implements(own.Type(), itype, iface) {
			continue
		}
		r.pos = own.Pos()
		f.methods(own.Type(), r)
	}
}

// specific reports whether only operators implement the interface: a hot method
// mentions a type of the framework, or there are so many methods that nothing else has
// them all.
func (f *finder) specific(iface *types.Interface, entry *catalog.Registration) bool {
	if iface.NumMethods() > 4 {
		return true
	}
	for m := range iface.Methods() {
		if !slices.Contains(entry.Hot, m.Name()) {
			continue
		}
		sig := m.Signature()
		for v := range sig.Params().Variables() {
			if f.ofLibrary(v.Type()) {
				return true
			}
		}
		for v := range sig.Results().Variables() {
			if f.ofLibrary(v.Type()) {
				return true
			}
		}
	}
	return false
}

func (f *finder) ofLibrary(t types.Type) bool {
	switch t := t.(type) {
	case *types.Alias:
		return f.described(t.Obj()) || f.ofLibrary(t.Rhs())
	case *types.Named:
		return f.described(t.Obj())
	case *types.Pointer:
		return f.ofLibrary(t.Elem())
	case *types.Slice:
		return f.ofLibrary(t.Elem())
	case *types.Chan:
		return f.ofLibrary(t.Elem())
	}
	return false
}

// described reports whether the catalogue describes the library of a type, or the
// user's package if that has a table.
func (f *finder) described(tn *types.TypeName) bool {
	return tn.Pkg() != nil && (f.Catalog.IsLibrary(tn.Pkg().Path()) || f.Catalog.Describes(tn.Pkg().Path()))
}

// implements reports whether t, or a pointer to it, implements an interface. If one of
// them is generic, it compares the names and shapes of methods.
func (f *finder) implements(t, itype types.Type, iface *types.Interface) bool {
	generic := func(t types.Type) bool {
		n, ok := t.(*types.Named)
		return ok && n.TypeParams().Len() > 0
	}
	if !generic(t) && !generic(itype) {
		return types.Implements(types.NewPointer(t), iface)
	}
	for m := range iface.Methods() {
		fn := source.Method(types.NewPointer(t), m.Name(), f.Source.Types)
		if fn == nil || !sameShape(fn.Signature(), m.Signature()) {
			return false
		}
	}
	return true
}

// sameShape compares two signatures by the names of their types, and ignores type
// arguments.
func sameShape(a, b *types.Signature) bool {
	return sameTuple(a.Params(), b.Params()) && sameTuple(a.Results(), b.Results())
}

func sameTuple(a, b *types.Tuple) bool {
	if a.Len() != b.Len() {
		return false
	}
	for i := range a.Len() {
		if !sameName(a.At(i).Type(), b.At(i).Type()) {
			return false
		}
	}
	return true
}

func sameName(a, b types.Type) bool {
	a, b = types.Unalias(a), types.Unalias(b)
	if _, ok := b.(*types.TypeParam); ok {
		return true
	}
	switch b := b.(type) {
	case *types.Pointer:
		p, ok := a.(*types.Pointer)
		return ok && sameName(p.Elem(), b.Elem())
	case *types.Slice:
		s, ok := a.(*types.Slice)
		return ok && sameName(s.Elem(), b.Elem())
	case *types.Named:
		n, ok := a.(*types.Named)
		return ok && n.Origin() == b.Origin()
	}
	return types.Identical(a, b)
}

// signatures finds the functions with the shape of an operator.
func (f *finder) signatures(sigs []*catalog.Signature) {
	for _, fn := range f.Source.Funcs {
		for _, sig := range sigs {
			if !sig.Match(fn.Sig) || f.helper(fn) {
				continue
			}
			pos := fn.Body.Pos()
			if fn.Obj != nil {
				pos = fn.Obj.Pos()
			} else if fn.Lit != nil {
				pos = fn.Lit.Pos()
			}
			f.add(&Operator{
				Fn: fn, Framework: sig.Framework(), Policy: sig.Framework().Policy,
				Form: "by its parameters", Pos: pos, Guessed: sig.Weak, Rank: bySignature,
			})
			break
		}
	}
}

// helper reports whether a function that looks like an operator is a helper: the
// package calls it itself, and so it is reached from there.
func (f *finder) helper(fn *source.Func) bool {
	if f.helpers == nil {
		f.helpers = make(map[*source.Func]bool)
		for _, caller := range f.Source.Funcs {
			for _, c := range caller.Calls {
				if c.Expr == nil {
					continue
				}
				if lit, ok := ast.Unparen(c.Expr.Fun).(*ast.FuncLit); ok {
					f.helpers[f.Source.OfLit(lit)] = true
				}
				if callee := f.Source.NamedFunc(c.Expr); callee != nil {
					if local := f.Source.Of(callee); local != nil {
						f.helpers[local] = true
					}
				}
			}
		}
	}
	return f.helpers[fn]
}

// list returns the operators in source order. If a function is registered, what its
// shape says is left out.
func (f *finder) list() []*Operator {
	best := make(map[*source.Func]int)
	for _, op := range f.found {
		if rank, ok := best[op.Fn]; op.Fn != nil && (!ok || op.Rank < rank) {
			best[op.Fn] = op.Rank
		}
	}
	var ops []*Operator
	for _, op := range f.found {
		if op.Fn != nil && op.Rank >= byInterface && best[op.Fn] < byInterface {
			continue
		}
		ops = append(ops, op)
	}
	slices.SortFunc(ops, func(a, b *Operator) int {
		return cmp.Or(
			cmp.Compare(a.Pos, b.Pos),
			cmp.Compare(a.index(), b.index()),
			strings.Compare(a.Framework.Name, b.Framework.Name),
			strings.Compare(a.objName(), b.objName()),
			cmp.Compare(a.Results, b.Results),
		)
	})
	return ops
}

func (op *Operator) index() int {
	if op.Fn == nil {
		return -1
	}
	return op.Fn.Index
}

func (op *Operator) objName() string {
	if op.Obj == nil {
		return ""
	}
	return op.Obj.FullName()
}
