package catalog

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// A validator holds a table that has been decoded against what its keys mean,
// and resolves the names in it. It goes through the table and the node that it
// was decoded from side by side, for the lines.
type validator struct {
	*problems
	modules []string // of the table
}

// need reports the keys that n lacks; v points to the struct made of it.
func (p *validator) need(n node, what string, v any) {
	for _, f := range schema()[reflect.TypeOf(v).Elem()] {
		if f.needed && n.get(f.key).key == "" {
			p.fail(n, "%s needs %q", what, f.key)
		}
	}
}

func (p *validator) table(n node, t *Table) {
	if n.kind != objectNode {
		return
	}
	p.checkModules(n.get("modules"), t.Modules)
	for i, f := range n.get("frameworks").value.elems {
		p.framework(f, t.Frameworks[i])
	}
	for i, c := range n.get("calls").value.elems {
		if p.call(c, t.Calls[i]); c.kind == objectNode && c.get("call").key == "" {
			p.fail(c, `a call needs "call"`)
		}
	}
	if o := n.get("others"); o.key != "" {
		if p.call(o.value, t.Others); o.value.get("call").key != "" {
			p.failAt(o, `"others" names no "call"`)
		}
	}
	p.things(n.get("harmless"), t.Harmless)
	p.things(n.get("unheard"), t.Unheard)
	p.things(n.get("redirects"), t.Redirects)
	p.things(n.get("flags"), t.Flags)
	if len(t.Modules) == 0 {
		p.fail(n, `a table needs "modules"`)
	}
	if t.Name == "" {
		p.fail(n, `a table needs "name"`)
	}
	if len(t.Frameworks)+len(t.Calls)+len(t.Callbacks)+len(t.Harmless)+len(t.Flags) == 0 && t.Others == nil {
		p.fail(n, `a table needs "frameworks", "calls", "others", "callbacks", "harmless" or "flags"`)
	}
	p.packages(n, "callbacks", t.Callbacks)
	p.packages(n, "harmless", slices.DeleteFunc(slices.Clone(t.Harmless), func(name string) bool { return !isPackage(name) }))
}

// things checks names of packages and of what is in them.
func (p *validator) things(m member, names []string) {
	for _, name := range names {
		if !isPackage(name) {
			p.expand(m, name)
		}
	}
}

func (p *validator) checkModules(m member, modules []string) {
	for _, path := range modules {
		if path == "" {
			continue
		}
		if err := checkPath(path); err != nil {
			p.failAt(m, "%v", err)
		}
		if path == stdModule && len(modules) > 1 {
			p.failAt(m, "the standard library wants a table of its own")
		}
	}
}

// isPackage reports whether a name stands for a package, and not for something
// in one.
func isPackage(name string) bool {
	return !strings.Contains(name[strings.LastIndexByte(name, '/')+1:], ".")
}

// packages checks that packages belong to the table's modules.
func (p *validator) packages(n node, key string, paths []string) {
	for _, pkg := range paths {
		if pkg != "" && !p.inModules(pkg) {
			p.fail(n, "package %q of %q is in none of the table's modules", pkg, key)
		}
	}
}

// symbols returns what the names at a key of n stand for.
func (p *validator) symbols(n node, key string) []Symbol {
	m := n.get(key)
	nodes := m.value.elems
	if m.value.kind == stringNode {
		nodes = []node{m.value}
	}
	var syms []Symbol
	for _, e := range nodes {
		if e.kind == stringNode && e.text != "" {
			syms = append(syms, p.expand(member{line: e.line, value: e}, e.text)...)
		}
	}
	return syms
}

// expand returns the symbols that a name of the member m stands for, which must
// belong to the table's modules.
func (p *validator) expand(m member, name string) []Symbol {
	syms, err := expand(name, p.modules)
	if err != nil {
		p.failAt(m, "%v", err)
		return nil
	}
	for _, s := range syms {
		if !p.inModules(s.Pkg) {
			p.failAt(m, "symbol %q is in none of the table's modules (%s)", name, strings.Join(p.modules, ", "))
			return nil
		}
	}
	return syms
}

