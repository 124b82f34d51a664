// Package catalog is what jobvet knows about libraries, as data: which functions
// become operators, and which calls wait.
//
// The data are tables, one per library, embedded from tables/*.json. A table
// is decoded when a package that it describes is asked for, and not before: a
// vet tool is a new process for every package.
//
// The documents docs/frameworks.md and docs/limiters.md are made from it.
//
//go:generate go run ./gendocs -dir ../../docs
package catalog

import (
	"io/fs"
	"slices"
	"strings"
	"sync"
)

// stdModule is the module path of the standard library in a table.
const stdModule = "std"

// A Catalog answers questions about symbols. It is safe for concurrent use
// and never changes.
type Catalog struct {
	base    *Catalog            // the catalog that this one extends, or nil
	modules map[string][]*entry // by module path
	std     []*entry            // tables of the standard library
	inStd   func(pkgPath string) bool
	all     []*entry // sorted by name
	// own is the user's own module, if it is known. A table that the user adds for
	// packages of it describes them, and does not make them a library.
	own string
}

// An entry is a table that may not have been decoded yet.
type entry struct {
	name  string
	fsys  fs.FS // of an embedded table
	once  sync.Once
	value *Table
}

func (e *entry) table() *Table {
	e.once.Do(func() {
		if e.value != nil {
			return
		}
		// A test decodes each embedded table.
		var err error
		if e.value, err = decode(e.fsys, e.name); err != nil {
			e.value = new(Table)
		}
	})
	return e.value
}

// Default returns the embedded catalogue.
func Default() *Catalog { return embedded() }

var embedded = sync.OnceValue(func() *Catalog { return load(tableFS()) })

// Extend returns a catalogue in which tables are added to c and win over its
// entries of the same symbol.
func (c *Catalog) Extend(tables []*Table) *Catalog {
	ext := &Catalog{base: c, modules: map[string][]*entry{}}
	std := map[string]bool{}
	for _, t := range tables {
		ext.add(t.Modules, &entry{name: t.Name, value: t})
		if slices.Contains(t.Modules, stdModule) {
			for _, pkg := range t.packages() {
				std[pkg] = true
			}
		}
	}
	ext.inStd = func(pkgPath string) bool { return std[pkgPath] }
	ext.sort()
	return ext
}

// Within returns the catalogue as it is for packages of the user's own module.
func (c *Catalog) Within(module string) *Catalog {
	if c.base == nil || module == "" {
		return c
	}
	own := *c
	own.own = module
	return &own
}

func (c *Catalog) add(modules []string, e *entry) {
	c.all = append(c.all, e)
	for _, m := range modules {
		if m == stdModule {
			c.std = append(c.std, e)
		} else {
			c.modules[m] = append(c.modules[m], e)
		}
	}
}

func (c *Catalog) sort() {
	slices.SortStableFunc(c.all, func(a, b *entry) int { return strings.Compare(a.name, b.name) })
}

// owners returns the tables of this layer that describe pkgPath: those of the
// longest module path that is pkgPath or a parent of it.
func (c *Catalog) owners(pkgPath string) []*entry {
	if c.inStd(pkgPath) {
		return c.std
	}
	for path := pkgPath; ; {
		if e := c.modules[path]; e != nil {
			return e
		}
		slash := strings.LastIndexByte(path, '/')
		if slash < 0 {
			return nil
		}
		path = path[:slash]
	}
}

// Owns reports whether the catalogue describes the library of pkgPath. It
// decodes no table.
func (c *Catalog) Owns(pkgPath string) bool {
	for ; c != nil; c = c.base {
		if c.owners(pkgPath) != nil {
			return true
		}
	}
	return false
}

// isLibrary reports whether the library of pkgPath is another's than the user's: the
// embedded catalogue describes it, or a table of the user's, and it is not in the
// user's own module.
func (c *Catalog) isLibrary(pkgPath string) bool {
	for ; c != nil; c = c.base {
		if c.owners(pkgPath) != nil && (c.own == "" || !within(pkgPath, c.own)) {
			return true
		}
	}
	return false
}

// Describes reports whether a table of the user's tells of a package in the user's own
// module.
func (c *Catalog) Describes(pkgPath string) bool {
	return c.own != "" && within(pkgPath, c.own) && c.Owns(pkgPath)
}

