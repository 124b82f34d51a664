package pages

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/jobvet/jobvet/internal/catalog"
)

const limitersHead = `# Limiters, pools, retries and exits

<!-- Generated from internal/catalog/tables by go generate ./internal/catalog. Do not edit. -->

jobvet knows these calls, and what ends their waits. The [rule](rules/) is the one that reports them in an operator. *Instead* is the library's own form that does not wait; if a rate limiter has none, use the bundled
` + "`(*ratelimit.Limiter).TryAcquire`" + `. A *try* call never waits, but a loop that spins on it does. A *delay* call answers with a
time to wait, and sleeping for that is a rate-limit wait. jobvet never reports I/O. An argument has its number if it is not the first.

`

// Limiters renders docs/limiters.md.
func Limiters(tables []*catalog.Table) string {
	var list []*catalog.Table
	for _, t := range tables {
		if len(rows(t)) > 0 {
			list = append(list, t)
		}
	}
	// The standard library first.
	slices.SortStableFunc(list, func(a, b *catalog.Table) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a.Name, b.Name))
	})
	var b strings.Builder
	b.WriteString(limitersHead)
	for i, t := range list {
		if i > 0 {
			b.WriteString("\n")
		}
		if t.Name == "std" {
			b.WriteString("## The standard library\n\n")
		} else {
			fmt.Fprintf(&b, "## %s\n\n%s %s\n\n", t.Name, code(t.Modules...), t.Version)
		}
		if len(t.Frameworks) == 0 && t.Note != "" {
			fmt.Fprintf(&b, "%s\n\n", t.Note)
		}
		b.WriteString("| call | rule | |\n| --- | --- | --- |\n")
		for _, row := range rows(t) {
			b.WriteString(row)
		}
	}
	return b.String()
}

func rank(t *catalog.Table) int {
	if t.Name == "std" {
		return 0
	}
	return 1
}

// rows renders the calls of a table that a reader needs to know. Calls of which there is
// the same to say share a row.
func rows(t *catalog.Table) []string {
	var about, rows []string
	calls := make(map[string][]string)
	for _, c := range t.Calls {
		rule := c.Effect
		switch {
		case rule != "":
		case c.Try:
			rule = "(try)"
		case c.Delay:
			rule = "(delay)"
		case c.Timer:
			rule = "(timer)"
		default:
			continue
		}
		says := fmt.Sprintf("%s | %s", rule, cell(remark(t, c)))
		if calls[says] == nil {
			about = append(about, says)
		}
		calls[says] = append(calls[says], short(t, c.Call)...)
	}
	for _, says := range about {
		rows = append(rows, fmt.Sprintf("| %s | %s |\n", code(calls[says]...), says))
	}
	return rows
}

// remark is what there is to say of a call.
func remark(t *catalog.Table, c *catalog.Call) string {
	var s []string
	if text := ends(c); text != "" {
		s = append(s, text+".")
	}
	if c.Sibling != "" {
		s = append(s, "Instead: "+code(shorten(t, c.Sibling))+".")
	}
	if c.Note != "" {
		s = append(s, c.Note)
	}
	return strings.Join(s, " ")
}

// ends tells what bounds a call's wait, and what else it ends.
func ends(c *catalog.Call) string {
	switch c.Ends {
	case catalog.EndsGoroutine:
		return "Ends its goroutine"
	case catalog.EndsByPanic:
		return "Panics"
	}
	var by []string
	if c.Context != nil && len(c.Runs) == 0 {
		by = append(by, argument("its context", *c.Context))
	}
	if c.Duration != nil && c.Effect != "" && len(c.Runs) == 0 {
		by = append(by, argument("its duration", *c.Duration))
	}
	if c.Join != "" {
		by = append(by, "a join by "+code(c.Join))
	}
	if by == nil {
		return ""
	}
	return "Ends with " + strings.Join(by, ", ")
}

// argument names an argument, with its number if it is not the first.
func argument(what string, i int) string {
	if i == 0 {
		return what
	}
	return fmt.Sprintf("%s (argument %d)", what, i)
}
