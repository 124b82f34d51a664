package main

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestPrograms is the short run. The whole is go run ./programs.
func TestPrograms(t *testing.T) {
	res, err := prove(t.TempDir(), &options{short: true, limit: 30 * time.Second}, t.Logf)
	if errors.Is(err, errNoTests) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	res.print(&out, testing.Verbose())
	t.Log("\n" + out.String())
	if n := len(res.harmed()); n > 0 {
		t.Errorf("%d changed programs do not end as they did", n)
	}
	// So that nothing is left out by and by, without anybody seeing it.
	if n := res.count(same); res.programs < 200 || n < 5 {
		t.Errorf("%d programs, %d changed that end as they did: too few", res.programs, n)
	}
}

// TestJudge fixes programs by hand, rightly and wrongly.
func TestJudge(t *testing.T) {
	tests := []struct {
		name, file, before, old, new string
		function                     string
		want                         verdict
		why                          string
	}{
		{name: "the fixed program waits for itself",
			before: "package main\n\nfunc main() {\n\tch := make(chan int)\n\tgo func() { ch <- 1 }()\n\tprintln(<-ch)\n}\n",
			old:    "go func", new: "func", want: hangs, why: deadlock},
		{name: "the fixed program spins",
			before: "package main\n\nimport \"sync/atomic\"\n\nfunc main() {\n\tvar done atomic.Bool\n\tgo func() {\n\t\tfor !done.Load() {\n\t\t}\n\t}()\n\tdone.Store(true)\n}\n",
			old:    "go func", new: "func", want: hangs, why: "does not end"},
		{name: "the channel has room",
			before: "package main\n\nfunc main() {\n\tch := make(chan int, 1)\n\tgo func() { ch <- 1 }()\n\tprintln(<-ch)\n}\n",
			old:    "go func", new: "func", want: same},
		{name: "the fixed program prints more",
			before: "package main\n\nfunc main() {\n\tprintln(1)\n}\n",
			old:    "println(1)", new: "println(1)\n\tprintln(2)", want: differs, why: "prints"},
		{name: "the fixed program fails",
			before: "package main\n\nfunc main() {\n\tprintln(1)\n}\n",
			old:    "println(1)", new: "println(1)\n\tpanic(2)", want: differs, why: "exit status 2"},
		{name: "the fixed program does not build",
			before: "package main\n\nfunc main() {\n\tprintln(1)\n}\n",
			old:    "println(1)", new: "println(x)", want: differs, why: "undefined: x"},
		{name: "addresses and times are of no account",
			before: "package main\n\nimport \"time\"\n\nfunc main() {\n\tprintln(new(time.Time), time.Now().String())\n}\n",
			old:    "println(", new: "_ = make([]byte, 10)\n\tprintln(", want: same},
		{name: "the program never ends",
			before: "package main\n\nfunc main() {\n\tfor {\n\t}\n}\n",
			old:    "for {", new: "for range 3 {", want: leftOut, why: "before"},
		{name: "the program does not build",
			before: "package main\n\nfunc main() {\n\tprintln(x)\n}\n",
			old:    "println(x)", new: "println(1)", want: leftOut, why: "undefined: x"},
		{name: "the program prints something else each time",
			before: "package main\n\nimport \"math/rand\"\n\nfunc main() {\n\tprintln(rand.Int())\n}\n",
			old:    "println(", new: "println(1, ", want: same},
		{name: "the program fails before and after",
			before: "package main\n\nfunc main() {\n\tpanic(1)\n}\n",
			old:    "panic(1)", new: "println(1)\n\tpanic(1)", want: same, why: "fails with exit status 2"},
		{name: "a test passes", file: "src/a_test.go", function: "TestA",
			before: "package a_test\n\nimport \"testing\"\n\nfunc TestA(t *testing.T) {\n\tch := make(chan int)\n\tgo close(ch)\n\t<-ch\n}\n\nfunc TestB(t *testing.T) { select {} }\n",
			old:    "go close", new: "close", want: same},
		{name: "a test fails", file: "src/a_test.go", function: "TestA",
			before: "package a_test\n\nimport \"testing\"\n\nfunc TestA(t *testing.T) {\n\tt.Log(1)\n}\n",
			old:    "Log", new: "Error", want: differs, why: "exit status 1"},
		{name: "an example without its output", file: "src/a_test.go", function: "ExampleA",
			before: "package a_test\n\nimport \"fmt\"\n\nfunc ExampleA() {\n\tfmt.Println(1)\n}\n",
			old:    "1", new: "2", want: differs, why: "prints"},
		{name: "an example with its output", file: "src/a_test.go", function: "ExampleA",
			before: "package a_test\n\nimport \"fmt\"\n\nfunc ExampleA() {\n\tfmt.Println(1)\n\t// Output: 1\n}\n",
			old:    "ln(1)", new: "ln(2)", want: differs, why: "exit status 1"},
	}
	var changes []*change
	for _, tt := range tests {
		file := tt.file
		if file == "" {
			file = "test/a.go"
		}
		s := &source{name: file, text: tt.before, isTest: strings.HasSuffix(file, "_test.go")}
		after := strings.Replace(tt.before, tt.old, tt.new, 1)
		if after == tt.before {
			t.Fatalf("%s: nothing is changed", tt.name)
		}
		changes = append(changes, &change{source: s, function: tt.function, after: after})
	}
	if err := judge(t.TempDir(), changes, 10*time.Second); err != nil {
		t.Fatal(err)
	}
	for i, tt := range tests {
		if c := changes[i]; c.verdict != tt.want || !strings.Contains(c.why, tt.why) {
			t.Errorf("%s: %s %q, want %s %q", tt.name, c.verdict, c.why, tt.want, tt.why)
		}
	}
}

