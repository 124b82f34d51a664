// Package operator finds the functions of a package that frameworks run as operators:
// by their registration, in every form that the catalogue describes; by the wrappers
// around registrations; by their shape; and by directives.
package operator

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/effect"
	"github.com/jobvet/jobvet/internal/fact"
	"github.com/jobvet/jobvet/internal/finding"
	"github.com/jobvet/jobvet/internal/source"
)

// An Operator is a function that a framework calls once per element, message,
// batch or task.
type Operator struct {
	// Fn is the function. If another package declares it, or a function of another
	// package returns it, Fn is nil, and Obj and Results name it.
	Fn      *source.Func
	Obj     *types.Func
	Results int
	// Recv is the value of the library's method whose result is the operator, if Obj is
	// one.
	Recv ast.Expr

	Framework *catalog.Framework
	Policy    catalog.Policy
	// Form is the form of the registration: "beam.ParDo", "implements river.Worker".
	Form string
	// By are the symbols that registered it, in all ways that show. It is empty if a
	// function of the user's registered it, or if it was found by its shape.
	By []catalog.Symbol
	// Pos is the place of the registration.
	Pos token.Pos
	// Guessed marks an operator that was found by a shape which helpers and clients
	// have, too.
	Guessed bool
	// Callback marks a function that an operator was given and calls, and that has another
	// shape than the operator: no operator of its own, but part of one.
	Callback bool
	// Told is what another package tells of its operator, of which Fn and Obj are then
	// unknown; else nil.
	Told *finding.Operator

	// Rank tells how much the registration tells: the lower, the more.
	Rank int
}

// PolicyOf returns the policy for what a rule is about.
func (op *Operator) PolicyOf(rule effect.Rule) catalog.Policy {
	if fw := op.Framework; rule == effect.GoSpawn && fw.Spawning != "" && op.Policy == fw.Policy {
		return fw.Spawning
	}
	return op.Policy
}

// A Wrapper is a function of the package that registers one of its parameters
// as an operator.
type Wrapper struct {
	Fn    *types.Func
	Param *types.Var
	Fact  fact.Registration
}

// A Shipped is a function or value that a registration sends to the framework's worker
// processes.
type Shipped struct {
	// Fn is the function. Recv is the receiver of a method value.
	Fn   *source.Func
	Recv ast.Expr
	// Type is the type of the value, whose methods are operators. It may be of another
	// package.
	Type *types.Named

	Registration *catalog.Registration
	Form         string
	Pos          token.Pos
}

// A Declaration is what a directive says: that something is an operator, or a wrapper.
type Declaration struct {
	Policy catalog.Policy
	// Args are the parameters that become operators. It is nil if the function or type
	// itself is one.
	Args []int
}

// A Config is the input of the search.
type Config struct {
	Source  *source.Package
	Catalog *catalog.Catalog
	// Registers returns the parameters that a function of another package registers,
	// by its fact.
	Registers func(fn *types.Func) []fact.Registration
	// Fields returns the struct fields of an imported package whose values it registers,
	// by its fact.
	Fields func(pkg *types.Package) []*Field
	// Declared returns what a directive says of an object, or nil. The object is of
	// this package, or a type of one that it imports.
	Declared func(obj types.Object) *Declaration
	// DeclaredTypes returns the types of this package, or of one that it imports, of
	// which a directive says something.
	DeclaredTypes func(pkg *types.Package) []*types.TypeName
	// Waits reports whether a function that a library's function returned waits, by the
	// catalogue's word.
	Waits func(o source.Origin) bool
	// CallsOf returns the variables whose functions an operator calls and that others may
	// fill: parameters of the functions around it or of others, and fields.
	CallsOf func(op *Operator) []*types.Var
}

// These are the ranks of registrations. If a function is registered in several ways,
// the lowest rank, which tells most, is shown.
const (
	byCall = iota
	byField
	byConversion
	byDirective
	byInterface
	bySignature
	byCallback
)

// All is what a package tells of operators.
type All struct {
	Operators []*Operator // in source order
	Wrappers  []*Wrapper
	Fields    []*Field
	Shipped   []*Shipped // to workers
	Unseen    []Unseen   // in source order
	Abroad    []Abroad   // in the order in which they were found
}

// An Abroad is a registration of a value that a function of another package returns as an
// interface. Methods are those of its methods that are operators.
type Abroad struct {
	Maker   *types.Func
	Methods []string
	Form    string
	Told    fact.Registration
	Pos     token.Pos
}

