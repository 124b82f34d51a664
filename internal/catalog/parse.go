package catalog

import (
	"cmp"
	"errors"
	"fmt"
	"go/token"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// Parse reads a catalogue file: one table or an array of tables. It is
// strict, and its errors name the file and the line.
func Parse(file string, data []byte) ([]*Table, error) {
	root, err := readJSON(string(data))
	if err != nil {
		var le lineError
		errors.As(err, &le)
		return nil, fmt.Errorf("%s:%d: %s", file, le.line, le.msg)
	}
	p := &reader{file: file}
	nodes := []node{root}
	if root.kind == arrayNode {
		nodes = root.elems
		if len(nodes) == 0 {
			p.fail(root.line, "the file holds no table")
		}
	}
	var tables []*Table
	for _, n := range nodes {
		tables = append(tables, p.table(n))
	}
	if err := p.err(); err != nil {
		return nil, err
	}
	return tables, nil
}

// A reader turns nodes into tables and collects what is wrong with them.
type reader struct {
	file     string
	problems []lineError
	modules  []string // of the table being read
}

func (p *reader) fail(line int, format string, args ...any) {
	p.problems = append(p.problems, lineError{line, fmt.Sprintf(format, args...)})
}

// maxErrors bounds the errors of one file.
const maxErrors = 10

func (p *reader) err() error {
	slices.SortStableFunc(p.problems, func(a, b lineError) int { return cmp.Compare(a.line, b.line) })
	var errs []error
	for i, e := range p.problems {
		if i == maxErrors {
			errs = append(errs, fmt.Errorf("%s: and %d more errors", p.file, len(p.problems)-i))
			break
		}
		errs = append(errs, fmt.Errorf("%s:%d: %s", p.file, e.line, e.msg))
	}
	return errors.Join(errs...)
}

// object calls set for each member of n, which sets the member in v or
// reports that it has no such key.
func (p *reader) object(n node, v any, set func(m member) bool) {
	if n.kind != objectNode {
		p.fail(n.line, "want an object, found %s", n.kind)
		return
	}
	for i, m := range n.members {
		if slices.ContainsFunc(n.members[:i], func(other member) bool { return other.key == m.key }) {
			p.fail(m.line, "duplicate key %q", m.key)
			continue
		}
		if !set(m) {
			p.fail(m.line, "unknown key %q; the keys here are %s", m.key, keys(v))
		}
	}
}

// keys lists the JSON keys of the struct that v points to.
func keys(v any) string {
	var names []string
	t := reflect.TypeOf(v).Elem()
	for i := range t.NumField() {
		if name, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ","); name != "" {
			names = append(names, name)
		}
	}
	return strings.Join(names, ", ")
}

// list calls item for each element of the array m.
func (p *reader) list(m member, item func(n node)) {
	if m.value.kind != arrayNode {
		p.fail(m.line, "%q wants an array, found %s", m.key, m.value.kind)
		return
	}
	for _, n := range m.value.elems {
		item(n)
	}
}

func (p *reader) str(key string, n node) string {
	if n.kind != stringNode {
		p.fail(n.line, "%q wants a string, found %s", key, n.kind)
		return ""
	}
	if n.text == "" {
		p.fail(n.line, "%q is empty: leave the key out", key)
	}
	return n.text
}

func (p *reader) strs(m member) []string {
	var out []string
	p.list(m, func(n node) { out = append(out, p.str(m.key, n)) })
	return out
}

// word reads a string that must be one of words.
func (p *reader) word(m member, words ...string) string {
	s := p.str(m.key, m.value)
	if s != "" && !slices.Contains(words, s) {
		p.fail(m.line, "unknown %s %q; want %s", m.key, s, oneOf(words))
	}
	return s
}

func oneOf(words []string) string {
	last := len(words) - 1
	if last <= 0 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:last], ", ") + " or " + words[last]
}

func (p *reader) boolean(m member) bool {
	if m.value.kind != trueNode && m.value.kind != falseNode {
		p.fail(m.line, "%q wants true or false, found %s", m.key, m.value.kind)
	}
	return m.value.kind == trueNode
}

