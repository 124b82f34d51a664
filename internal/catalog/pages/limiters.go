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

jobvet knows these calls. The [rule](rules/) is the one that reports them in an operator. *Ends with* tells what
bounds the wait. *Instead* is the library's own form that does not wait; if a rate limiter has none, use the bundled
` + "`(*ratelimit.Limiter).TryAcquire`" + `. A *try* call never waits, but a loop that spins on it does. A *delay* call answers with a
time to wait, and sleeping for that is a rate-limit wait. jobvet never reports I/O.

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
		b.WriteString("| call | rule | ends with | instead | note |\n| --- | --- | --- | --- | --- |\n")
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

// rows renders the calls of a table that a reader needs to know.
func rows(t *catalog.Table) []string {
	var rows []string
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
		rows = append(rows, fmt.Sprintf("| %s | %s | %s | %s | %s |\n",
			code(short(t, c.Call)...), rule, ends(c), instead(t, c), cell(c.Note)))
	}
	return rows
}

// ends tells what bounds a call's wait.
func ends(c *catalog.Call) string {
	var s []string
	if c.Context != nil && len(c.Runs) == 0 {
		s = append(s, fmt.Sprintf("its context (argument %d)", *c.Context))
	}
	if c.Duration != nil && c.Effect != "" && len(c.Runs) == 0 {
		s = append(s, fmt.Sprintf("its duration (argument %d)", *c.Duration))
	}
	switch c.Ends {
	case catalog.EndsGoroutine:
		s = append(s, "ends its goroutine")
	case catalog.EndsByPanic:
		s = append(s, "panics")
	}
	if c.Join != "" {
		s = append(s, "a join by "+code(c.Join))
	}
	return strings.Join(s, ", ")
}

// instead is the library's own form that does not wait.
func instead(t *catalog.Table, c *catalog.Call) string {
	if c.Sibling == "" {
		return ""
	}
	return code(shorten(t, c.Sibling))
}