// An Unseen is a registration of something that does not show in the package.
type Unseen struct {
	Form string
	Pos  token.Pos
}

// Find returns what the package tells of operators.
func Find(cfg Config) *All {
	f := &finder{Config: cfg, given: make(map[token.Pos]bool), found: make(map[operatorKey]*Operator), wrappers: make(map[*types.Func][]*Wrapper), made: make(map[*types.TypeName][]registration),
		kept: make(map[*types.Var][]fact.Registration), unseen: make(map[token.Pos]string)}
	f.declarations()
	f.frameworkMethods()
	f.calls(f.Source.Funcs)
	f.becoming()
	f.literals()
	f.imports()
	f.settle()
	return &All{Operators: f.list(), Wrappers: f.wrapperList(), Fields: f.fieldList(), Shipped: f.shipped, Unseen: f.unseenList(), Abroad: f.abroad}
}

type operatorKey struct {
	fn        *source.Func
	obj       *types.Func
	results   int
	framework string
	// at is the place of an operator of a library's, of which there may be several.
	at token.Pos
}

// key returns what tells the operator apart.
func (op *Operator) key() operatorKey {
	k := operatorKey{fn: op.Fn, obj: op.Obj, results: op.Results, framework: op.Framework.Name}
	if op.Recv != nil {
		k.at = op.Pos
	}
	return k
}

type finder struct {
	Config
	found    map[operatorKey]*Operator
	wrappers map[*types.Func][]*Wrapper
	pending  []*Wrapper // wrappers whose call sites have not been visited
	owners   map[*types.Var]*source.Func
	helpers  map[*source.Func]bool // functions that the package itself calls
	// interfaces are the methods of the package's interfaces; nil until asked for.
	interfaces []*types.Func
	made       map[*types.TypeName][]registration // by conversion to the type
	shipped    []*Shipped
	abroad     []Abroad
	given      map[token.Pos]bool // the arguments of registrations by a call
	// seen counts what registrations were found to mean; unseen are those that mean
	// nothing that shows.
	seen   int
	unseen map[token.Pos]string
	// kept are the registrations of what fields of the package hold.
	kept map[*types.Var][]fact.Registration
}

// A registration is one place that makes functions operators.
type registration struct {
	framework *catalog.Framework
	entry     *catalog.Registration // of the catalogue; nil for a declared framework
	symbol    catalog.Symbol        // what registers
	form      string
	pos       token.Pos
	rank      int
	at        token.Pos // of the value that is registered
	// shaped tells that only functions with a shape of the framework's can be meant.
	shaped bool
	// kept tells that a field of the package holds the value.
	kept bool
	// callback tells that the functions are called by an operator.
	callback bool
}

// fact returns what importers need to know of the registration.
func (r registration) fact() fact.Registration {
	table := r.framework.Table()
	if table == nil {
		return fact.Registration{Policy: string(r.framework.Policy), Form: -1, Callback: r.callback}
	}
	told := fact.Registration{Framework: r.framework.Name, Form: -1, Table: table.Modules[0], Callback: r.callback}
	for i, entry := range r.framework.Operators {
		if entry == r.entry {
			told.Form = i
		}
	}
	return told
}

// add notes an operator. Of several registrations it keeps the one that tells most.
func (f *finder) add(op *Operator) {
	f.seen++
	k := op.key()
	old := f.found[k]
	if old != nil {
		// Both get all symbols.
		for _, s := range old.By {
			if !slices.Contains(op.By, s) {
				op.By = append(op.By, s)
			}
		}
		old.By = slices.Clone(op.By)
	}
	if old == nil || op.Rank < old.Rank || op.Rank == old.Rank && f.before(op, old) {
		f.found[k] = op
	}
}

// before reports whether a is to be shown, of two registrations of one rank: the one
// outside of init functions, else the earlier one.
func (f *finder) before(a, b *Operator) bool {
	ia, ib := f.inInit(a.Pos), f.inInit(b.Pos)
	if ia != ib {
		return ib
	}
	return a.Pos < b.Pos
}

func (f *finder) inInit(pos token.Pos) bool {
	file := f.Source.FileAt(pos)
	if file == nil {
		return false
	}
	for _, d := range file.Decls {
		if d, ok := d.(*ast.FuncDecl); ok && d.Pos() <= pos && pos < d.End() {
			return d.Recv == nil && d.Name.Name == "init"
		}
	}
	return false
}

