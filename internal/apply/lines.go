package apply

import "strings"

// A line is a line of a text, and how it ends: "\n", "\r\n", or "" at the end
// of a text that ends without.
type line struct {
	text, end string
	// kept tells that the line is as it was.
	kept bool
}

// split returns the lines of a text. A line is kept if all of it is in one run,
// and was a line before.
func split(text, old string, runs []run) []line {
	var lines []line
	for at := 0; at < len(text); {
		n := strings.IndexByte(text[at:], '\n') + 1
		if n == 0 {
			n = len(text) - at
		}
		whole := text[at : at+n]
		for len(runs) > 0 && runs[0].end < at+n {
			runs = runs[1:]
		}
		l := newLine(whole)
		if len(runs) > 0 && runs[0].start <= at {
			from := runs[0].from + at - runs[0].start
			l.kept = (from == 0 || old[from-1] == '\n') && (l.end != "" || from+n == len(old))
		}
		lines = append(lines, l)
		at += n
	}
	return lines
}

func newLine(whole string) line {
	for _, end := range []string{"\r\n", "\n"} {
		if text, ok := strings.CutSuffix(whole, end); ok {
			return line{text: text, end: end}
		}
	}
	return line{text: whole}
}

// plain returns the text of lines with Go's own line ends.
func plain(lines []line) string {
	var b strings.Builder
	for _, l := range lines {
		b.WriteString(l.text)
		if l.end != "" {
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// raw returns the text of lines as they end.
func raw(lines []line) string {
	var b strings.Builder
	for _, l := range lines {
		b.WriteString(l.text + l.end)
	}
	return b.String()
}

// lineEndAt returns how the line at an offset ends or, if it is the last, the
// one before it.
func lineEndAt(text string, at int) string {
	i := strings.IndexByte(text[at:], '\n')
	if i >= 0 {
		i += at
	} else if i = strings.LastIndexByte(text[:at], '\n'); i < 0 {
		return "\n"
	}
	if i > 0 && text[i-1] == '\r' {
		return "\r\n"
	}
	return "\n"
}

// withLineEnd returns a text whose lines all end in the same way.
func withLineEnd(text, end string) string {
	return strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\n", end)
}
