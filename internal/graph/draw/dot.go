package draw

import (
	"fmt"
	"io"
	"slices"
	"strings"
)

// dotStyles draw the levels, by shape and line as well as by colour.
var dotStyles = map[string]string{
	"error":      `shape=octagon, style="filled,bold", color="#b3261e", fillcolor="#fbe3e1"`,
	"caution":    `shape=hexagon, style="filled,dashed", color="#8a5a00", fillcolor="#fdf0d5"`,
	"hint":       `shape=note, style="filled,dotted", color="#1b5fa8", fillcolor="#e3eefb"`,
	"suppressed": `shape=box, style="filled,dotted", color="#6b6b6b", fillcolor="#f2f2f2"`,
	"tolerated":  `shape=box, style="rounded,filled", color="#8c8c8c", fillcolor="#fafafa"`,
}

// DOT writes the drawing in the language of Graphviz. Packages are clusters;
// a level shows by shape, by line and in the label.
func DOT(w io.Writer, d *Drawing) error {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	line("digraph jobvet {")
	line("\trankdir=LR;")
	line("\tnode [fontname=\"Helvetica,Arial,sans-serif\", fontsize=10];")
	line("\tedge [fontname=\"Helvetica,Arial,sans-serif\", fontsize=9];")

	registered := make(map[int][]string)
	for _, op := range d.Operators {
		registered[op.Func] = append(registered[op.Func], fmt.Sprintf("%s (%s), %s", op.Framework, op.Policy, op.Form))
	}
	packages := make(map[string][]int)
	var order []string
	for i, f := range d.Funcs {
		if packages[f.Package] == nil {
			order = append(order, f.Package)
		}
		packages[f.Package] = append(packages[f.Package], i)
	}
	slices.Sort(order)
	for i, pkg := range order {
		line("\tsubgraph cluster_%d {", i)
		line("\t\tlabel=%s;", quote(pkg))
		line("\t\tcolor=\"#bbbbbb\"; fontsize=9;")
		for _, n := range packages[pkg] {
			f := d.Funcs[n]
			label, style := []string{f.Name}, "shape=ellipse"
			if f.Operator {
				label, style = append(label, registered[n]...), "shape=box, style=bold, peripheries=2"
			}
			if f.At != "" {
				label = append(label, f.At)
			}
			line("\t\tf%d [label=%s, %s];", n, quote(label...), style)
		}
		line("\t}")
	}
	for i, e := range d.Effects {
		line("\te%d [label=%s, %s];", i, quote(e.Level+": "+e.Rule, e.Phrase, e.At), dotStyles[e.Level])
	}
	seen := make(map[string]bool)
	edge := func(from string, to string, style string) {
		s := fmt.Sprintf("\t%s -> %s%s;", from, to, style)
		if !seen[s] {
			seen[s] = true
			line("%s", s)
		}
	}
	for _, op := range d.Operators {
		for _, c := range op.Chains {
			for i := 1; i < len(c.Funcs); i++ {
				edge(fmt.Sprintf("f%d", c.Funcs[i-1]), fmt.Sprintf("f%d", c.Funcs[i]), "")
			}
			edge(fmt.Sprintf("f%d", c.Funcs[len(c.Funcs)-1]), fmt.Sprintf("e%d", c.Effect), " [style=dashed]")
		}
	}
	line("}")
	_, err := io.WriteString(w, b.String())
	return err
}

// quote is a DOT string of several lines.
func quote(lines ...string) string {
	var b strings.Builder
	b.WriteByte('"')
	for i, l := range lines {
		if i > 0 {
			b.WriteString(`\n`)
		}
		for _, r := range l {
			switch {
			case r == '"' || r == '\\':
				b.WriteByte('\\')
				b.WriteRune(r)
			case r < ' ' || r == 0x7f:
				b.WriteByte(' ')
			default:
				b.WriteRune(r)
			}
		}
	}
	b.WriteByte('"')
	return b.String()
}