func (p *reader) index(key string, n node) int {
	i, err := strconv.Atoi(n.text)
	if n.kind != numberNode || err != nil || i < 0 || i > 99 {
		p.fail(n.line, "%q wants an argument index, counted from 0 without the receiver", key)
		return 0
	}
	return i
}

func (p *reader) indexPtr(m member) *int {
	i := p.index(m.key, m.value)
	return &i
}

func (p *reader) indices(m member) []int {
	var out []int
	p.list(m, func(n node) { out = append(out, p.index(m.key, n)) })
	if !slices.IsSorted(out) || len(slices.Compact(slices.Clone(out))) != len(out) {
		p.fail(m.line, "%q wants each index once, in increasing order", m.key)
	}
	return out
}

// identifiers reads method names.
func (p *reader) identifiers(m member) []string {
	names := p.strs(m)
	for _, name := range names {
		if name != "" && !token.IsIdentifier(name) {
			p.fail(m.line, "%q wants method names, found %q", m.key, name)
		}
	}
	return names
}

// symbols reads the symbols of an entry and adds what they stand for to syms.
func (p *reader) symbols(m member, syms *[]Symbol) Names {
	nodes := []node{m.value}
	if m.value.kind == arrayNode {
		nodes = m.value.elems
		if len(nodes) == 0 {
			p.fail(m.line, "%q is empty", m.key)
		}
	}
	var names Names
	for _, n := range nodes {
		name := p.str(m.key, n)
		if name == "" {
			continue
		}
		names = append(names, name)
		*syms = append(*syms, p.expand(n.line, name)...)
	}
	return names
}

// expand returns the symbols that name stands for, which must belong to the
// table's modules.
func (p *reader) expand(line int, name string) []Symbol {
	syms, err := expand(name, p.modules)
	if err != nil {
		p.fail(line, "%v", err)
		return nil
	}
	for _, s := range syms {
		if !p.inModules(s.Pkg) {
			p.fail(line, "symbol %q is in none of the table's modules (%s)", name, strings.Join(p.modules, ", "))
			return nil
		}
	}
	return syms
}

func (p *reader) inModules(pkgPath string) bool {
	for _, m := range p.modules {
		if within(pkgPath, m) || m == stdModule && !strings.Contains(firstElem(pkgPath), ".") {
			return true
		}
	}
	return false
}

// within reports whether pkgPath is the module path or below it.
func within(pkgPath, module string) bool {
	rest, ok := strings.CutPrefix(pkgPath, module)
	return ok && (rest == "" || rest[0] == '/')
}

func firstElem(path string) string {
	first, _, _ := strings.Cut(path, "/")
	return first
}

func (p *reader) table(n node) *Table {
	t := &Table{}
	// The symbols depend on the modules, wherever these stand.
	for _, m := range n.members {
		if m.key == "modules" {
			t.Modules = p.strs(m)
			p.checkModules(m, t.Modules)
		}
	}
	p.modules = t.Modules
	p.object(n, t, func(m member) bool {
		switch m.key {
		case "modules":
		case "name":
			t.Name = p.str(m.key, m.value)
		case "version":
			t.Version = p.str(m.key, m.value)
		case "frameworks":
			p.list(m, func(n node) { t.Frameworks = append(t.Frameworks, p.framework(n, t)) })
		case "calls":
			p.list(m, func(n node) { t.Calls = append(t.Calls, p.call(n)) })
		case "callbacks":
			t.Callbacks = p.strs(m)
		case "harmless":
			t.Harmless = p.things(m)
		case "unheard":
			t.Unheard = p.things(m)
		case "redirects":
			t.Redirects = p.things(m)
		case "note":
			t.Note = p.str(m.key, m.value)
		default:
			return false
		}
		return true
	})
	if n.kind != objectNode {
		return t
	}
	if len(t.Modules) == 0 {
		p.fail(n.line, `a table needs "modules"`)
	}
	if t.Name == "" {
		p.fail(n.line, `a table needs "name"`)
	}
	if len(t.Frameworks)+len(t.Calls)+len(t.Callbacks)+len(t.Harmless) == 0 {
		p.fail(n.line, `a table needs "frameworks", "calls", "callbacks" or "harmless"`)
	}
	p.packages(n.line, "callbacks", t.Callbacks)
	p.packages(n.line, "harmless", slices.DeleteFunc(slices.Clone(t.Harmless), func(name string) bool { return !isPackage(name) }))
	t.compile()
	return t
}

