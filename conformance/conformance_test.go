package conformance

import (
	"flag"
	"fmt"
	"go/format"
	"go/types"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/jobvet/jobvet/internal/catalog"
	"golang.org/x/tools/go/packages"
)

var update = flag.Bool("update", false, "rewrite pins.go")

// A name is a symbol in the spelling of its table.
type name struct {
	spelling string
	symbol   catalog.Symbol
}

// names returns what the spellings of an entry stand for, without the modules
// that cannot be had.
func names(t *catalog.Table, spellings []string) []name {
	var out []name
	for _, s := range spellings {
		for _, sym := range t.Expand(s) {
			if moduleOf(sym.Pkg) != "" {
				out = append(out, name{s, sym})
			}
		}
	}
	return out
}

// moduleOf returns the catalogue's module of a package, "" if the package
// cannot be had.
func moduleOf(pkg string) string {
	if slices.Contains(gone, pkg) {
		return ""
	}
	best := ""
	for _, t := range catalog.Default().Tables() {
		for _, m := range t.Modules {
			if (pkg == m || strings.HasPrefix(pkg, m+"/")) && len(m) > len(best) {
				best = m
			}
		}
	}
	if best == "" {
		return "std"
	}
	if slices.Contains(refused, best) {
		return ""
	}
	return best
}

// conditions returns the names of what has to be set for a call to wait, and of the
// fields whose functions it runs.
func conditions(c *catalog.Call) []string {
	var out []string
	if w := c.When; w != nil {
		out = slices.Concat(w.Set, w.Unset, w.Context)
	}
	for _, s := range c.Slots {
		out = append(out, s.Field...)
	}
	return out
}

// mentioned returns every name of a table.
func mentioned(t *catalog.Table) []name {
	var spellings []string
	for _, c := range t.Calls {
		spellings = slices.Concat(spellings, c.Call, conditions(c))
	}
	if t.Others != nil {
		spellings = append(spellings, conditions(t.Others)...)
	}
	var out []name
	for _, f := range t.Frameworks {
		for _, r := range f.Operators {
			spellings = slices.Concat(spellings, r.Call, r.Interface, r.Convert, r.Field)
		}
		spellings = slices.Concat(spellings, f.Channels, f.Async, f.PerCall, f.YieldSymbols, f.Panic.Names(), f.Start, f.Encoders, f.Coroutines.Names(), written(f))
		for _, s := range f.Signatures {
			for _, sym := range s.Types() {
				if moduleOf(sym.Pkg) != "" {
					out = append(out, name{sym.String(), sym})
				}
			}
		}
	}
	spellings = slices.Concat(spellings, harmless(t, false), t.Redirects, t.Flags)
	return append(out, names(t, spellings)...)
}

// written returns what the Go texts of a framework, of ways to give back and of
// cures, name of its library.
func written(f *catalog.Framework) []string {
	var out, texts []string
	for _, g := range f.GiveBack {
		texts = append(texts, g.Texts()...)
	}
	for _, c := range f.Cures {
		texts = append(texts, c.Code)
	}
	for _, text := range texts {
		catalog.Fill(text, func(word string) (string, bool) {
			if strings.HasPrefix(word, "~") {
				out = append(out, word)
			}
			return "", true
		})
	}
	return out
}

// harmless returns the packages among what the table calls harmless, or the rest.
func harmless(t *catalog.Table, packages bool) []string {
	return slices.DeleteFunc(slices.Clone(t.Harmless), func(name string) bool {
		return strings.Contains(name[strings.LastIndexByte(name, '/')+1:], ".") == packages
	})
}

// returns checks that what an advice tells to return is a value: the function
// that a text calls behind "return" has a result.
func (c *checker) returns(f *catalog.Framework) {
	for _, text := range []string{f.Yield, f.Instead} {
		for _, called := range returned.FindAllStringSubmatch(text, -1) {
			for _, n := range names(c.table, f.YieldSymbols) {
				if n.symbol.Name != called[1] {
					continue
				}
				if sig := c.signature(n); sig != nil && sig.Results().Len() == 0 {
					c.errorf(n, "returns nothing, but the advice is to return it: %q", text)
				}
			}
		}
	}
}

var returned = regexp.MustCompile(`\breturn \w+\.(\w+)\(`)

