package explain

import (
	"strings"
	"testing"
)

const spanSource = `package p

func f(ctx int) {
	g(
		1,
		2,
	)
	if h(
		ctx,
	) {
		g(3)
	}
	go func() {
		g(4)
	}()
	select {
	case <-c:
		g(5)
	}
	x := map[string]int{
		"a": 1,
	}
}

var v = g(
	6,
)
`

func TestSpanOf(t *testing.T) {
	for line, want := range map[int][2]int{
		1: {1, 1}, 2: {2, 2},
		4: {4, 7}, 5: {4, 7}, 7: {4, 7}, // a call of several lines
		8: {8, 10}, 9: {8, 10}, // the head of an if
		11: {11, 11},
		13: {13, 13}, 14: {14, 14}, // a goroutine's own statements
		16: {16, 16}, 17: {17, 17}, 18: {18, 18},
		20: {20, 22}, 21: {20, 22},
		25: {25, 27}, 26: {25, 27},
	} {
		s, err := SpanOf("p.go", []byte(spanSource), line)
		if err != nil || s.Line != line || [2]int{s.From, s.To} != want {
			t.Errorf("line %d: got %+v, %v; want %v", line, s, err, want)
		}
	}
}

// A case of a select belongs to its select; what it does then does not, nor do
// the cases of switches.
func TestSpanOfCase(t *testing.T) {
	const src = `package p

func f() {
	select {
	case <-a:
		g(1)
	case b <- h(
		2,
	):
		select {
		case <-c:
		default:
		}
	case d <- func() int {
		g(3)
		return 0
	}():
	}
	switch {
	case g(4):
	}
	select {
	case <-a: g(5)
	}
}
`
	for line, want := range map[int]int{22: 0, 23: 22, 4: 0, 5: 4, 6: 0, 7: 4, 8: 4, 10: 0, 11: 10, 12: 10, 13: 0, 14: 4, 15: 0, 16: 0, 20: 0} {
		if s, err := SpanOf("p.go", []byte(src), line); err != nil || s.Select != want {
			t.Errorf("line %d: %+v, %v; want the select of line %d", line, s, err, want)
		}
	}
}

func TestSpanOfNoLine(t *testing.T) {
	for _, src := range []string{"", "package p", "package p\n"} {
		_, err := SpanOf("p.go", []byte(src), 2)
		if err == nil || !strings.Contains(err.Error(), "there is no line 2") {
			t.Errorf("%q: %v", src, err)
		}
	}
}

// A file that does not parse has lines all the same.
func TestSpanOfBroken(t *testing.T) {
	if s, err := SpanOf("p.go", []byte("package p\n\nfunc {\n\tf(\n"), 4); err != nil || s.Line != 4 || s.From > 4 || s.To < 4 {
		t.Errorf("%+v, %v", s, err)
	}
}

func FuzzSpanOf(f *testing.F) {
	f.Add(spanSource, 4)
	f.Add("package p\nfunc f() { go func() {}() }", 2)
	f.Fuzz(func(t *testing.T, src string, line int) {
		s, err := SpanOf("p.go", []byte(src), line)
		if err == nil && (s.Line != line || s.From > line || s.To < line) {
			t.Errorf("%+v", s)
		}
	})
}