// tablesOf yields the tables that describe pkgPath, the ones that win first.
func (c *Catalog) tablesOf(pkgPath string) func(yield func(*Table) bool) {
	return func(yield func(*Table) bool) {
		for l := c; l != nil; l = l.base {
			for _, e := range slices.Backward(l.owners(pkgPath)) {
				if !yield(e.table()) {
					return
				}
			}
		}
	}
}

// Counts reports whether the library of pkgPath can be why a package waits for
// a rate limiter or registers operators: it has limiters or demands delays, or is
// a framework. Loggers, pools and the like do not count.
func (c *Catalog) Counts(pkgPath string) bool {
	for t := range c.tablesOf(pkgPath) {
		if len(t.Frameworks) > 0 || slices.ContainsFunc(t.Calls, (*Call).limits) {
			return true
		}
	}
	return false
}

// Replays reports whether the library of pkgPath has operators that are replayed.
func (c *Catalog) Replays(pkgPath string) bool {
	for t := range c.tablesOf(pkgPath) {
		if slices.ContainsFunc(t.Frameworks, func(f *Framework) bool { return f.Native != "" }) {
			return true
		}
	}
	return false
}

// Table returns the table of the library that pkgPath belongs to, or nil.
func (c *Catalog) Table(pkgPath string) *Table {
	for t := range c.tablesOf(pkgPath) {
		return t
	}
	return nil
}

// Tables returns every table, those of c before those that c extends.
func (c *Catalog) Tables() []*Table {
	var tables []*Table
	for l := c; l != nil; l = l.base {
		for _, e := range l.all {
			tables = append(tables, e.table())
		}
	}
	return tables
}

// Call returns the entry of the function or method s, or nil.
func (c *Catalog) Call(s Symbol) *Call {
	for t := range c.tablesOf(s.Pkg) {
		if call := t.index.calls[s]; call != nil {
			return call
		}
	}
	return nil
}