func (p *validator) inModules(pkgPath string) bool {
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

func (p *validator) framework(n node, f *Framework) {
	if n.kind != objectNode {
		return
	}
	p.yield(n, f)
	for i, x := range n.get("settings").value.elems {
		p.need(x, "a setting", f.Settings[i])
		f.Settings[i].symbols = p.symbols(x, "call")
	}
	if c := n.get("panic").value; c.kind == objectNode {
		f.Panic.options = p.symbols(c, "option")
	}
	if c := n.get("coroutines").value; c.kind == objectNode {
		p.coroutines(c, f.Coroutines)
	}
	for i, g := range n.get("give_back").value.elems {
		p.giveBack(g, f.GiveBack[i])
	}
	if r := n.get("refusal").value; r.kind == objectNode {
		p.need(r, "a refusal", f.Refusal)
	}
	for i, c := range n.get("cures").value.elems {
		p.cure(c, f.Cures[i], f.Cures[:i])
	}
	for i, r := range n.get("operators").value.elems {
		p.registration(r, f.Operators[i])
	}
	for i, s := range n.get("signatures").value.elems {
		p.signature(s, f.Signatures[i])
	}
	for _, key := range []string{"start", "encoders", "channels", "async", "per_call"} {
		p.symbols(n, key)
	}
	p.need(n, "a framework", f)
	if !f.Serialised && slices.ContainsFunc(f.Operators, func(r *Registration) bool { return r.Ships != "" }) {
		p.fail(n, `"ships" belongs to a framework that is "serialised"`)
	}
	if len(f.Operators)+len(f.Signatures) == 0 {
		p.fail(n, `a framework needs "operators" or "signatures"`)
	}
}

// yield checks how a framework takes an element back.
func (p *validator) yield(n node, f *Framework) {
	Fill(f.Yield, func(name string) (string, bool) {
		if name != "delay" {
			p.failAt(n.get("yield"), "{%s} is not {delay}", name)
		}
		return "", true
	})
	for _, s := range f.YieldSymbols {
		if _, err := expand(s, p.modules); err != nil {
			p.failAt(n.get("yield_symbols"), "%v", err)
		}
	}
}

func (p *validator) registration(n node, r *Registration) {
	if n.kind != objectNode {
		return
	}
	forms := 0
	for _, key := range []string{"call", "interface", "convert", "field"} {
		if n.get(key).key != "" {
			forms++
		}
		syms := p.symbols(n, key)
		for _, s := range syms {
			if key == "field" && s.Recv == "" {
				p.failAt(n.get(key), `%q wants "pkg/path.Type.Field"`, key)
			}
		}
		r.symbols = append(r.symbols, syms...)
	}
	switch {
	case forms != 1:
		p.fail(n, `an operator needs exactly one of "call", "interface", "convert" and "field"`)
	case r.Call != nil && len(r.Args) == 0:
		p.fail(n, `"call" needs "args": which arguments are operators?`)
	case r.Call == nil && (r.Args != nil || r.Variadic):
		p.fail(n, `"args" and "variadic" belong to "call"`)
	case r.Interface != nil && len(r.Hot) == 0:
		p.fail(n, `"interface" needs "hot": which of its methods run per element?`)
	}
}

func (p *validator) signature(n node, s *Signature) {
	if n.kind != objectNode {
		return
	}
	p.need(n, "a signature", s)
	m := n.get("func")
	if m.key == "" {
		return
	}
	var err error
	if s.shape, err = parseShape(s.Func, p.modules); err != nil {
		p.failAt(m, "%v", err)
	}
}

func (p *validator) giveBack(n node, g *GiveBack) {
	if n.kind != objectNode {
		return
	}
	g.results, g.vars = map[string]typeShape{}, map[string]typeShape{}
	for _, e := range n.get("results").value.members {
		g.results[e.key] = p.typ(e, e.key)
	}
	for _, e := range n.get("vars").value.members {
		g.vars[e.key] = p.typ(e, e.value.text)
	}
	g.registered = p.symbols(n, "registered")
	p.need(n, "a way to give back", g)
	texts := g.Texts()
	if len(texts) == 0 {
		p.fail(n, `a way to give back needs "error", "results" or "statement"`)
	}
	if _, ok := g.Vars["it"]; !ok && (g.Each || g.Uses != "" || len(g.Done)+len(g.Again) > 0) {
		p.fail(n, `"each", "uses", "done" and "again" need a variable "it" in "vars"`)
	}
	for _, text := range texts {
		Fill(text, func(name string) (string, bool) {
			if err := p.checkWord(g, name); err != nil {
				p.fail(n, "%v", err)
			}
			return "", true
		})
	}
}

// typ reads the type that a member names.
func (p *validator) typ(m member, name string) typeShape {
	sh, err := parseType(name, p.modules)
	if err != nil {
		p.failAt(m, "%v", err)
	}
	return sh
}

// checkWord checks a name in braces.
func (p *validator) checkWord(g *GiveBack, name string) error {
	switch {
	case strings.Contains(name, "."):
		_, err := expand(name, p.modules)
		return err
	case name == "delay", name == "reason", g.Vars[name] != "":
		return nil
	}
	return fmt.Errorf("{%s} is neither {delay} nor {reason} nor in \"vars\"", name)
}

// cure checks a cure that stands behind others.
func (p *validator) cure(n node, c *Cure, others []*Cure) {
	if n.kind != objectNode {
		return
	}
	Fill(c.Code, func(name string) (string, bool) {
		if _, err := expand(name, p.modules); err != nil {
			p.failAt(n.get("code"), "%v", err)
		}
		return name, true
	})
	p.need(n, "a cure", c)
	switch {
	case slices.ContainsFunc(others, func(other *Cure) bool { return other.Kind == c.Kind }):
		p.fail(n, "the cure %q stands there twice", c.Kind)
	case slices.Contains([]CureKind{Throttle, Booking, Hold}, c.Kind) && c.How == "":
		p.fail(n, `a %s needs "how"`, c.Kind)
	case c.Verdict != "" && c.Shown == "":
		p.fail(n, `a "verdict" needs "shown": what was measured`)
	}
}

// coroutines checks the coroutines of a framework.
func (p *validator) coroutines(n node, c *Coroutines) {
	for _, key := range []string{"go", "sleep"} {
		p.symbols(n, key)
	}
	c.except = p.symbols(n, "except")
	p.need(n, "coroutines", c)
}

func (p *validator) call(n node, c *Call) {
	if n.kind != objectNode {
		return
	}
	c.symbols = p.symbols(n, "call")
	if m := n.get("sibling"); m.key != "" {
		c.sibling = p.expand(m, siblingName(c.Sibling))
	}
	if m := n.get("makes").value; m.kind == objectNode {
		p.maker(m, c.Makes)
	}
	if m := n.get("when").value; m.kind == objectNode {
		c.When.set, c.When.unset, c.When.context = p.symbols(m, "set"), p.symbols(m, "unset"), p.symbols(m, "context")
	}
	for i, m := range n.get("slots").value.elems {
		p.slot(m, c.Slots[i])
	}
	for i, o := range n.get("options").value.elems {
		p.need(o, "an option", c.Options[i])
		c.Options[i].symbols = p.symbols(o, "call")
	}
	p.need(n, "a call", c)
	if why := cmp.Or(misplacedKey(c), contradiction(c)); why != "" {
		p.fail(n, "%s", why)
	}
}

// misplacedKey says which key of a call belongs to one that the call does not have.
func misplacedKey(c *Call) string {
	switch {
	case c.Inverted && !c.Try:
		return `"inverted" belongs to "try"`
	case c.Partial != "" && !c.Try:
		return `"partial" belongs to "try"`
	case c.Cancel != "" && !c.Delay:
		return `"cancel" belongs to "delay"`
	case c.Says != "" && c.Effect == "":
		return `"says" belongs to "effect"`
	case c.Ends != "" && c.Effect != "jobexit":
		return `"ends" belongs to the effect jobexit`
	case c.Join != "" && c.Runs == nil:
		return `"join" belongs to "runs"`
	}
	return ""
}

// contradiction says why a call of its class cannot have its effect.
func contradiction(c *Call) string {
	switch {
	case c.Class == NonBlocking && c.Effect != "" && c.Effect != "jobexit":
		return fmt.Sprintf("a nonblocking call has no effect %q", c.Effect)
	case c.Class == Network && c.Effect != "":
		return "a network call has no effect: I/O is never a finding"
	}
	return ""
}

// slot checks a slot of a call.
func (p *validator) slot(n node, s *Slot) {
	if n.kind != objectNode {
		return
	}
	s.field = p.symbols(n, "field")
	for _, e := range n.get("runs").value.members {
		sh, err := parseShape(e.value.text, p.modules)
		if err != nil {
			p.failAt(e, "%v", err)
		}
		s.runs = append(s.runs, Method{e.key, sh})
	}
	if m := n.get("func"); m.key != "" {
		sh, err := parseShape(s.Func, p.modules)
		if err != nil {
			p.failAt(m, "%v", err)
		}
		s.fn = &Method{shape: sh}
	}
	if !s.Receiver && s.Args == nil {
		p.fail(n, `a slot needs "receiver" or "args": where is it?`)
	}
	if s.Runs == nil && s.Field == nil && s.Func == "" {
		p.fail(n, `a slot needs "runs", "func" or "field": what is run?`)
	}
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

func (p *validator) maker(n node, k *Maker) {
	p.need(n, "a maker", k)
	if m := n.get("burst"); m.key != "" {
		if i, err := strconv.Atoi(k.Burst); k.Burst != "$1" && (err != nil || i < 1) {
			p.failAt(m, "%q wants \"$1\" or a number", m.key)
		}
	}
}
