package gocmd

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"
)

// screen is what a terminal shows of a text with carriage returns.
func screen(text string) string {
	var lines []string
	for line := range strings.SplitSeq(text, "\n") {
		var cells []byte
		col := 0
		for i := range len(line) {
			if line[i] == '\r' {
				col = 0
				continue
			}
			if col == len(cells) {
				cells = append(cells, 0)
			}
			cells[col] = line[i]
			col++
		}
		lines = append(lines, strings.TrimRight(string(cells), " "))
	}
	return strings.Join(lines, "\n")
}

func TestProgress(t *testing.T) {
	var out strings.Builder
	v := new(vetProgress)
	p := &progress{out: &out, doing: v.String}
	show := func(want string) {
		t.Helper()
		if got := screen(out.String()); got != want {
			t.Errorf("the screen shows %q, want %q", got, want)
		}
	}
	p.draw(1700 * time.Millisecond)
	show("jobvet: checking (1s)")
	units := v.units()
	for _, s := range []string{"{}\n", "{\n\t\"a\": {\n", "\t\t\"x\": \"{\"}\n}\n{}", "\n", "{}\n"} {
		if _, err := units.Write([]byte(s)); err != nil {
			t.Fatal(err)
		}
	}
	p.draw(61 * time.Second)
	show("jobvet: checked 4 packages (1m1s)")
	v.setTotal(12)
	p.draw(62 * time.Second)
	show("jobvet: checked 4 of 12 (1m2s)")
	fmt.Fprintln(p, "# example.com/a")
	show("# example.com/a\n")
	v.setTotal(3) // what is known of the total is wrong
	p.draw(63 * time.Second)
	show("# example.com/a\njobvet: checked 4 packages (1m3s)")
	p.erase()
	show("# example.com/a\n")
	if strings.Contains(out.String(), "\x1b") {
		t.Error("a control sequence")
	}
}

// There is none where it would end up in a file or a log.
func TestNoProgress(t *testing.T) {
	var out strings.Builder
	p := startProgress(context.Background(), &out, false)
	time.Sleep(progressDelay + progressInterval)
	fmt.Fprint(p, "x")
	p.stop()
	if out.String() != "x" {
		t.Errorf("printed %q", out.String())
	}
}
