// Package pages renders what the catalogue has of frameworks and limiters, as Markdown.
package pages

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/jobvet/jobvet/internal/catalog"
)

// All are the generated documents, by the names of their files in docs.
func All(tables []*catalog.Table) map[string]string {
	return map[string]string{"frameworks.md": Frameworks(tables), "limiters.md": Limiters(tables)}
}

const frameworksHead = `# Frameworks

<!-- Generated from internal/catalog/tables by go generate ./internal/catalog. Do not edit. -->

jobvet finds the operators of these frameworks. If yours is missing, [teach jobvet](extending.md). Beam on Flink needs [these options](flink.md) first.

| policy | a wait in an operator is |
| --- | --- |
| forbid | an error, whatever ends it; a channel or a sleep that a context ends is a caution |
| bounded | an error, unless the operator's own context ends it: then at most a caution |
| free | a caution, and only if nothing ends it; a sleep is nothing |

A wait that certainly hangs is an error under every policy. The [rules' pages](rules/) have the exact levels.

A *cure* keeps a rate limit; the best stands first, with its verdict [under load](cure.md). *own-context* waits on the operator's own context. *throttle* is a setting of the
framework. *give-back* asks without waiting and gives a refused element back. *booking* does the same and keeps a permit for it. *hold* is a step before the operator
that keeps what is over the limit. *drop* drops it.

jobvet finds an operator at its registration, or by its signature if it does not see the registration. A *weak* signature may be a helper's, too, so it yields only cautions. The rules apply to a
function that is registered, or to the named methods of a type, and to all that they reach. *Bundle* methods run once per bundle. *Lifecycle* methods run once per worker and
may block. Arguments are counted from 0, without the receiver. Names lack the library's root package; ` + "`~`" + ` is the library's path.

`

// Frameworks renders docs/frameworks.md.
func Frameworks(tables []*catalog.Table) string {
	var list []*catalog.Framework
	for _, t := range tables {
		list = append(list, t.Frameworks...)
	}
	slices.SortStableFunc(list, func(a, b *catalog.Framework) int {
		return cmp.Or(cmp.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)), cmp.Compare(a.Table().Name, b.Table().Name))
	})

	var b strings.Builder
	b.WriteString(frameworksHead)
	for _, policy := range []catalog.Policy{catalog.Forbid, catalog.Bounded, catalog.Free} {
		var links []string
		for _, f := range list {
			if f.Policy == policy {
				links = append(links, fmt.Sprintf("[%s](#%s)", f.Name, anchor(heading(f, list))))
			}
		}
		fmt.Fprintf(&b, "- **%s**: %s\n", policy, strings.Join(links, ", "))
	}
	for _, f := range list {
		fmt.Fprintf(&b, "\n## %s\n\n", heading(f, list))
		if f.Measured != "" {
			fmt.Fprintf(&b, "[What to do about a rate limit](%s), with code and measurements.\n\n", f.Measured)
		}
		b.WriteString(Framework(f))
	}
	return b.String()
}

// heading is a framework's name, with its library if two share the name.
func heading(f *catalog.Framework, list []*catalog.Framework) string {
	same := func(g *catalog.Framework) bool { return g != f && g.Name == f.Name }
	if slices.ContainsFunc(list, same) {
		return f.Name + " in " + f.Table().Name
	}
	return f.Name
}

// anchor is the fragment that GitHub gives to a heading.
func anchor(heading string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(heading) {
		switch {
		case r == ' ':
			b.WriteByte('-')
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '-' || r == '_':
			b.WriteRune(r)
		}
	}
	return b.String()
}

// Framework renders what there is to say of one framework, without a heading.
func Framework(f *catalog.Framework) string {
	b := new(strings.Builder)
	t := f.Table()
	fmt.Fprintf(b, "%s %s, policy %s.", code(t.Modules...), t.Version, f.Policy)
	if f.Serialised {
		b.WriteString(" Operators are serialised and shipped to other processes.")
	}
	if t.Note != "" {
		b.WriteString(" " + t.Note)
	}
	b.WriteString("\n\n")
	cures(b, t, f)
	fmt.Fprintf(b, "- A wait: %s.\n- A goroutine that outlives the call: %s.\n", f.Wait, f.Spawn)
	if f.Exit != "" {
		fmt.Fprintf(b, "- The end of the process: %s.\n", f.Exit)
	}
	if p := f.Panic; p != nil {
		fmt.Fprintf(b, "- A panic: %s.\n", panics(p))
	}
	switch {
	case f.Instead != "":
		fmt.Fprintf(b, "- Instead: %s.\n", f.Instead)
	case f.Yield != "":
		fmt.Fprintf(b, "- To give an element back, %s.\n", f.YieldAfter(catalog.LimiterDelay))
	default:
		b.WriteString("- An operator cannot give an element back.\n")
	}
	refusal(b, f.Refusal)
	if len(f.GiveBack) > 0 {
		fmt.Fprintf(b, "- A fix that gives back writes %s.\n", code(givesBack(t, f.GiveBack)...))
	}
	said := f.Yield + f.Instead
	if more := slices.DeleteFunc(short(t, f.YieldSymbols), func(name string) bool { return strings.Contains(said, name[strings.LastIndexByte(name, '.')+1:]) }); len(more) > 0 {
		fmt.Fprintf(b, "- See also %s.\n", code(more...))
	}
	if len(f.Async) > 0 {
		fmt.Fprintf(b, "- An operator that uses %s may leave a goroutine behind.\n", code(short(t, f.Async)...))
	}
	if len(f.Channels) > 0 {
		fmt.Fprintf(b, "- Waiting on the channels of %s is the framework's API.\n", code(short(t, f.Channels)...))
	}

	registrations(b, t, f.Operators)
	if len(f.Signatures) > 0 {
		b.WriteString("\nBy signature:\n\n")
		for _, s := range f.Signatures {
			weak := ""
			if s.Weak {
				weak = " (weak)"
			}
			fmt.Fprintf(b, "- `%s`%s\n", s.Func, weak)
		}
	}
	return b.String()
}