// Runs returns the names of the methods that calls of a type's methods run of what its
// values hold, in order.
func (c *Catalog) Runs(typ Symbol) []string {
	var names []string
	for t := range c.tablesOf(typ.Pkg) {
		for _, call := range t.Calls {
			if !slices.ContainsFunc(call.symbols, func(s Symbol) bool { return s.Pkg == typ.Pkg && s.Recv == typ.Name }) {
				continue
			}
			for _, s := range call.Slots {
				if !s.Receiver {
					continue
				}
				for _, m := range s.runs {
					names = append(names, m.Name)
				}
			}
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// IsRun reports whether calls run a method of the name, by the tables that describe a
// package.
func (c *Catalog) IsRun(pkgPath, method string) bool {
	for t := range c.tablesOf(pkgPath) {
		for _, call := range t.Calls {
			for _, s := range call.Slots {
				if _, ok := s.Runs[method]; ok {
					return true
				}
			}
		}
	}
	return false
}

// Others returns what is true of the methods of the library of pkgPath that no entry
// tells of, or nil.
func (c *Catalog) Others(pkgPath string) *Call {
	for t := range c.tablesOf(pkgPath) {
		if t.Others != nil {
			return t.Others
		}
	}
	return nil
}

// Single returns the method that takes one permit if the try call s takes a
// number of them, if there is one.
func (c *Catalog) Single(s Symbol) Symbol {
	for t := range c.tablesOf(s.Pkg) {
		for _, call := range t.Calls {
			for _, one := range call.symbols {
				if (Symbol{one.Pkg, one.Recv, call.Bulk}) == s {
					return one
				}
			}
		}
	}
	return Symbol{}
}

// Callback reports whether the functions of a package call their function
// arguments before they return.
func (c *Catalog) Callback(pkgPath string) bool {
	for t := range c.tablesOf(pkgPath) {
		if slices.Contains(t.Callbacks, pkgPath) {
			return true
		}
	}
	return false
}

// Harmless reports whether the function, method or type s is known to be
// harmless: see Table.Harmless. If unheard is set, nobody uses what it returns.
func (c *Catalog) Harmless(s Symbol, unheard bool) bool {
	if call := c.Call(s); call != nil && (call.Class != NonBlocking || call.Effect != "" || call.Try) {
		return false
	}
	for t := range c.tellsOf(s.Pkg) {
		for _, list := range []map[Symbol]bool{t.index.harmless, t.index.unheard} {
			if list[s] || s.Recv == "" && list[Symbol{Pkg: s.Pkg}] || s.Recv != "" && list[Symbol{Pkg: s.Pkg, Name: s.Recv}] {
				return true
			}
			if !unheard {
				break
			}
		}
	}
	return false
}

// Redirects reports whether the function or variable s makes harmless calls run
// other code: see Table.Redirects.
func (c *Catalog) Redirects(s Symbol) bool {
	for t := range c.tellsOf(s.Pkg) {
		if t.index.redirects[s] {
			return true
		}
	}
	return false
}

// IsFlag reports whether the function s defines a flag of the command line.
func (c *Catalog) IsFlag(s Symbol) bool {
	for t := range c.tellsOf(s.Pkg) {
		if t.index.flags[s] {
			return true
		}
	}
	return false
}

// tellsOf yields the tables that describe pkgPath, and with them those of the
// standard library, which may call something in it harmless without a call to
// tell of.
func (c *Catalog) tellsOf(pkgPath string) func(yield func(*Table) bool) {
	return func(yield func(*Table) bool) {
		for t := range c.tablesOf(pkgPath) {
			if !yield(t) {
				return
			}
		}
		for l := c; l != nil; l = l.base {
			if l.inStd(pkgPath) {
				continue
			}
			for _, e := range l.std {
				if !yield(e.table()) {
					return
				}
			}
		}
	}
}

// ByCall returns the registrations by a call of s.
func (c *Catalog) ByCall(s Symbol) []*Registration {
	for t := range c.tablesOf(s.Pkg) {
		if r := t.index.byCall[s]; r != nil {
			return r
		}
	}
	return nil
}

// ByMethod returns the registrations by a call of a method of the given name, of a type
// of the library of pkgPath.
func (c *Catalog) ByMethod(pkgPath, name string) []*Registration {
	var out []*Registration
	for t := range c.tablesOf(pkgPath) {
		for _, f := range t.Frameworks {
			for _, r := range f.Operators {
				if r.Call != nil && slices.ContainsFunc(r.symbols, func(s Symbol) bool { return s.Recv != "" && s.Name == name }) {
					out = append(out, r)
				}
			}
		}
	}
	return out
}

// ByConversion returns the registrations by conversion to the type s.
func (c *Catalog) ByConversion(s Symbol) []*Registration {
	for t := range c.tablesOf(s.Pkg) {
		if r := t.index.byConvert[s]; r != nil {
			return r
		}
	}
	return nil
}

// ByInterface returns the registrations by implementation of the interface s.
func (c *Catalog) ByInterface(s Symbol) []*Registration {
	for t := range c.tablesOf(s.Pkg) {
		if r := t.index.byIface[s]; r != nil {
			return r
		}
	}
	return nil
}

// Interfaces returns the interfaces of the library of pkgPath whose
// implementations are operators.
func (c *Catalog) Interfaces(pkgPath string) []*Registration {
	var out []*Registration
	seen := map[Symbol]bool{}
	for t := range c.tablesOf(pkgPath) {
		for _, r := range t.index.interfaces {
			if !slices.ContainsFunc(r.symbols, func(s Symbol) bool { return seen[s] }) {
				out = append(out, r)
			}
		}
		for s := range t.index.byIface {
			seen[s] = true
		}
	}
	return out
}

// Fields returns the struct fields of the library of pkgPath that hold
// operators.
func (c *Catalog) Fields(pkgPath string) []*Registration {
	var out []*Registration
	for t := range c.tablesOf(pkgPath) {
		out = append(out, t.index.fields...)
	}
	return out
}

// Signatures returns the shapes of the operators of the library of pkgPath.
func (c *Catalog) Signatures(pkgPath string) []*Signature {
	var out []*Signature
	for t := range c.tablesOf(pkgPath) {
		out = append(out, t.index.signatures...)
	}
	return out
}

// IsChannel returns the framework whose channels the function or method s
// returns, or nil.
func (c *Catalog) IsChannel(s Symbol) *Framework {
	for t := range c.tablesOf(s.Pkg) {
		if f := t.index.channels[s]; f != nil {
			return f
		}
	}
	return nil
}

// IsAsync returns the framework to whose asynchronous API s belongs, or nil.
func (c *Catalog) IsAsync(s Symbol) *Framework {
	for t := range c.tablesOf(s.Pkg) {
		if f := t.index.async[s]; f != nil {
			return f
		}
	}
	return nil
}

// IsPerCall returns the framework whose type s is valid only during one
// operator call, or nil.
func (c *Catalog) IsPerCall(s Symbol) *Framework {
	for t := range c.tablesOf(s.Pkg) {
		if f := t.index.perCall[s]; f != nil {
			return f
		}
	}
	return nil
}