// function notes that functions are operators.
func (f *finder) function(origins []source.Origin, r registration, policy catalog.Policy) {
	policy = f.set(r.framework, policy, r.pos)
	for _, o := range origins {
		if !f.suits(o, r) {
			continue
		}
		op := &Operator{Framework: r.framework, Policy: policy, Form: r.form, Pos: r.pos, Callback: r.callback, Rank: r.rank}
		if r.symbol != (catalog.Symbol{}) {
			op.By = []catalog.Symbol{r.symbol}
		}
		switch {
		case o.Fn != nil:
			op.Fn = o.Fn
			f.add(op)
		case o.Param != nil:
			f.wrap(o.Param, r)
		case o.Obj != nil:
			if o.Obj.Pkg() == nil || source.IsInterfaceMethod(o.Obj) {
				continue
			}
			if f.Catalog.IsLibrary(o.Obj.Pkg().Path()) {
				f.seen++ // it is the library's own
				if !f.Waits(o) {
					continue
				}
				op.Recv, op.Pos = o.Recv, r.at
			}
			if o.Obj.Pkg() == f.Source.Types {
				continue // in a file that the analysis leaves out: a test
			}
			op.Obj, op.Results = o.Obj, o.Results
			f.add(op)
		}
	}
}

// value notes the operators in a value that a registration gets.
func (f *finder) value(e ast.Expr, r registration) {
	r.kept = f.registerField(e, r)
	r.at = e.Pos()
	if r.rank == byCall {
		f.given[r.at] = true
	}
	takes := catalog.TakesValue
	if r.entry != nil {
		if r.entry.Role == "lifecycle" {
			return
		}
		takes = r.entry.Takes
	}
	switch takes {
	case catalog.TakesReturned:
		origins := f.Source.Origins(e)
		for _, o := range origins {
			if o.Param != nil {
				f.wrap(o.Param, r)
			}
		}
		f.origins(f.Source.Returned(origins), r)
	case catalog.TakesCreated:
		f.created(e, r)
	case catalog.TakesMethods:
		f.everyMethod(e, r)
	default:
		f.byType(e, r)
	}
}

// byType finds the operators in a value by the value's own type.
func (f *finder) byType(e ast.Expr, r registration) {
	t := f.Source.Info.TypeOf(e)
	if t == nil {
		return
	}
	switch t.Underlying().(type) {
	case *types.Signature:
		f.origins(f.Source.Origins(e), r)
	case *types.Map, *types.Slice, *types.Array:
		f.origins(f.Source.Elements(e), r)
	case *types.Interface:
		if source.IsNamed(t, "reflect", "Type") {
			f.reflectType(e, r)
			return
		}
		f.origins(f.Source.Origins(e), r)
	default:
		f.methods(t, r)
	}
}

// origins finds the operators among the origins of a value.
func (f *finder) origins(origins []source.Origin, r registration) {
	for _, o := range origins {
		f.shipFunc(o, r)
		t := f.typeOf(o)
		switch {
		case f.returnedAbroad(o, r):
		case t == nil || f.callerKnows(o, t):
			f.function([]source.Origin{o}, r, r.framework.Policy)
		case !types.IsInterface(t) && !source.IsFunc(t):
			f.byType(o.Expr, r.from(o))
		}
	}
}

// returnedAbroad notes the operators in a value with methods that a function of another
// package returns. It reports whether that is what the origin is.
func (f *finder) returnedAbroad(o source.Origin, r registration) bool {
	if o.Obj == nil || o.Results != 1 || r.entry == nil || len(r.entry.Hot) == 0 || f.Catalog.IsLibrary(o.Obj.Pkg().Path()) {
		return false
	}
	t := o.Obj.Signature().Results().At(0).Type()
	switch {
	case source.IsFunc(t):
		return false
	case types.IsInterface(t):
		f.seen++
		f.abroad = append(f.abroad, Abroad{Maker: o.Obj, Methods: r.entry.Hot, Form: r.form, Told: r.fact(), Pos: r.pos})
	default:
		f.methods(t, r)
	}
	return true
}

// typeOf returns the type of the expression that an origin is, or nil if it is none.
func (f *finder) typeOf(o source.Origin) types.Type {
	if o.Expr == nil {
		return nil
	}
	return f.Source.Info.TypeOf(o.Expr)
}

// from returns the registration of a value that has an origin. If a field holds the value,
// that is where a reader looks for it: the same call may register many.
func (r registration) from(o source.Origin) registration {
	if r.kept {
		r.pos = o.Expr.Pos()
	}
	return r
}