// TestResult counts a program once, however many policies harm it.
func TestResult(t *testing.T) {
	a, b, c, d := &source{name: "a.go"}, &source{name: "b_test.go"}, &source{name: "c.go"}, &source{name: "d.go"}
	res := &result{programs: 9, changes: []*change{
		{source: a, policies: "forbid", after: "1\n", verdict: hangs},
		{source: a, policies: "bounded", after: "2\n", verdict: hangs, why: "it does not end"},
		{source: b, function: "TestA", verdict: differs},
		{source: b, function: "TestB", verdict: differs},
		{source: c, verdict: same},
		{source: d, verdict: leftOut},
	}}
	if n := len(res.harmed()); n != 4 {
		t.Errorf("%d changes harm, want 4", n)
	}
	var out strings.Builder
	res.print(&out, false)
	for _, want := range []string{
		"a.go (bounded): hangs it does not end\n", "\n+2\n", "b_test.go TestA", "\n1 programs are left out",
		"\n9 programs, 5 changed, 1 hang, 2 differ\n",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is missing in\n%s", want, out.String())
		}
	}
	if strings.Contains(out.String(), "c.go") {
		t.Errorf("a program that ends as it did is shown:\n%s", out.String())
	}
}

// TestNewSource reads files that are programs, and others.
func TestNewSource(t *testing.T) {
	program := "\n\npackage main\n\nfunc main() {}\n"
	for _, tt := range []struct {
		name, file, text string
		want             []string // flags and arguments; nil if it is no program
	}{
		{"run", "a.go", "// run" + program, []string{}},
		{"run below a constraint", "a.go", "//go:build linux\n\n// run" + program, []string{}},
		{"run with arguments", "a.go", "// run a b" + program, []string{"a", "b"}},
		{"run with a flag", "a.go", "// run -gcflags=-l=4" + program, []string{"-gcflags=-l=4"}},
		{"run with another flag", "a.go", "// run -race" + program, nil},
		{"run with quotes", "a.go", "// run -gcflags='all=-N -l'" + program, nil},
		{"run with another file", "a.go", "// run b.go" + program, nil},
		{"runoutput", "a.go", "// runoutput" + program, nil},
		{"errorcheck", "a.go", "// errorcheck" + program, nil},
		{"run in the text", "a.go", "// compile" + program + "\n// run\n", nil},
		{"package", "a.go", "// run\n\npackage a\n", nil},
		{"no Go", "a.go", "// run\n\npackage main\n\nfunc {", nil},
		{"internal", "a.go", "// run\n\npackage main\n\nimport _ \"internal/abi\"\n", nil},
		{"module", "a.go", "// run\n\npackage main\n\nimport _ \"golang.org/x/net/nettest\"\n", nil},
		{"test", "a_test.go", "package a_test\n\nfunc TestA() {}\n", []string{}},
		{"example", "a_test.go", "package a_test\n\nfunc Example() {}\n", []string{}},
		{"inner test", "a_test.go", "package a\n\nfunc TestA() {}\n", nil},
		{"helper", "a_test.go", "package a_test\n\nfunc TestMain() {}\nfunc helper() {}\n", nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			if s := newSource(tt.file, tt.text); s != nil {
				got = append([]string{}, s.args...)
				if s.gcflags != "" {
					got = append(got, s.gcflags)
				}
			}
			if (got == nil) != (tt.want == nil) || !slices.Equal(got, tt.want) {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
}

// TestMark makes operators of all functions, and of nothing else.
func TestMark(t *testing.T) {
	s := newSource("a.go", `// run

package main

func main() {}

// f is documented.
//
//go:noinline
func f() { _ = func() {} }
func (t) m() {}

type t struct{}; func g() {}

func assembly()
`)
	want := `// run

package main

//jobvet:operator bounded
func main() {}

// f is documented.
//
//go:noinline
//jobvet:operator bounded
func f() { _ = func() {} }

//jobvet:operator bounded
func (t) m() {}

type t struct{}

//jobvet:operator bounded
func g() {}

func assembly()
`
	if got := s.with("bounded"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestChanged finds the programs of a test file that a fix changes.
func TestChanged(t *testing.T) {
	s := newSource("a_test.go", `package a_test

import ("fmt"; "testing")

func TestA(t *testing.T) { fmt.Println("a") }
func TestB(t *testing.T) { fmt.Println("b") }
func ExampleC() { fmt.Println("c") }
func ExampleD() {
	fmt.Println("d")
	// Output: d
}
func helper() { fmt.Println("h") }
`)
	for _, tt := range []struct{ old, new, want string }{
		{`"a"`, `"x"`, "TestA"},
		{`"c"`, `"x"`, "ExampleC"},
		{`"h"`, `"x"`, "ExampleC ExampleD TestA TestB"},
		{`"testing"`, `"testing"; "os"`, "ExampleC ExampleD TestA TestB"},
		{"import", "\nimport", ""},
	} {
		if got := strings.Join(s.changed(strings.Replace(s.text, tt.old, tt.new, 1)), " "); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.new, got, tt.want)
		}
	}
	// Only what go test does not run itself has a driver.
	if d := s.driver(); !strings.Contains(d, "func Test_ExampleC(") || strings.Contains(d, "ExampleD") {
		t.Error(d)
	}
}

// TestSources says what to do where the distribution has no tests.
func TestSources(t *testing.T) {
	_, err := sources(t.TempDir(), func(string) bool { return true })
	if !errors.Is(err, errNoTests) || !strings.Contains(err.Error(), "go.dev/dl") {
		t.Error(err)
	}
}
