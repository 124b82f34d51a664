package apply

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

var names = map[string]string{"example.com/go-rate": "rate", "time": "time", "errors": "errors"}

const clean = `// Package p is formatted.
package p

import (
	"context"

	"example.com/go-rate"
)

type T struct {
	lim  *rate.Limiter
	name string // a comment
}

func (t *T) work(ctx context.Context) error {
	if err := t.lim.Wait(ctx); err != nil {
		return err
	}
	return nil
}

var text = ` + "`raw\n\ttext`" + `
`

const dirty = `package p
import "context"
import (
  "time"
  "errors"
)

func  other( a int,b int )  { if (a>b) { println( a ) } ; println(b) }


func work(ctx context.Context) error {
	x:=1
	  y  :=  2 // why
	wait(ctx)
	_,_=x,y
	time.Sleep(1)
      return errors.New( "x  y" )
}
var   z = map[string]int{ "a":1 }`

// at is the change that replaces the text by another, or adds to it.
func at(t testing.TB, in, old, text string) change {
	t.Helper()
	i := strings.Index(in, old)
	if i < 0 {
		t.Fatalf("no %q in the text", old)
	}
	if added, ok := strings.CutPrefix(text, old); ok {
		return change{i + len(old), i + len(old), added}
	}
	return change{i, i + len(old), text}
}

