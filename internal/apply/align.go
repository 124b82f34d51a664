package apply

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/rogpeppe/go-internal/diff"
)

// A block is lines of a text and those that became of them: the same number of lines that
// are the same but for white space, or any numbers of others.
type block struct {
	old, oldEnd, new, newEnd int
	same                     bool
}

// blocks compares lines with those that became of them.
func blocks(lines, formatted []line) []block {
	var (
		list     []block
		old, new int
	)
	same := func(n int) {
		if n > 0 {
			list = append(list, block{old, old + n, new, new + n, true})
			old, new = old+n, new+n
		}
	}
	for l := range strings.Lines(string(diff.Diff("", keys(lines), "", keys(formatted)))) {
		switch l[0] {
		case '@':
			var start, count int
			fmt.Sscanf(l, "@@ -%d,%d", &start, &count)
			if count > 0 {
				start-- // it is the line before where none is replaced
			}
			same(start - old)
		case ' ':
			same(1)
		case '-', '+':
			if strings.HasPrefix(l, "--- ") || strings.HasPrefix(l, "+++ ") {
				continue // no key has a blank
			}
			if len(list) == 0 || list[len(list)-1].same {
				list = append(list, block{old, old, new, new, false})
			}
			b := &list[len(list)-1]
			if l[0] == '-' {
				old++
			} else {
				new++
			}
			b.oldEnd, b.newEnd = old, new
		}
	}
	same(len(lines) - old)
	return list
}

// keys is a text with a line for each line, without its white space.
func keys(lines []line) []byte {
	var b strings.Builder
	for _, l := range lines {
		b.WriteString(strings.Map(func(r rune) rune {
			if unicode.IsSpace(r) {
				return -1
			}
			return r
		}, l.text))
		b.WriteByte('\n')
	}
	return []byte(b.String())
}