// things are names of packages and of what is in them.
func (p *reader) things(m member) []string {
	names := p.strs(m)
	for _, name := range names {
		if !isPackage(name) {
			p.expand(m.line, name)
		}
	}
	return names
}

// isPackage reports whether a name stands for a package, and not for something
// in one.
func isPackage(name string) bool {
	return !strings.Contains(name[strings.LastIndexByte(name, '/')+1:], ".")
}

// packages checks that packages belong to the table's modules.
func (p *reader) packages(line int, key string, paths []string) {
	for _, pkg := range paths {
		if pkg != "" && !p.inModules(pkg) {
			p.fail(line, "package %q of %q is in none of the table's modules", pkg, key)
		}
	}
}

func (p *reader) checkModules(m member, modules []string) {
	for _, path := range modules {
		if path == "" {
			continue
		}
		if err := checkPath(path); err != nil {
			p.fail(m.line, "%v", err)
		}
		if path == stdModule && len(modules) > 1 {
			p.fail(m.line, "the standard library wants a table of its own")
		}
	}
}

func (p *reader) framework(n node, t *Table) *Framework {
	f := &Framework{table: t}
	var ignored []Symbol
	p.object(n, f, func(m member) bool {
		switch m.key {
		case "name":
			f.Name = p.str(m.key, m.value)
		case "tier":
			f.Tier = p.index(m.key, m.value)
		case "policy":
			f.Policy = Policy(p.word(m, string(Forbid), string(Bounded), string(Free)))
		case "wait":
			f.Wait = p.str(m.key, m.value)
		case "spawn":
			f.Spawn = p.str(m.key, m.value)
		case "exit":
			f.Exit = p.str(m.key, m.value)
		case "yield":
			f.Yield = p.str(m.key, m.value)
		case "yield_symbols":
			f.YieldSymbols = p.strs(m)
			for _, s := range f.YieldSymbols {
				if _, err := expand(s, p.modules); err != nil {
					p.fail(m.line, "%v", err)
				}
			}
		case "give_back":
			p.list(m, func(n node) { f.GiveBack = append(f.GiveBack, p.giveBack(n)) })
		case "refusal":
			f.Refusal = p.refusal(m.value)
		case "cures":
			p.list(m, func(n node) { f.Cures = append(f.Cures, p.cure(n, f)) })
		case "instead":
			f.Instead = p.str(m.key, m.value)
		case "error_fails":
			f.ErrorFails = p.boolean(m)
		case "serialised":
			f.Serialised = p.boolean(m)
		case "start":
			f.Start = p.symbols(m, &ignored)
		case "encoders":
			f.Encoders = p.symbols(m, &ignored)
		case "operators":
			p.list(m, func(n node) { f.Operators = append(f.Operators, p.registration(n, f)) })
		case "signatures":
			p.list(m, func(n node) { f.Signatures = append(f.Signatures, p.signature(n, f)) })
		case "channels":
			f.Channels = p.symbols(m, &ignored)
		case "async":
			f.Async = p.symbols(m, &ignored)
		case "per_call":
			f.PerCall = p.symbols(m, &ignored)
		case "emitters":
			f.Emitters = p.boolean(m)
		default:
			return false
		}
		return true
	})
	if n.kind != objectNode {
		return f
	}
	p.need(n, "a framework", "name", "policy", "wait", "spawn")
	if !f.Serialised && slices.ContainsFunc(f.Operators, func(r *Registration) bool { return r.Ships != "" }) {
		p.fail(n.line, `"ships" belongs to a framework that is "serialised"`)
	}
	if len(f.Operators)+len(f.Signatures) == 0 {
		p.fail(n.line, `a framework needs "operators" or "signatures"`)
	}
	return f
}

