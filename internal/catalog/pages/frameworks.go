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

jobvet finds the operators of these frameworks. If yours is missing, [teach jobvet](extending.md). Each framework has a policy:

| policy | a wait in an operator is |
| --- | --- |
| forbid | an error, whatever ends it; a channel or a sleep that a context ends is a caution |
| bounded | an error, unless the operator's own context ends it: then at most a caution |
| free | a caution, and only if nothing ends it; a sleep is nothing |

A wait that certainly hangs is an error under every policy. The [rules' pages](rules/) have the exact levels.

A *cure* is a way to keep a rate limit without harm: *own-context* waits on the operator's own context; *throttle* is a setting of the framework; *give-back*
asks without waiting and gives a refused element back; *booking* does the same and keeps a permit for it; *hold* is a step before the operator that keeps what is over the limit; *drop* drops it.
Verdicts are [measured](cure.md) under load.

*Hot* methods run once per element, message, batch or task: the rules apply to them and to all that they
reach. *Bundle* methods run once per bundle. *Lifecycle* methods run once per worker and may block. jobvet finds an operator at its registration, or by its signature if it does not see the registration;
helpers may have a *weak* signature as well, so it yields only cautions. Arguments are counted from 0,
without the receiver. Names lack the library's root package; ` + "`~`" + ` in a signature is the library's path.

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
	b.WriteString("| framework | library | checked at | policy |\n| --- | --- | --- | --- |\n")
	for _, f := range list {
		t := f.Table()
		fmt.Fprintf(&b, "| [%s](#%s) | %s | %s | %s |\n", f.Name, anchor(heading(f, list)), code(t.Modules...), t.Version, f.Policy)
	}
	for _, f := range list {
		fmt.Fprintf(&b, "\n## %s\n\n%s", heading(f, list), Framework(f))
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
	fmt.Fprintf(b, "%s, policy %s.", code(t.Modules...), f.Policy)
	if f.Serialised {
		b.WriteString(" Operators are serialised and shipped to other processes.")
	}
	if t.Note != "" {
		b.WriteString(" " + t.Note)
	}
	b.WriteString("\n")
	cures(b, t, f)
	fmt.Fprintf(b, "\n- A wait: %s.\n- A goroutine that outlives the operator call: %s.\n", f.Wait, f.Spawn)
	if f.Exit != "" {
		fmt.Fprintf(b, "- An end of the process: %s.\n", f.Exit)
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
	if len(f.YieldSymbols) > 0 {
		fmt.Fprintf(b, "- See also %s.\n", code(short(t, f.YieldSymbols)...))
	}
	if len(f.Async) > 0 {
		fmt.Fprintf(b, "- An operator that uses %s may leave a goroutine behind.\n", code(short(t, f.Async)...))
	}
	if len(f.Channels) > 0 {
		fmt.Fprintf(b, "- Waiting on the channels of %s is the framework's API.\n", code(short(t, f.Channels)...))
	}

	b.WriteString("\n| registered by | operator | hot | other methods |\n| --- | --- | --- | --- |\n")
	for _, r := range f.Operators {
		registration(b, t, r)
	}
	if len(f.Signatures) > 0 {
		b.WriteString("\nSignatures:\n\n")
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

// cures lists what an operator can do about a limit, the best first.
func cures(b *strings.Builder, t *catalog.Table, f *catalog.Framework) {
	if len(f.Cures) == 0 {
		return
	}
	b.WriteString("\n| cure, the best first | verdict | shown | how |\n| --- | --- | --- | --- |\n")
	for _, c := range f.Cures {
		how := []string{}
		if c.How != "" {
			how = append(how, c.How)
		}
		if c.Code != "" {
			text, _ := catalog.Fill(c.Code, func(name string) (string, bool) { return shorten(t, name), true })
			how = append(how, "`"+text+"`")
		}
		fmt.Fprintf(b, "| %s | %s | %s | %s |\n", c.Kind, c.Verdict, cell(c.Shown), cell(strings.Join(how, ": ")))
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

func registration(b *strings.Builder, t *catalog.Table, r *catalog.Registration) {
	names, what := r.Call, "argument "+arguments(r)
	switch {
	case r.Interface != nil:
		names, what = r.Interface, "what implements it"
	case r.Convert != nil:
		names, what = r.Convert, "what is converted to it"
	case r.Field != nil:
		names, what = r.Field, "the field"
	}
	switch r.Takes {
	case catalog.TakesReturned:
		what += ": what it returns"
	case catalog.TakesCreated:
		what += ": what its Create returns"
	case catalog.TakesMethods:
		what += ": a function, or each exported method"
	}
	var other []string
	if r.Role != "" {
		other = append(other, "no operator: runs once")
	}
	if len(r.Bundle) > 0 {
		other = append(other, "bundle: "+code(r.Bundle...))
	}
	if len(r.Lifecycle) > 0 {
		other = append(other, "lifecycle: "+code(r.Lifecycle...))
	}
	fmt.Fprintf(b, "| %s | %s | %s | %s |\n", code(short(t, names)...), what, code(r.Hot...), strings.Join(other, "; "))
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