// packagesOf returns the packages that the catalogue mentions, sorted.
func packagesOf() []string {
	seen := map[string]bool{}
	for _, t := range catalog.Default().Tables() {
		for _, n := range mentioned(t) {
			seen[n.symbol.Pkg] = true
		}
		for _, pkg := range slices.Concat(t.Callbacks, harmless(t, true)) {
			seen[pkg] = true
		}
	}
	var out []string
	for pkg := range seen {
		out = append(out, pkg)
	}
	slices.Sort(out)
	return out
}

// TestPins keeps pins.go, which keeps the modules in go.mod.
func TestPins(t *testing.T) {
	var b strings.Builder
	b.WriteString("//go:build pins\n\npackage conformance\n\n// The packages of the catalogue, so that go.mod pins their modules.\nimport (\n")
	for _, pkg := range packagesOf() {
		if first, _, _ := strings.Cut(pkg, "/"); strings.Contains(first, ".") && !strings.Contains("/"+pkg+"/", "/internal/") {
			fmt.Fprintf(&b, "_ %q\n", pkg)
		}
	}
	b.WriteString(")\n")
	want, err := format.Source([]byte(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile("pins.go", want, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile("pins.go")
	if err != nil || string(got) != string(want) {
		t.Errorf("pins.go is stale: go test -run TestPins -update . && go mod tidy")
	}
}

// load type-checks the packages of the catalogue, their dependencies included,
// from source and without function bodies: nothing is compiled.
var load = sync.OnceValues(func() (*libraries, error) {
	pkgs, err := packages.Load(&packages.Config{
		Mode: packages.NeedName | packages.NeedCompiledGoFiles | packages.NeedImports | packages.NeedDeps |
			packages.NeedTypes | packages.NeedTypesSizes | packages.NeedModule,
		Env: append(os.Environ(), "CGO_ENABLED=0"),
	}, packagesOf()...)
	if err != nil {
		return nil, err
	}
	libs := &libraries{pkgs: map[string]*types.Package{}, versions: map[string][]string{}}
	for _, p := range pkgs {
		for _, err := range p.Errors {
			return nil, fmt.Errorf("%s: %v", p.PkgPath, err)
		}
		libs.pkgs[p.PkgPath] = p.Types
		if m := moduleOf(p.PkgPath); m != "std" && p.Module.Replace == nil {
			libs.versions[m] = append(libs.versions[m], p.Module.Version)
		}
	}
	return libs, nil
})

// libraries are the packages of the catalogue and the versions they are of.
type libraries struct {
	pkgs     map[string]*types.Package
	versions map[string][]string // by the catalogue's module
}

// TestTables looks every name of every table up.
func TestTables(t *testing.T) {
	libs, err := load()
	if err != nil {
		t.Fatal(err)
	}
	total := 0
	for _, table := range catalog.Default().Tables() {
		t.Run(table.Name, func(t *testing.T) {
			c := &checker{t: t, pkgs: libs.pkgs, table: table}
			c.run()
			c.version(libs.versions)
			total += c.names
		})
	}
	t.Logf("%d names in %d packages; not to be had: %s", total, len(libs.pkgs), strings.Join(slices.Concat(refused, gone), ", "))
}

// A checker looks the names of one table up.
type checker struct {
	t     *testing.T
	pkgs  map[string]*types.Package
	table *catalog.Table
	names int
}

func (c *checker) errorf(n name, format string, args ...any) {
	c.t.Helper()
	c.t.Errorf("%s (%s): %s", n.spelling, n.symbol, fmt.Sprintf(format, args...))
}

func (c *checker) run() {
	for _, call := range c.table.Calls {
		for _, n := range names(c.table, call.Call) {
			c.call(n, call)
		}
		for _, n := range names(c.table, conditions(call)) {
			c.object(n)
		}
		if s := call.SiblingSymbol(); !s.IsZero() && moduleOf(s.Pkg) != "" {
			c.object(name{call.Sibling, s})
		}
	}
	for _, f := range c.table.Frameworks {
		for _, r := range f.Operators {
			for _, n := range names(c.table, r.Call) {
				c.registration(n, r)
			}
			for _, n := range names(c.table, r.Interface) {
				c.iface(n, r)
			}
			for _, n := range names(c.table, r.Convert) {
				c.convert(n, r)
			}
			for _, n := range names(c.table, r.Field) {
				c.field(n, r)
			}
		}
		var types []name
		for _, s := range f.Signatures {
			for _, sym := range s.Types() {
				if moduleOf(sym.Pkg) != "" {
					types = append(types, name{s.Func, sym})
				}
			}
		}
		c.types(types)
		c.types(names(c.table, f.PerCall))
		for _, n := range names(c.table, f.Channels) {
			if sig := c.signature(n); sig != nil && !(sig.Results().Len() == 1 && isChan(sig.Results().At(0).Type())) {
				c.errorf(n, "returns no channel: %v", sig)
			}
		}
		for _, n := range names(c.table, slices.Concat(f.Async, f.YieldSymbols, f.Panic.Names(), f.Start, f.Encoders, written(f))) {
			c.object(n)
		}
		c.returns(f)
	}
	for _, pkg := range slices.Concat(c.table.Callbacks, harmless(c.table, true)) {
		if c.pkgs[pkg] == nil {
			c.t.Errorf("no package %s", pkg)
		}
	}
	for _, n := range names(c.table, slices.Concat(harmless(c.table, false), c.table.Redirects)) {
		c.object(n)
	}
	for _, n := range names(c.table, c.table.Flags) {
		c.flag(n)
	}
}

// flag checks that a function defines a flag: it returns a pointer, or gets one first.
func (c *checker) flag(n name) {
	sig := c.signature(n)
	if sig == nil {
		return
	}
	for _, list := range []*types.Tuple{sig.Results(), sig.Params()} {
		if list.Len() > 0 {
			if _, ok := list.At(0).Type().(*types.Pointer); ok {
				return
			}
		}
	}
	c.errorf(n, "neither returns a pointer nor gets one first: %v", sig)
}

// version checks that the table tells the version that go.mod pins.
func (c *checker) version(versions map[string][]string) {
	var pinned []string
	for _, m := range c.table.Modules {
		if slices.Contains(refused, m) {
			return
		}
		pinned = append(pinned, versions[m]...)
	}
	if len(pinned) > 0 && !slices.Contains(pinned, c.table.Version) {
		c.t.Errorf("the table was checked against %s, go.mod pins %s", c.table.Version, pinned[0])
	}
}

// object returns the object that n names, and reports where it is not so.
func (c *checker) object(n name) types.Object {
	c.t.Helper()
	c.names++
	pkg := c.pkgs[n.symbol.Pkg]
	if pkg == nil {
		c.errorf(n, "the package was not loaded")
		return nil
	}
	if n.symbol.Recv == "" {
		obj := pkg.Scope().Lookup(n.symbol.Name)
		if obj == nil {
			c.errorf(n, "not found")
		}
		return obj
	}
	recv, ok := pkg.Scope().Lookup(n.symbol.Recv).(*types.TypeName)
	if !ok {
		c.errorf(n, "no type %s", n.symbol.Recv)
		return nil
	}
	obj, _, _ := types.LookupFieldOrMethod(recv.Type(), true, pkg, n.symbol.Name)
	if obj == nil {
		c.errorf(n, "%s has no %s", recv.Type(), n.symbol.Name)
		return nil
	}
	if fn, ok := obj.(*types.Func); ok {
		if s := catalog.SymbolOf(fn); s != n.symbol {
			c.errorf(n, "is declared as %v", s)
			return nil
		}
		_, ptr := types.Unalias(fn.Signature().Recv().Type()).(*types.Pointer)
		if star := strings.HasPrefix(n.spelling, "(*"); star != ptr {
			c.errorf(n, "the receiver is %v", fn.Signature().Recv().Type())
		}
	}
	return obj
}

// types looks types up. Where one is an alias, what it stands for must be
// among them: an import may have lost the alias.
func (c *checker) types(list []name) {
	c.t.Helper()
	for _, n := range list {
		t, ok := c.typ(n).(interface{ Obj() *types.TypeName })
		if !ok {
			continue
		}
		s := catalog.SymbolOf(t.Obj())
		if !slices.ContainsFunc(list, func(other name) bool { return other.symbol == s }) {
			c.errorf(n, "is an alias of %v: list that as well", s)
		}
	}
}

func (c *checker) typ(n name) types.Type {
	c.t.Helper()
	obj := c.object(n)
	if obj == nil {
		return nil
	}
	if _, ok := obj.(*types.TypeName); !ok {
		c.errorf(n, "is no type")
		return nil
	}
	return obj.Type()
}

// signature returns the signature of the function, method or variable n.
func (c *checker) signature(n name) *types.Signature {
	c.t.Helper()
	obj := c.object(n)
	if obj == nil {
		return nil
	}
	if v, ok := obj.(*types.Var); ok && v.IsField() {
		c.errorf(n, "is a field")
		return nil
	}
	sig, ok := obj.Type().Underlying().(*types.Signature)
	if !ok {
		c.errorf(n, "is no function")
		return nil
	}
	return sig
}

// param returns the type of a parameter, of an element of a variadic one.
func (c *checker) param(n name, sig *types.Signature, what string, i int) types.Type {
	c.t.Helper()
	params := sig.Params()
	if i >= params.Len() {
		c.errorf(n, "%s %d: it has %d parameters", what, i, params.Len())
		return nil
	}
	t := params.At(i).Type()
	if sig.Variadic() && i == params.Len()-1 {
		t = t.(*types.Slice).Elem()
	}
	return t
}

func (c *checker) call(n name, call *catalog.Call) {
	sig := c.signature(n)
	if sig == nil {
		return
	}
	check := func(what string, i *int, ok func(types.Type) bool) {
		if i == nil {
			return
		}
		if t := c.param(n, sig, what, *i); t != nil && !ok(t) {
			c.errorf(n, "%s %d is a %v", what, *i, t)
		}
	}
	check("context", call.Context, hasContext)
	check("duration", call.Duration, func(t types.Type) bool { return isNamed(t, "time", "Duration") })
	for _, i := range call.Calls {
		check("calls", &i, isFunc)
	}
	for _, i := range call.Runs {
		check("runs", &i, isFunc)
	}
	waits := call.Effect != "" && call.Effect != "jobexit" && call.Runs == nil
	if waits && call.Context == nil && !strings.Contains(call.Note, "context") {
		for i := range sig.Params().Len() {
			if isNamed(sig.Params().At(i).Type(), "context", "Context") {
				c.errorf(n, "parameter %d is a context: does it end the wait?", i)
			}
		}
	}
	if waits && call.Calls == nil && !call.Returned {
		for i := range sig.Params().Len() {
			if t := c.param(n, sig, "", i); funcOf(t) != nil && !isOption(t) {
				c.errorf(n, "parameter %d is a function: is it called?", i)
			}
		}
	}
	for _, method := range []string{call.Join, call.Release, call.Bulk, call.Partial, call.Cancel} {
		if method == "" {
			continue
		}
		recv, ok := c.pkgs[n.symbol.Pkg].Scope().Lookup(n.symbol.Recv).(*types.TypeName)
		if !ok {
			c.errorf(n, "beside %s, but no method", method)
		} else if obj, _, _ := types.LookupFieldOrMethod(recv.Type(), true, recv.Pkg(), method); obj == nil {
			c.errorf(n, "no method %s beside it", method)
		}
	}
	if call.Bound != "" && (sig.Results().Len() == 0 || !hasContext(sig.Results().At(0).Type())) {
		c.errorf(n, "bound, but its result is no context: %v", sig)
	}
	if call.Timer && !hasTimer(sig.Results()) {
		c.errorf(n, "no timer in its results: %v", sig)
	}
}

func (c *checker) registration(n name, r *catalog.Registration) {
	sig := c.signature(n)
	if sig == nil {
		return
	}
	for _, i := range r.Args {
		t := c.param(n, sig, "argument", i)
		if t == nil {
			continue
		}
		c.operator(n, r, t)
		if last := sig.Params().Len() - 1; r.Variadic != (sig.Variadic() && i == last) && i == r.Args[len(r.Args)-1] {
			c.errorf(n, "variadic is %v, the signature %v", r.Variadic, sig)
		}
	}
}

// operator checks the type of a value in which an operator is found.
func (c *checker) operator(n name, r *catalog.Registration, t types.Type) {
	switch r.Takes {
	case catalog.TakesReturned:
		sig := funcOf(t)
		if sig == nil || sig.Results().Len() == 0 {
			c.errorf(n, "takes %v, which returns nothing", t)
			return
		}
		t = sig.Results().At(0).Type()
	case catalog.TakesCreated:
		obj, _, _ := types.LookupFieldOrMethod(t, true, nil, "Create")
		if obj == nil {
			c.errorf(n, "takes %v, which has no Create", t)
			return
		}
		t = obj.Type().(*types.Signature).Results().At(0).Type()
	}
	if p, ok := t.(*types.TypeParam); ok {
		t = p.Constraint()
		if u, ok := t.Underlying().(*types.Interface); ok && u.NumEmbeddeds() > 0 && u.NumMethods() == 0 {
			return // a union
		}
	}
	switch u := t.Underlying().(type) {
	case *types.Signature, *types.Map, *types.Slice, *types.Struct:
	case *types.Pointer:
	case *types.Interface:
		if isNamed(t, "reflect", "Type") {
			return
		}
		for i := range u.NumMethods() {
			if m := u.Method(i); m.Exported() && !slices.Contains(methods(r), m.Name()) {
				c.errorf(n, "takes %v, whose method %s is neither hot nor lifecycle", t, m.Name())
			}
		}
	default:
		c.errorf(n, "takes %v", t)
	}
}

// methods returns the methods that r knows.
func methods(r *catalog.Registration) []string {
	return slices.Concat(r.Hot, r.Bundle, r.Lifecycle)
}

func (c *checker) iface(n name, r *catalog.Registration) {
	t := c.typ(n)
	if t == nil {
		return
	}
	u, ok := t.Underlying().(*types.Interface)
	if !ok || u.NumMethods() == 0 {
		c.errorf(n, "is no interface with methods")
		return
	}
	if s := catalog.SymbolOf(t.(interface{ Obj() *types.TypeName }).Obj()); s != n.symbol {
		c.errorf(n, "is an alias of %v", s)
	}
	for _, m := range methods(r) {
		if obj, _, _ := types.LookupFieldOrMethod(u, false, nil, m); obj == nil {
			c.errorf(n, "the interface has no method %s", m)
		}
	}
	c.operator(n, r, t)
}

func (c *checker) convert(n name, r *catalog.Registration) {
	t := c.typ(n)
	if t == nil {
		return
	}
	if s := catalog.SymbolOf(t.(interface{ Obj() *types.TypeName }).Obj()); s != n.symbol {
		c.errorf(n, "is an alias of %v", s)
	}
	c.operator(n, r, t)
}

func (c *checker) field(n name, r *catalog.Registration) {
	obj := c.object(n)
	if obj == nil {
		return
	}
	if v, ok := obj.(*types.Var); !ok || !v.IsField() {
		c.errorf(n, "is no field")
		return
	}
	recv := c.pkgs[n.symbol.Pkg].Scope().Lookup(n.symbol.Recv)
	if s := catalog.SymbolOf(recv); s.Name != n.symbol.Recv || s.Pkg != n.symbol.Pkg {
		c.errorf(n, "is a field of %v", s)
	}
	c.operator(n, r, obj.Type())
}

func isNamed(t types.Type, pkg, name string) bool {
	named, ok := types.Unalias(t).(*types.Named)
	return ok && named.Obj().Name() == name && named.Obj().Pkg() != nil && named.Obj().Pkg().Path() == pkg
}

// hasContext reports whether t is a context, or has one, as a request does.
func hasContext(t types.Type) bool {
	if isNamed(t, "context", "Context") {
		return true
	}
	obj, _, _ := types.LookupFieldOrMethod(t, true, nil, "Context")
	_, ok := obj.(*types.Func)
	return ok
}

func isChan(t types.Type) bool {
	_, ok := t.Underlying().(*types.Chan)
	return ok
}

func funcOf(t types.Type) *types.Signature {
	if p, ok := t.(*types.TypeParam); ok {
		t = p.Constraint()
	}
	sig, _ := t.Underlying().(*types.Signature)
	return sig
}

// isFunc reports whether t is a function, or may hold one.
func isFunc(t types.Type) bool {
	if funcOf(t) != nil {
		return true
	}
	_, isParam := t.(*types.TypeParam)
	return isParam
}

// isOption reports whether t is a functional option.
func isOption(t types.Type) bool {
	named, ok := types.Unalias(t).(*types.Named)
	return ok && strings.Contains(named.Obj().Name(), "Option")
}

// hasTimer reports whether a channel of times, or a struct with one, is among
// the results.
func hasTimer(results *types.Tuple) bool {
	for v := range results.Variables() {
		t := v.Type().Underlying()
		if ptr, ok := t.(*types.Pointer); ok {
			t = ptr.Elem().Underlying()
		}
		if isChan(t) {
			return true
		}
		if s, ok := t.(*types.Struct); ok {
			for f := range s.Fields() {
				if isChan(f.Type()) {
					return true
				}
			}
		}
	}
	return false
}
