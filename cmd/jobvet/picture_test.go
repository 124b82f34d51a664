package main

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/jobvet/jobvet/internal/driver"
	"github.com/jobvet/jobvet/internal/engine"
	"github.com/jobvet/jobvet/internal/report"
)

// TestPicture holds docs/output.svg against what the command prints for the
// demo on a terminal. With -update it draws the picture anew.
func TestPicture(t *testing.T) {
	t.Parallel()
	dir, err := filepath.Abs(filepath.Join("..", "..", "testdata", "demo"))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	c := &driver.Command{
		Analyzer: engine.New(engine.Options{}).Analyzer(), Tool: build(t),
		Stdout: &out, Stderr: &out, Width: columns, Dir: dir, Env: os.Environ(),
	}
	if c.Run(t.Context(), []string{"-color=always", "./enrich", "./mail"}) != report.Findings {
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
		lines = append(lines, strings.TrimSuffix(line, "\n"))
	}
	width := columns*charWidth/100 + 2*margin
	height := len(lines)*lineHeight + 2*margin

	var b bytes.Buffer
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" xml:space="preserve" viewBox="0 0 %d %d" width="%d" height="%d" role="img" aria-label="What jobvet prints for the demo">
<style>
rect { fill: #fbfaf7; stroke: #d8d4ca }
text { font: 13px ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; fill: #24292f; white-space: pre }
.b { font-weight: 700 } .d { fill: #8a8f98 } .r { fill: #c4242b; font-weight: 700 } .y { fill: #8a6100; font-weight: 700 } .c { fill: #0b6e83 }
@media (prefers-color-scheme: dark) {
rect { fill: #16181d; stroke: #33373f } text { fill: #d6d9df }
.d { fill: #7d838d } .r { fill: #ff7b72 } .y { fill: #e3b341 } .c { fill: #6cc7d9 }
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

// spans turns a terminal's colours into those of the picture.
func spans(line string) string {
	classes := map[string]string{"1": "b", "2": "d", "31": "r", "33": "y", "36": "c"}
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
