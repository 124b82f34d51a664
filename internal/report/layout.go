package report

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/jobvet/jobvet/internal/printable"
)

// A span is a part of a line in one style.
type span struct {
	style style
	text  string
}

// A layout is text in the making: lines of spans, broken at the width of a terminal.
type layout struct {
	strings.Builder
	paint Painter
	width int // 0 if lines are not broken
}

// line adds the spans as one line with blanks between them, which begins at a column
// counted from 0. What is too long goes on at deeper lines; only plain text is broken.
func (l *layout) line(column int, spans ...span) {
	l.WriteString(strings.Repeat(" ", column))
	at := column
	for i, s := range spans {
		var row []string
		flush := func() {
			if len(row) > 0 {
				l.WriteString(l.paint(s.style, strings.Join(row, " ")))
			}
			row = nil
		}
		for j, word := range words(s) {
			size := utf8.RuneCountInString(word)
			switch first := i == 0 && j == 0; {
			case first:
			case l.width > 0 && at+1+size > l.width && at > column+indent && !strings.HasPrefix(word, "::"): // a command to a CI service
				flush()
				at = column + indent
				l.WriteString("\n" + strings.Repeat(" ", at))
			case j == 0:
				l.WriteByte(' ')
				at++
			default:
				at++
			}
			row = append(row, word)
			at += size
		}
		flush()
	}
	l.WriteByte('\n')
}

// words are the parts of a span between which a line may be broken.
func words(s span) []string {
	if s.style != plain {
		return []string{s.text}
	}
	list := strings.Split(s.text, " ")
	for i := len(list) - 1; i > 0; i-- {
		if list[i-1] == "→" {
			list = slices.Replace(list, i-1, i+1, "→ "+list[i])
		}
	}
	return list
}

// verbatim adds the spans as a line that is not broken, with a blank behind the first one.
func (l *layout) verbatim(column int, spans ...span) {
	l.WriteString(strings.Repeat(" ", column))
	for i, s := range spans {
		if i == 1 {
			l.WriteByte(' ')
		}
		if s.text != "" {
			l.WriteString(l.paint(s.style, s.text))
		}
	}
	l.WriteByte('\n')
}

func blanks(n int) string { return strings.Repeat(" ", n) }

func carets(n int) string { return strings.Repeat("^", n) }

// fitted makes of the three parts of a source line one that is fit to be printed and has
// room for, and tells which characters of it the one in the middle is, from and to. Only
// what stands before the marked part, and behind it, is left out.
func fitted(before, marked, after string, room int) (line string, from, to int) {
	show := func(s string) []rune { return []rune(printable.Text(strings.ReplaceAll(s, "\t", blanks(indent)))) }
	b, m, a := show(before), show(marked), show(after)
	if room = max(room, 8); len(b)+len(m) > room {
		if blank := len(b) - len([]rune(strings.TrimLeft(string(b), " "))); blank > 0 {
			b = b[blank:]
		}
	}
	const gap = "…"
	if cut := len(b) + len(m) - room; cut > 0 && len(b) > 0 {
		b = append([]rune(gap), b[min(cut+1, len(b)):]...)
	}
	all := string(b) + string(m) + string(a)
	from, to = len(b), len(b)+max(len(m), 1)
	if runes := []rune(all); len(runes) > room {
		all = string(runes[:room-1]) + gap
		to = min(to, room)
	}
	return all, min(from, room-1), max(to, min(from, room-1)+1)
}