// callerKnows reports whether an origin of type t is a parameter whose type does not show
// the operators.
func (f *finder) callerKnows(o source.Origin, t types.Type) bool {
	return o.Param != nil && (types.IsInterface(t) || source.IsFunc(t) || source.IsContainer(t))
}

// methods notes the hot methods of a type.
func (f *finder) methods(t types.Type, r registration) {
	if r.entry == nil {
		f.exportedMethods(t, r)
		return
	}
	f.shipType(t, r)
	for _, name := range r.entry.Hot {
		f.method(t, name, r, r.framework.Policy)
	}
	for _, name := range r.entry.Bundle {
		policy := r.framework.Policy
		if policy == catalog.Forbid {
			policy = catalog.Bounded
		}
		f.method(t, name, r, policy)
	}
}

// method notes one method of a type, unless the type has it from the framework.
func (f *finder) method(t types.Type, name string, r registration, policy catalog.Policy) {
	if _, ok := t.Underlying().(*types.Pointer); !ok {
		t = types.NewPointer(t)
	}
	fn := source.Method(t, name, f.Source.Types)
	if fn == nil {
		return
	}
	o := source.Origin{Obj: fn.Origin()}
	if local := f.Source.Of(fn); local != nil {
		o = source.Origin{Fn: local}
	}
	f.function([]source.Origin{o}, r, policy)
}

// everyMethod notes every exported method of a value. If the value is a function, it
// notes that.
func (f *finder) everyMethod(e ast.Expr, r registration) {
	for _, o := range f.Source.Origins(e) {
		t := f.typeOf(o)
		switch {
		case t == nil || f.callerKnows(o, t):
			f.function([]source.Origin{o}, r, r.framework.Policy)
		case !types.IsInterface(t):
			f.exportedMethods(t, r.from(o))
		}
	}
}

func (f *finder) exportedMethods(t types.Type, r registration) {
	if _, ok := t.Underlying().(*types.Pointer); !ok {
		t = types.NewPointer(t)
	}
	ms := types.NewMethodSet(t)
	for i := range ms.Len() {
		fn := ms.At(i).Obj().(*types.Func)
		if fn.Exported() && !isLifecycle(fn.Name(), r.entry) {
			f.method(t, fn.Name(), r, r.framework.Policy)
		}
	}
}

// isLifecycle reports whether a method runs once per worker, by the catalogue's entry,
// or by its name if there is no entry.
func isLifecycle(name string, entry *catalog.Registration) bool {
	if entry != nil {
		return slices.Contains(entry.Lifecycle, name)
	}
	return catalog.IsLifecycle(name)
}

// created notes the operators that the Create method of a value returns.
func (f *finder) created(e ast.Expr, r registration) {
	for _, o := range f.Source.Origins(e) {
		if o.Expr == nil {
			continue
		}
		t := f.Source.Info.TypeOf(o.Expr)
		if fn := source.Method(t, "Create", f.Source.Types); fn != nil {
			if local := f.Source.Of(fn); local != nil {
				f.origins(f.Source.Returned([]source.Origin{{Fn: local}}), r)
			}
		}
	}
}

// reflectType finds the operators of a type that reflection names:
// reflect.TypeOf((*T)(nil)).Elem(), reflect.TypeFor[T](), reflect.TypeOf(f).
func (f *finder) reflectType(e ast.Expr, r registration) {
	exprs := []ast.Expr{e} // its origins would be functions of package reflect
	if v := f.Source.VarOf(e); v != nil {
		for _, val := range f.Source.Values(v) {
			exprs = append(exprs, val.Expr)
		}
	}
	for _, e := range exprs {
		call, ok := ast.Unparen(e).(*ast.CallExpr)
		if !ok {
			continue
		}
		if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok && sel.Sel.Name == "Elem" && len(call.Args) == 0 {
			if call, ok = ast.Unparen(sel.X).(*ast.CallExpr); !ok {
				continue
			}
		}
		if ix, ok := ast.Unparen(call.Fun).(*ast.IndexExpr); ok {
			if t := f.Source.Info.TypeOf(ix.Index); t != nil {
				f.methods(t, r)
			}
			continue
		}
		if len(call.Args) != 1 {
			continue
		}
		arg := call.Args[0]
		t := f.Source.Info.TypeOf(arg)
		if t == nil {
			continue
		}
		if source.IsFunc(t) {
			f.origins(f.Source.Origins(arg), r)
		} else {
			f.methods(t, r)
		}
	}
}