func TestTidy(t *testing.T) {
	const asked = "if !t.lim.Allow() {\nreturn later\n}"
	tests := []struct {
		name, in string
		changes  [][2]string
		want     func(in string) string
	}{
		{"formatted", clean, [][2]string{{"if err := t.lim.Wait(ctx); err != nil {\n\t\treturn err\n\t}", asked}}, func(in string) string {
			return strings.Replace(in, "\tif err := t.lim.Wait(ctx); err != nil {\n\t\treturn err\n\t}", "\tif !t.lim.Allow() {\n\t\treturn later\n\t}", 1)
		}},
		// What is aligned with a changed line is formatted, too.
		{"aligned", clean, [][2]string{{"lim ", "limiter "}}, func(in string) string {
			return strings.Replace(in, "\tlim  *rate.Limiter\n\tname string // a", "\tlimiter *rate.Limiter\n\tname    string // a", 1)
		}},
		{"useless import", clean, [][2]string{{"*rate.Limiter", "limiter"}}, func(in string) string {
			in = strings.Replace(in, "\n\t\"example.com/go-rate\"\n", "", 1)
			return strings.Replace(in, "lim  *rate.Limiter", "lim  limiter", 1)
		}},
		{"imports are sorted", clean, [][2]string{{"\"context\"", "\"context\"\n\"bytes\""}}, func(in string) string {
			return strings.Replace(in, "\t\"context\"", "\t\"bytes\"\n\t\"context\"", 1)
		}},
		{"not formatted", dirty, [][2]string{{"wait(ctx)", "if !ask() {\nreturn later\n}"}}, func(in string) string {
			return strings.Replace(in, "\twait(ctx)\n", "\tif !ask() {\n\t\treturn later\n\t}\n", 1)
		}},
		{"within a bad line", dirty, [][2]string{{"println( a )", "println( 2 )"}}, func(in string) string {
			return strings.Replace(in, "func  other( a int,b int )  { if (a>b) { println( a ) } ; println(b) }",
				"func other(a int, b int) {\n\tif a > b {\n\t\tprintln(2)\n\t}\n\tprintln(b)\n}", 1)
		}},
		{"not formatted, useless import", dirty, [][2]string{{"time.Sleep(1)", "nap()"}}, func(in string) string {
			return strings.Replace(strings.Replace(in, "  \"time\"\n", "", 1), "time.Sleep(1)", "nap()", 1)
		}},
		{"not formatted, new import", dirty, [][2]string{{"import \"context\"", "import \"context\"\nimport \"log\""}}, func(in string) string {
			return strings.Replace(in, "import \"context\"\n", "import \"context\"\nimport \"log\"\n", 1)
		}},
		{"whole lines go", dirty, [][2]string{{"\twait(ctx)\n", ""}}, func(in string) string {
			return strings.Replace(in, "\twait(ctx)\n", "", 1)
		}},
	}
	for _, tt := range tests {
		for _, form := range []struct {
			name string
			of   func(string) string
		}{
			{"LF", func(s string) string { return s }},
			{"CRLF", func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") }},
			{"BOM", func(s string) string { return byteOrderMark + s }},
		} {
			t.Run(tt.name+" "+form.name, func(t *testing.T) {
				in := form.of(tt.in)
				var changes []change
				for _, c := range tt.changes {
					old := c[0]
					if form.name == "CRLF" {
						old = form.of(old)
					}
					changes = append(changes, at(t, in, old, c[1]))
				}
				got := string(tidy([]byte(in), changes, names))
				if want := form.of(tt.want(tt.in)); got != want {
					t.Errorf("got\n%q\nwant\n%q", got, want)
				}
			})
		}
	}
}

// What is no Go after the changes is left for the check of the package.
func TestTidyBroken(t *testing.T) {
	if got := string(tidy([]byte("package p\n\nvar a = 1\n"), []change{{14, 15, "{"}}, nil)); got != "package p\n\nvar{a = 1\n" {
		t.Errorf("got %q", got)
	}
}

// In a file with both line ends each line keeps its own, and new ones end as
// those around them.
func TestMixedLineEnds(t *testing.T) {
	in := "package p\r\n\r\nvar a = 1\r\nvar b = 2\n\nvar c = 3\n"
	got := string(tidy([]byte(in), []change{at(t, in, "1", "f(\n1,\n)"), at(t, in, "3", "f(\n3,\n)")}, nil))
	if want := "package p\r\n\r\nvar a = f(\r\n\t1,\r\n)\r\nvar b = 2\n\nvar c = f(\n\t3,\n)\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	// A carriage return in a raw string is not the end of a line.
	in = "package p\n\nvar a = `x\ry\r\nz`\nvar b = 2\n"
	got = string(tidy([]byte(in), []change{at(t, in, "2", "3")}, nil))
	if want := strings.Replace(in, "2", "3", 1); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// Lines that no change touches stay byte for byte, wherever changes are and
// however the file is formatted, and what is formatted is so afterwards.
func FuzzTidy(f *testing.F) {
	for seed := range uint64(40) {
		f.Add(seed, clean, seed%2 == 0)
		f.Add(seed, dirty, seed%2 == 1)
	}
	f.Fuzz(func(t *testing.T, seed uint64, in string, crlf bool) {
		if _, err := printed(in); err != nil || strings.Contains(in, "\r") || strings.HasPrefix(in, byteOrderMark) {
			t.Skip()
		}
		lines := strings.SplitAfter(in, "\n")
		rnd := rand.New(rand.NewPCG(seed, 1))
		if !strings.ContainsAny(in, "`*") { // in raw strings and comments blanks are text
			for i, l := range lines {
				if rnd.IntN(2) == 0 {
					lines[i] = strings.Repeat(" ", rnd.IntN(4)) + strings.ReplaceAll(l, ", ", " , ")
				}
			}
			in = strings.Join(lines, "")
		}
		touched := make([]bool, len(lines))
		var changes []change
		offset := 0
		for i, l := range lines {
			// A statement before a statement, which is a line that is one.
			code := strings.TrimSpace(l)
			if rnd.IntN(3) == 0 && (strings.HasPrefix(code, "wait(") || strings.HasPrefix(code, "time.") || strings.HasPrefix(code, "return ") || strings.HasPrefix(code, "x:=")) {
				p := offset + strings.Index(l, code)
				changes = append(changes, change{p, p, "if x() {\ny()\n}\n"})
				touched[i] = true
			}
			offset += len(l)
		}
		text := in
		if crlf {
			text = strings.ReplaceAll(in, "\n", "\r\n")
			for i := range changes {
				n := strings.Count(in[:changes[i].start], "\n")
				changes[i].start += n
				changes[i].end += n
			}
		}
		got := string(tidy([]byte(text), changes, nil))
		if crlf {
			if strings.Contains(strings.ReplaceAll(got, "\r\n", ""), "\n") {
				t.Fatalf("a line does not end with CRLF: %q", got)
			}
			got = strings.ReplaceAll(got, "\r\n", "\n")
		}
		if isFormatted(in) {
			if !isFormatted(got) {
				t.Errorf("it is not formatted any more:\n%s", got)
			}
			return
		}
		out := strings.SplitAfter(got, "\n")
		for i, l := range lines {
			if touched[i] {
				continue
			}
			at := slices.Index(out, l)
			if at < 0 {
				t.Fatalf("line %d, %q, is lost in\n%s", i+1, l, got)
			}
			out = out[at+1:] // in order
		}
	})
}