// refusal says what becomes of an element that is given back.
func refusal(b *strings.Builder, r *catalog.Refusal) {
	if r == nil {
		return
	}
	fmt.Fprintf(b, "- It comes again %s. That counts as %s.", r.Again, r.Counts)
	for _, more := range []string{r.Last, r.Others} {
		if more != "" {
			r, size := utf8.DecodeRuneInString(more)
			fmt.Fprintf(b, " %c%s.", unicode.ToUpper(r), more[size:])
		}
	}
	b.WriteString("\n")
}

// cures lists what an operator can do about a limit, the best first. What was shown of a
// cure stands on the framework's page, if there is one.
func cures(b *strings.Builder, t *catalog.Table, f *catalog.Framework) {
	for _, c := range f.Cures {
		fmt.Fprintf(b, "- Cure *%s*", c.Kind)
		if c.Verdict != "" {
			fmt.Fprintf(b, " (%s)", c.Verdict)
		}
		var says []string
		if c.How != "" {
			says = append(says, c.How)
		}
		if c.Code != "" {
			text, _ := catalog.Fill(c.Code, func(name string) (string, bool) { return shorten(t, name), true })
			says = append(says, "`"+text+"`")
		}
		if c.Shown != "" && f.Measured == "" {
			says = append(says, c.Shown)
		}
		if says != nil {
			b.WriteString(": " + strings.Join(says, "; "))
		}
		b.WriteString(".\n")
	}
}

// givesBack returns the texts of ways to give back, with the names in them as
// code writes them.
func givesBack(t *catalog.Table, ways []*catalog.GiveBack) []string {
	var out []string
	for _, g := range ways {
		for _, text := range g.Texts() {
			text, _ = catalog.Fill(text, func(name string) (string, bool) { return shorten(t, name), true })
			if !slices.Contains(out, text) {
				out = append(out, text)
			}
		}
	}
	return out
}

// registrations is a table of the operators by what registers them. Those with the same methods
// share a row.
func registrations(b *strings.Builder, t *catalog.Table, list []*catalog.Registration) {
	b.WriteString("\n| operator | registered by |\n| --- | --- |\n")
	var rows group
	for _, r := range list {
		operator := cmp.Or(methods(r), "the function")
		if r.Role != "" {
			operator = "none: runs once"
		}
		rows.add(operator, r)
	}
	for _, operator := range rows.keys {
		var by group
		for _, r := range rows.lists[operator] {
			by.add(registered(r), r)
		}
		var parts []string
		for _, how := range by.keys {
			var names []string
			for _, r := range by.lists[how] {
				names = append(names, slices.Concat(r.Call, r.Interface, r.Convert, r.Field)...)
			}
			parts = append(parts, fmt.Sprintf(how, code(short(t, names)...)))
		}
		fmt.Fprintf(b, "| %s | %s |\n", operator, strings.Join(parts, "; "))
	}
}

// A group has registrations by a text, in the order in which the texts came.
type group struct {
	keys  []string
	lists map[string][]*catalog.Registration
}

func (g *group) add(key string, r *catalog.Registration) {
	if g.lists == nil {
		g.lists = make(map[string][]*catalog.Registration)
	}
	if g.lists[key] == nil {
		g.keys = append(g.keys, key)
	}
	g.lists[key] = append(g.lists[key], r)
}

// registered is a format that says of names which part of them is an operator.
func registered(r *catalog.Registration) string {
	how := "argument " + arguments(r) + " of %s"
	switch {
	case r.Interface != nil:
		how = "implements %s"
	case r.Convert != nil:
		how = "converted to %s"
	case r.Field != nil:
		how = "field %s"
	}
	switch r.Takes {
	case catalog.TakesReturned:
		how += " (what it returns)"
	case catalog.TakesCreated:
		how += " (what its Create returns)"
	case catalog.TakesMethods:
		how += " (a function, or each exported method)"
	}
	return how
}

// methods are those of an operator that is a type.
func methods(r *catalog.Registration) string {
	text := ""
	if len(r.Hot) > 0 {
		text = code(r.Hot...)
	}
	if len(r.Bundle) > 0 {
		text += "; bundle: " + code(r.Bundle...)
	}
	if len(r.Lifecycle) > 0 {
		text += "; lifecycle: " + code(r.Lifecycle...)
	}
	return text
}

func arguments(r *catalog.Registration) string {
	var s []string
	for _, i := range r.Args {
		s = append(s, fmt.Sprint(i))
	}
	text := strings.Join(s, ", ")
	if r.Variadic {
		text += " and the following"
	}
	return text
}

// panics says what becomes of a panic of an operator.
func panics(p *catalog.Panic) string {
	switch {
	case p.Recovered:
		return "recovered (" + p.Where + ")"
	case len(p.Option) > 0:
		return "ends the process, without " + code(p.Option...)
	}
	return "ends the process"
}
