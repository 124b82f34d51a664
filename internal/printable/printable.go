// Package printable makes foreign text safe to print: names of files, which come from
// the file system and from //line comments, and texts that contain them. The
// result moves no cursor, breaks no line, and is not a command to a CI service that
// reads logs. Other text stays as it is, so that names can be copied. Formats for
// programs keep the exact names.
//
// The functions have no state and are safe for concurrent use.
package printable

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Text returns s for use within a line: runes that do not show and bytes that
// are not UTF-8 become escapes as Go writes them, such as \n and \x1b. So does
// the second "#" of what GitHub and Azure take for a command wherever it stands
// in a line, "##[" and "##vso[".
func Text(s string) string { return escape(s, "") }

// Path returns a file's name as Text does. A relative name that GitHub would
// take for a command at the beginning of a line gets a "./" in front.
func Path(name string) string { return guard(Text(name)) }

// Lines returns text of several lines, such as another command's output: each
// of its lines as Path would, but with its tabs.
func Lines(s string) string {
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		lines[i] = guard(escape(line, "\t"))
	}
	return strings.Join(lines, "\n")
}

// Sprintf is fmt.Sprintf with what the arguments say made fit to be printed:
// strings as Text does; errors and others that have a String method as Lines,
// since an error may be of several lines.
func Sprintf(format string, args ...any) string {
	safe := make([]any, len(args))
	for i, a := range args {
		switch a := a.(type) {
		case string:
			safe[i] = Text(a)
		case error:
			safe[i] = Lines(a.Error())
		case fmt.Stringer:
			safe[i] = Lines(a.String())
		default:
			safe[i] = a
		}
	}
	return fmt.Sprintf(format, safe...)
}

// Count returns "1 thing" or "n things".
func Count(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}

// escape escapes what does not show, except for the runes of keep, and the
// commands that may stand anywhere.
func escape(s, keep string) string {
	if plain(s) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			fmt.Fprintf(&b, `\x%02x`, s[i])
		case r == '#' && i > 0 && s[i-1] == '#' && (strings.HasPrefix(s[i:], "#[") || strings.HasPrefix(s[i:], "#vso[")):
			b.WriteString(`\x23`)
		case strconv.IsPrint(r), strings.ContainsRune(keep, r):
			b.WriteRune(r)
		default:
			quoted := strconv.QuoteRune(r)
			b.WriteString(quoted[1 : len(quoted)-1])
		}
		i += size
	}
	return b.String()
}

// plain reports whether s needs no escaping at all, like most texts.
func plain(s string) bool {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c > '~' || c == '#' {
			return false
		}
	}
	return true
}

// guard puts "./" in front of what would be a command at the beginning of a
// line. Blanks in front of a command do not hinder GitHub.
func guard(line string) string {
	if strings.HasPrefix(strings.TrimLeftFunc(line, unicode.IsSpace), "::") {
		return "./" + line
	}
	return line
}
