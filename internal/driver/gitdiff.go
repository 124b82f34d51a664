package driver

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// changedLines are the lines of a file that a diff changes.
type changedLines struct {
	whole bool // all of them
	spans []span
}

// A span is the lines from first to last.
type span struct{ first, last int }

func (c *changedLines) has(line int) bool {
	if c == nil {
		return false
	}
	if c.whole {
		return true
	}
	for _, s := range c.spans {
		if s.first <= line && line <= s.last {
			return true
		}
	}
	return false
}

func (c *changedLines) add(first, last int) {
	c.spans = append(c.spans, span{first, last})
}

// parseDiff reads the output of "git diff-index -p" with the prefixes a/ and
// b/, and returns the changed lines of each file that is left, by its path.
// Where lines were only deleted, those around the place count as changed: what
// stood there, such as a directive, may have been about them.
func parseDiff(r io.Reader) (map[string]*changedLines, error) {
	p := &diffParser{in: bufio.NewReader(r), files: make(map[string]*changedLines)}
	for {
		line, err := p.line()
		if errors.Is(err, io.EOF) {
			return p.files, nil
		} else if err != nil {
			return nil, err
		}
		if err := p.header(line); err != nil {
			return nil, fmt.Errorf("line %d: %w", p.n, err)
		}
	}
}

type diffParser struct {
	in    *bufio.Reader
	n     int
	files map[string]*changedLines
	// name is the path that the file has now, "" if it is gone or unknown.
	name string
}

// line returns the next line without its end.
func (p *diffParser) line() (string, error) {
	s, err := p.in.ReadString('\n')
	if s == "" {
		return "", err
	}
	p.n++
	return strings.TrimSuffix(s, "\n"), nil
}

// file returns the lines of the current file.
func (p *diffParser) file() *changedLines {
	if p.name == "" {
		return new(changedLines)
	}
	c := p.files[p.name]
	if c == nil {
		c = new(changedLines)
		p.files[p.name] = c
	}
	return c
}

// header reads a line outside of hunks; of a hunk's header on, the hunk.
func (p *diffParser) header(line string) error {
	word, rest, _ := strings.Cut(line, " ")
	switch word {
	case "diff":
		p.name = ""
		if names, ok := strings.CutPrefix(rest, "--git "); ok {
			p.name = sameName(names)
		}
	case "rename", "copy":
		if to, ok := strings.CutPrefix(rest, "to "); ok {
			name, err := unquote(to)
			if err != nil {
				return err
			}
			p.name = name
		}
	case "+++":
		// Git puts a tab behind a name with spaces.
		name, err := unquote(strings.TrimSuffix(rest, "\t"))
		if err != nil {
			return err
		}
		p.name, _ = strings.CutPrefix(name, "b/")
		if name == "/dev/null" {
			p.name = ""
		}
	case "Binary":
		p.file().whole = true
	case "@@":
		return p.hunk(line)
	}
	return nil
}

// hunkHeader has the number of old lines, the first new line and their number.
var hunkHeader = pattern(`^@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@`)

func (p *diffParser) hunk(header string) error {
	m := hunkHeader().FindStringSubmatch(header)
	if m == nil {
		return fmt.Errorf("no hunk header: %q", header)
	}
	var nums [3]int
	for i, s := range m[1:] {
		if s == "" {
			nums[i] = 1 // the number of lines
			continue
		}
		n, err := strconv.Atoi(s)
		if err != nil {
			return err
		}
		nums[i] = n
	}
	before, next, after := nums[0], nums[1], nums[2]
	if after == 0 {
		next++ // the header names the line before
	}
	lines := p.file()
	deleted := false // lines, and none put in their place
	for before > 0 || after > 0 {
		line, err := p.line()
		if err != nil {
			return fmt.Errorf("a hunk ends too early: %w", err)
		}
		mark := byte(' ') // some tools take the blank off empty lines
		if line != "" {
			mark = line[0]
		}
		switch mark {
		case '-':
			before--
			deleted = true
		case '+':
			after--
			lines.add(next, next)
			next++
			deleted = false
		case ' ':
			if deleted {
				lines.add(next-1, next)
			}
			before--
			after--
			next++
			deleted = false
		case '\\': // No newline at end of file
		default:
			return fmt.Errorf("no line of a hunk: %q", line)
		}
	}
	if deleted {
		lines.add(next-1, next)
	}
	return nil
}

// unquote returns a name that Git may have quoted as C does.
func unquote(name string) (string, error) {
	if !strings.HasPrefix(name, `"`) {
		return name, nil
	}
	s, err := strconv.Unquote(name)
	if err != nil {
		return "", fmt.Errorf("a file name that is not quoted well: %s", name)
	}
	return s, nil
}

// sameName returns the name in "a/name b/name", or "" where there are two.
func sameName(names string) string {
	if strings.HasPrefix(names, `"`) {
		q, err := strconv.QuotedPrefix(names)
		if err != nil {
			return ""
		}
		a, errA := unquote(q)
		b, errB := unquote(strings.TrimPrefix(names[len(q):], " "))
		a, okA := strings.CutPrefix(a, "a/")
		b, okB := strings.CutPrefix(b, "b/")
		if errA != nil || errB != nil || !okA || !okB || a != b {
			return ""
		}
		return a
	}
	n := (len(names) - len("a/ b/")) / 2
	if n <= 0 {
		return ""
	}
	name := names[2:min(2+n, len(names))]
	if names != "a/"+name+" b/"+name {
		return ""
	}
	return name
}