// need reports the keys that n lacks.
func (p *reader) need(n node, what string, keys ...string) {
	for _, key := range keys {
		if !slices.ContainsFunc(n.members, func(m member) bool { return m.key == key }) {
			p.fail(n.line, "%s needs %q", what, key)
		}
	}
}

func (p *reader) registration(n node, f *Framework) *Registration {
	r := &Registration{framework: f}
	forms := 0
	p.object(n, r, func(m member) bool {
		switch m.key {
		case "call":
			forms++
			r.Call = p.symbols(m, &r.symbols)
		case "interface":
			forms++
			r.Interface = p.symbols(m, &r.symbols)
		case "convert":
			forms++
			r.Convert = p.symbols(m, &r.symbols)
		case "field":
			forms++
			start := len(r.symbols)
			r.Field = p.symbols(m, &r.symbols)
			for _, s := range r.symbols[start:] {
				if s.Recv == "" {
					p.fail(m.line, `%q wants "pkg/path.Type.Field"`, m.key)
				}
			}
		case "args":
			r.Args = p.indices(m)
		case "variadic":
			r.Variadic = p.boolean(m)
		case "takes":
			r.Takes = Takes(p.word(m, string(TakesReturned), string(TakesCreated), string(TakesMethods)))
		case "hot":
			r.Hot = p.identifiers(m)
		case "bundle":
			r.Bundle = p.identifiers(m)
		case "lifecycle":
			r.Lifecycle = p.identifiers(m)
		case "ships":
			r.Ships = Ships(p.word(m, string(ShipsValue), string(ShipsName), string(ShipsSchema)))
		case "role":
			r.Role = p.word(m, "lifecycle")
		case "note":
			r.Note = p.str(m.key, m.value)
		default:
			return false
		}
		return true
	})
	if n.kind != objectNode {
		return r
	}
	switch {
	case forms != 1:
		p.fail(n.line, `an operator needs exactly one of "call", "interface", "convert" and "field"`)
	case r.Call != nil && len(r.Args) == 0:
		p.fail(n.line, `"call" needs "args": which arguments are operators?`)
	case r.Call == nil && (r.Args != nil || r.Variadic):
		p.fail(n.line, `"args" and "variadic" belong to "call"`)
	case r.Interface != nil && len(r.Hot) == 0:
		p.fail(n.line, `"interface" needs "hot": which of its methods run per element?`)
	}
	return r
}

func (p *reader) signature(n node, f *Framework) *Signature {
	s := &Signature{framework: f}
	p.object(n, s, func(m member) bool {
		switch m.key {
		case "func":
			s.Func = p.str(m.key, m.value)
			sh, err := parseShape(s.Func, p.modules)
			if err != nil {
				p.fail(m.line, "%v", err)
			}
			s.shape = sh
		case "weak":
			s.Weak = p.boolean(m)
		default:
			return false
		}
		return true
	})
	if n.kind == objectNode {
		p.need(n, "a signature", "func")
	}
	return s
}

// effects are the rules that a call can break.
var effects = [...]string{"ratewait", "rateasync", "chanwait", "gospawn", "timewait", "syncwait", "jobexit"}

func (p *reader) maker(n node) *Maker {
	k := &Maker{}
	p.object(n, k, func(m member) bool {
		switch m.key {
		case "rate":
			k.Rate = p.word(m, "$0", "1 / $0.Seconds()")
		case "burst":
			k.Burst = p.str(m.key, m.value)
			if n, err := strconv.Atoi(k.Burst); k.Burst != "$1" && (err != nil || n < 1) {
				p.fail(m.line, "%q wants \"$1\" or a number", m.key)
			}
		default:
			return false
		}
		return true
	})
	if n.kind == objectNode {
		p.need(n, "a maker", "rate")
	}
	return k
}

