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

These are the frameworks whose operators jobvet finds. Each has a policy:

| policy | a wait in an operator is |
| --- | --- |
| forbid | an error, whatever ends it; of a channel or a sleep that a context ends, a caution |
| bounded | an error, unless the operator's own context ends it: then it is a caution at most |
| free | a caution, and only if nothing ends it; a sleep is nothing |

A method is *hot* when it runs once per element, message, batch or task: the rules apply to it and to all that it
reaches. *Bundle* methods run once per bundle. *Lifecycle* methods run once per worker: blocking is fine there, and the
rules leave them alone. An operator is found at its registration, or by its signature where the registration is out
of sight; a *weak* signature is one that helpers have as well, and yields cautions. Arguments are counted from 0,
without the receiver. Names are those of the library's packages, without its root package; ` + "`~`" + ` in a signature
is the library's path.

A framework that is missing here can be taught: by the directives ` + "`//jobvet:operator`" + ` and ` + "`//jobvet:registers`" + ` in your
own code, or by a file in the format of these tables and the flag ` + "`-catalog`" + `.

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
	fmt.Fprintf(b, "\n\n- Waiting: %s.\n- A goroutine that outlives the operator call: %s.\n", f.Wait, f.Spawn)
	if f.Exit != "" {
		fmt.Fprintf(b, "- Ending the process: %s.\n", f.Exit)
	}
	cures(b, t, f)
	switch {
	case f.Instead != "":
		fmt.Fprintf(b, "- Instead: %s.\n", f.Instead)
	case f.Yield != "":
		fmt.Fprintf(b, "- An element is given back so: %s.\n", f.YieldAfter(catalog.LimiterDelay))
	default:
		b.WriteString("- An operator has no way to give an element back.\n")
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
	fmt.Fprintf(b, "- It comes again %s, and that counts as %s.", r.Again, r.Counts)
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
	b.WriteString("- Cures, the best first:\n")
	for _, c := range f.Cures {
		fmt.Fprintf(b, "    - %s", c.Kind)
		if c.Verdict != "" {
			fmt.Fprintf(b, ", **%s**: %s", c.Verdict, c.Shown)
		}
		if c.How != "" {
			fmt.Fprintf(b, ": %s", c.How)
		}
		if c.Code != "" {
			text, _ := catalog.Fill(c.Code, func(name string) (string, bool) { return shorten(t, name), true })
			fmt.Fprintf(b, ": `%s`", text)
		}
		b.WriteString("\n")
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
