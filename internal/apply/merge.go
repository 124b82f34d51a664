package apply

import (
	"cmp"
	"slices"
	"strings"
)

// A change replaces a part of a text, between two offsets.
type change struct {
	start, end int
	text       string
}

func sortChanges(list []change) {
	slices.SortStableFunc(list, compareChanges)
}

func compareChanges(a, b change) int {
	return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(a.end, b.end))
}

// overlaps reports whether two changes touch the same text, or one of them is an
// insertion within what the other replaces. Insertions at one place do not
// overlap.
func (c change) overlaps(d change) bool {
	return c.start < d.end && d.start < c.end
}

// merge adds the changes of one fix to those of others; both are sorted. A
// change that another fix makes as well is made once: it is the import that
// both need. It is false if the fix is in conflict with the others.
func merge(list, fix []change) ([]change, bool) {
	merged := slices.Clone(list)
	taken := make([]bool, len(list)) // by a change of the fix
	for _, c := range fix {
		same := false
		for i, d := range list {
			if d == c && !taken[i] {
				taken[i], same = true, true
				break
			}
			if d != c && d.overlaps(c) {
				return nil, false
			}
		}
		if !same {
			merged = append(merged, c)
		}
	}
	sortChanges(merged)
	return merged, true
}

// A run is a part of a text that came unchanged from another one.
type run struct {
	start, end int // in the new text
	from       int // where it starts in the old one
}

// whole returns the changes with each insertion of lines at the end of a line,
// before the line's own end, as one behind that, which comes to the same: so the line
// itself is not changed.
func whole(text string, list []change) []change {
	list = slices.Clone(list)
	next := len(text) + 1 // where the change behind starts
	for to := len(list); to > 0; {
		from := to - 1
		for from > 0 && list[from-1].start == list[to-1].start {
			from--
		}
		at := list[from].start
		end := ""
		for _, e := range []string{"\r\n", "\n"} {
			if strings.HasPrefix(text[at:], e) {
				end = e
				break
			}
		}
		ok := end != "" && next >= at+len(end)
		for _, c := range list[from:to] {
			ok = ok && c.end == at && strings.HasPrefix(withLineEnd(c.text, "\n"), "\n")
		}
		if ok {
			for i := range list[from:to] {
				c := &list[from+i]
				c.text = withLineEnd(c.text, "\n")[1:] + "\n"
				c.start, c.end = at+len(end), at+len(end)
			}
		}
		next, to = at, from
	}
	return list
}

// edited returns the text with the changes, which are sorted and do not
// overlap, and what of it is as it was.
func edited(text string, list []change) (string, []run) {
	var (
		b    strings.Builder
		runs []run
		at   int
	)
	keep := func(to int) {
		runs = append(runs, run{b.Len(), b.Len() + to - at, at})
		b.WriteString(text[at:to])
	}
	for _, c := range list {
		keep(c.start)
		b.WriteString(withLineEnd(c.text, lineEndAt(text, c.start)))
		at = c.end
	}
	keep(len(text))
	return b.String(), runs
}