func (p *reader) call(n node) *Call {
	c := &Call{}
	p.object(n, c, func(m member) bool {
		switch m.key {
		case "call":
			c.Call = p.symbols(m, &c.symbols)
		case "class":
			c.Class = Class(p.word(m, string(Blocking), string(BoundedWait), string(Async), string(Network), string(NonBlocking)))
		case "effect":
			c.Effect = p.word(m, effects[:]...)
		case "context":
			c.Context = p.indexPtr(m)
		case "duration":
			c.Duration = p.indexPtr(m)
		case "try":
			c.Try = p.boolean(m)
		case "inverted":
			c.Inverted = p.boolean(m)
		case "delay":
			c.Delay = p.boolean(m)
		case "timer":
			c.Timer = p.boolean(m)
		case "limiter":
			c.Limiter = p.boolean(m)
		case "calls":
			c.Calls = p.indices(m)
		case "says":
			c.Says = p.str(m.key, m.value)
		case "ends":
			c.Ends = Ends(p.word(m, string(EndsGoroutine), string(EndsByPanic)))
		case "runs":
			c.Runs = p.indices(m)
		case "bulk":
			c.Bulk = p.str(m.key, m.value)
		case "makes":
			c.Makes = p.maker(m.value)
		case "passes":
			c.Passes = p.indexPtr(m)
		case "capped":
			c.Capped = p.boolean(m)
		case "release":
			c.Release = p.str(m.key, m.value)
		case "join":
			c.Join = p.str(m.key, m.value)
		case "sibling":
			c.Sibling = p.str(m.key, m.value)
			c.sibling = p.expand(m.line, siblingName(c.Sibling))
		case "rewrite":
			c.Rewrite = p.rewrite(m.value)
		case "note":
			c.Note = p.str(m.key, m.value)
		default:
			return false
		}
		return true
	})
	if n.kind != objectNode {
		return c
	}
	p.need(n, "a call", "call", "class")
	switch {
	case c.Rewrite != nil && c.Rewrite.To == "sibling" && c.Sibling == "":
		p.fail(n.line, `a rewrite to the sibling needs "sibling"`)
	case c.Inverted && !c.Try:
		p.fail(n.line, `"inverted" belongs to "try"`)
	case c.Says != "" && c.Effect == "":
		p.fail(n.line, `"says" belongs to "effect"`)
	case c.Ends != "" && c.Effect != "jobexit":
		p.fail(n.line, `"ends" belongs to the effect jobexit`)
	case c.Join != "" && c.Runs == nil:
		p.fail(n.line, `"join" belongs to "runs"`)
	case c.Class == NonBlocking && c.Effect != "" && c.Effect != "jobexit":
		p.fail(n.line, "a nonblocking call has no effect %q", c.Effect)
	case c.Class == Network && c.Effect != "":
		p.fail(n.line, "a network call has no effect: I/O is never a finding")
	}
	return c
}

// siblingName cuts the parameters and results off a sibling.
func siblingName(s string) string {
	start := 0
	if strings.HasPrefix(s, "(") {
		start = strings.Index(s, ")") + 1
	}
	if params := strings.IndexByte(s[start:], '('); params >= 0 {
		return s[:start+params]
	}
	return s
}

func (p *reader) rewrite(n node) *Rewrite {
	w := &Rewrite{}
	p.object(n, w, func(m member) bool {
		switch m.key {
		case "to":
			w.To = p.word(m, "TryAcquire", "TryAcquireN", "SetRate", "SetBurst", "sibling")
		case "args":
			w.Args = p.strs(m)
		case "drop":
			w.Drop = p.strs(m)
		case "result":
			w.Result = p.str(m.key, m.value)
		case "by_hand":
			w.ByHand = p.boolean(m)
		default:
			return false
		}
		return true
	})
	if n.kind == objectNode {
		p.need(n, "a rewrite", "to")
	}
	return w
}
