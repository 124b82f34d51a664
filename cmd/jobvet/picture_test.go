package main

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"
)

// TestPicture holds docs/output.svg against what the command prints for the
// demo on a terminal. With -update it draws the picture anew.
func TestPicture(t *testing.T) {
	exe := build(t, t.TempDir())
	cmd := exec.Command(exe, "-color=always", "-C", filepath.Join("..", "..", "testdata", "demo"), "./enrich", "./mail")
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Run(); err == nil {
		t.Fatalf("the demo has no findings:\n%s", &out)
	}
	got := terminal("jobvet ./enrich ./mail", out.String())
	name := filepath.Join("..", "..", "docs", "output.svg")
	if *update {
		write(t, name, got)
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s is not what is printed now (go test ./cmd/jobvet -run TestPicture -update):\n%s", name, &out)
	}
}

// The picture's measures: columns of text, and pixels.
const (
	columns    = 112
	charWidth  = 783 // in hundredths
	lineHeight = 19
	margin     = 18
)

// terminal draws a command and its output as a terminal shows them.
func terminal(command, output string) []byte {
	lines := []string{"\x1b[2m$\x1b[0m \x1b[1m" + command + "\x1b[0m"}
	for line := range strings.Lines(output) {
		lines = append(lines, wrap(strings.TrimSuffix(line, "\n"), columns)...)
	}
	width := columns*charWidth/100 + 2*margin
	height := len(lines)*lineHeight + 2*margin

	var b bytes.Buffer
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" xml:space="preserve" viewBox="0 0 %d %d" width="%d" height="%d" role="img" aria-label="What jobvet prints for the demo">
<style>
rect { fill: #fbfaf7; stroke: #d8d4ca }
text { font: 13px ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; fill: #24292f; white-space: pre }
.b { font-weight: 700 } .d { fill: #8a8f98 } .r { fill: #c4242b; font-weight: 700 } .y { fill: #8a6100; font-weight: 700 }
@media (prefers-color-scheme: dark) {
rect { fill: #16181d; stroke: #33373f } text { fill: #d6d9df }
.d { fill: #7d838d } .r { fill: #ff7b72 } .y { fill: #e3b341 }
}
</style>
<rect x="0.5" y="0.5" width="%d" height="%d" rx="8"/>
`, width, height, width, height, width-1, height-1)
	for i, line := range lines {
		fmt.Fprintf(&b, "<text x=\"%d\" y=\"%d\">%s</text>\n", margin, margin+i*lineHeight+14, spans(line))
	}
	b.WriteString("</svg>\n")
	return b.Bytes()
}

var escape = regexp.MustCompile("\x1b\\[(\\d+)m")

// wrap breaks a line at spaces, and indents what follows the first part.
func wrap(line string, columns int) []string {
	var lines []string
	var b strings.Builder
	width := 0
	for i, word := range strings.SplitAfter(line, " ") {
		n := utf8.RuneCountInString(escape.ReplaceAllString(strings.TrimSuffix(word, " "), ""))
		if i > 0 && width+n > columns {
			lines = append(lines, b.String())
			b.Reset()
			b.WriteString("    ")
			width = 4
		}
		b.WriteString(word)
		width += utf8.RuneCountInString(escape.ReplaceAllString(word, ""))
	}
	return append(lines, b.String())
}

// spans turns a terminal's colours into those of the picture.
func spans(line string) string {
	classes := map[string]string{"1": "b", "2": "d", "31": "r", "33": "y"}
	var b strings.Builder
	open := false
	for line != "" {
		loc := escape.FindStringSubmatchIndex(line)
		text, code := line, ""
		if loc != nil {
			text, code = line[:loc[0]], line[loc[2]:loc[3]]
			line = line[loc[1]:]
		} else {
			line = ""
		}
		xml.EscapeText(&b, []byte(text))
		if open {
			b.WriteString("</tspan>")
			open = false
		}
		if class := classes[code]; class != "" {
			fmt.Fprintf(&b, `<tspan class="%s">`, class)
			open = true
		}
	}
	if open {
		b.WriteString("</tspan>")
	}
	return b.String()
}
