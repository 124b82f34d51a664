package catalog

import (
	"go/types"
	"maps"
	"slices"
)

// compiled is a table's content by symbol.
type compiled struct {
	calls      map[Symbol]*Call
	byCall     map[Symbol][]*Registration
	byConvert  map[Symbol][]*Registration
	byIface    map[Symbol][]*Registration
	interfaces []*Registration
	fields     []*Registration
	signatures []*Signature
	async      map[Symbol]*Framework
	channels   map[Symbol]*Framework
	perCall    map[Symbol]*Framework
	harmless   map[Symbol]bool // a package's has no name
	unheard    map[Symbol]bool
	redirects  map[Symbol]bool
	flags      map[Symbol]bool
}

// Framework returns the framework whose operators r registers.
func (r *Registration) Framework() *Framework { return r.framework }

// Symbols returns what the entry's names stand for.
func (r *Registration) Symbols() []Symbol { return r.symbols }

// Framework returns the framework whose operators have the shape s.
func (s *Signature) Framework() *Framework { return s.framework }

// Table returns the table that describes f.
func (f *Framework) Table() *Table { return f.table }

// Symbols returns what names of the framework stand for: its Channels, Async,
// PerCall or YieldSymbols.
func (f *Framework) Symbols(names []string) []Symbol {
	var out []Symbol
	for _, name := range names {
		out = append(out, f.table.Expand(name)...)
	}
	return out
}

// Expand returns what a name of the table stands for.
func (t *Table) Expand(name string) []Symbol {
	syms, err := expand(name, t.Modules)
	if err != nil {
		return nil // reported by Parse
	}
	return syms
}

// symbols returns the symbols that names stand for.
func (t *Table) symbols(names []string) map[Symbol]bool {
	set := make(map[Symbol]bool, len(names))
	for _, name := range names {
		if isPackage(name) {
			set[Symbol{Pkg: name}] = true
			continue
		}
		for _, s := range t.Expand(name) {
			set[s] = true
		}
	}
	return set
}

// Types returns the named types of the shape.
func (s *Signature) Types() []Symbol {
	var out []Symbol
	for _, list := range [][]typeShape{s.shape.params, s.shape.results} {
		for i := range list {
			t := &list[i]
			for t.elem != nil {
				t = t.elem
			}
			out = append(out, t.names...)
		}
	}
	return out
}

// Symbols returns what the entry's names stand for.
func (c *Call) Symbols() []Symbol { return c.symbols }

// Needs returns what has to be set in a value, what must not be, and the methods that
// give it a context. w may be nil.
func (w *When) Needs() (set, unset, context []Symbol) {
	if w == nil {
		return nil, nil, nil
	}
	return w.set, w.unset, w.context
}

// Methods returns the methods that the slot runs.
func (s *Slot) Methods() []Method { return s.runs }

// MatchFunc reports whether the slot runs functions with the signature.
func (s *Slot) MatchFunc(sig *types.Signature) bool { return s.fn != nil && s.fn.Match(sig) }

// Fields returns the fields whose functions the slot runs.
func (s *Slot) Fields() []Symbol { return s.field }

// Match reports whether a method of the name has the method's shape.
func (m Method) Match(sig *types.Signature) bool { return (&Signature{shape: m.shape}).Match(sig) }

// SiblingSymbol returns the symbol of the call's non-blocking form.
func (c *Call) SiblingSymbol() Symbol {
	if len(c.sibling) == 0 {
		return Symbol{}
	}
	return c.sibling[0]
}

// compile ties the entries to each other and fills t.index from them.
func (t *Table) compile() {
	c := &t.index
	c.calls = make(map[Symbol]*Call, len(t.Calls))
	for _, call := range t.Calls {
		for _, s := range call.symbols {
			c.calls[s] = call
		}
	}
	c.harmless, c.unheard, c.redirects = t.symbols(t.Harmless), t.symbols(t.Unheard), t.symbols(t.Redirects)
	c.flags = t.symbols(t.Flags)
	if len(t.Frameworks) == 0 {
		return
	}
	c.byCall = map[Symbol][]*Registration{}
	c.byConvert = map[Symbol][]*Registration{}
	c.byIface = map[Symbol][]*Registration{}
	c.async = map[Symbol]*Framework{}
	c.channels = map[Symbol]*Framework{}
	c.perCall = map[Symbol]*Framework{}
	for _, f := range t.Frameworks {
		f.table = t
		for _, s := range f.Signatures {
			s.framework = f
		}
		for _, r := range f.Operators {
			r.framework = f
			m := c.byCall
			switch {
			case r.Interface != nil:
				m = c.byIface
				c.interfaces = append(c.interfaces, r)
			case r.Convert != nil:
				m = c.byConvert
			case r.Field != nil:
				c.fields = append(c.fields, r)
				continue
			}
			for _, s := range r.symbols {
				m[s] = append(m[s], r)
			}
		}
		c.signatures = append(c.signatures, f.Signatures...)
		note(c.async, f, f.Async)
		note(c.channels, f, f.Channels)
		note(c.perCall, f, f.PerCall)
	}
}

// note maps what names stand for to f.
func note(m map[Symbol]*Framework, f *Framework, names Names) {
	for _, s := range f.Symbols(names) {
		m[s] = f
	}
}

// packages returns the packages that t mentions.
func (t *Table) packages() []string {
	seen := map[string]bool{}
	for s := range t.index.calls {
		seen[s.Pkg] = true
	}
	for _, m := range []map[Symbol][]*Registration{t.index.byCall, t.index.byConvert, t.index.byIface} {
		for s := range m {
			seen[s.Pkg] = true
		}
	}
	for _, r := range t.index.fields {
		for _, s := range r.symbols {
			seen[s.Pkg] = true
		}
	}
	for _, pkg := range t.Callbacks {
		seen[pkg] = true
	}
	return slices.Sorted(maps.Keys(seen))
}
