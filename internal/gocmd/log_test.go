package gocmd

import (
	"reflect"
	"strings"
	"testing"

	"github.com/jobvet/jobvet/internal/printable"
)

func TestGoLog(t *testing.T) {
	for _, tt := range []struct {
		name, in, out string
		failures      []Failure
	}{
		{name: "nothing"},
		{
			name: "a package and its variant",
			in: `# example.com/a [example.com/a.test]
a/a.go:5:18: declared and not used: x
# example.com/a
a/a.go:5:18: declared and not used: x
a/a.go:5:46: undefined: f
# example.com/a
# [example.com/a]
a/a.go:5:46: undefined: f
`,
			out: `# example.com/a
a/a.go:5:18: declared and not used: x
# example.com/a
a/a.go:5:46: undefined: f
`,
			failures: []Failure{
				{"example.com/a", "a/a.go:5:18: declared and not used: x"},
				{"example.com/a", "a/a.go:5:46: undefined: f"},
			},
		},
		{
			name: "equal lines in a block",
			in: `# example.com/cgo
a.go:3: error: 'x' undeclared
    3 | x
      | ^
a.go:4: error: 'y' undeclared
    4 | y
      | ^
`,
			out: `# example.com/cgo
a.go:3: error: 'x' undeclared
    3 | x
      | ^
a.go:4: error: 'y' undeclared
    4 | y
      | ^
`,
			failures: []Failure{{"example.com/cgo",
				"a.go:3: error: 'x' undeclared\n    3 | x\n      | ^\na.go:4: error: 'y' undeclared\n    4 | y\n      | ^"}},
		},
		{
			name: "errors of the go command",
			in: "go: downloading golang.org/x/time v0.15.0\n" +
				"go: warning: \"./x/...\" matched no packages\n" +
				"a.go:3:8: no required module provides package example.com/b; to add it:\n" +
				"\tgo get example.com/b\n" +
				"go: updates to go.mod needed",
			out: "go: downloading golang.org/x/time v0.15.0\n" +
				"go: warning: \"./x/...\" matched no packages\n" +
				"a.go:3:8: no required module provides package example.com/b; to add it:\n" +
				"\tgo get example.com/b\n" +
				"go: updates to go.mod needed\n",
			failures: []Failure{
				{"", "a.go:3:8: no required module provides package example.com/b; to add it:\n\tgo get example.com/b"},
				{"", "go: updates to go.mod needed"},
			},
		},
		{
			name:     "Windows lines",
			in:       "# example.com/a\r\na\\a.go:1:1: bad\r\n",
			out:      "# example.com/a\na\\a.go:1:1: bad\n",
			failures: []Failure{{"example.com/a", `a\a.go:1:1: bad`}},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for _, size := range []int{1, 7, 1 << 10} {
				var out strings.Builder
				log := newGoLog(&out, nil)
				for in := tt.in; in != ""; {
					n := min(size, len(in))
					if _, err := log.Write([]byte(in[:n])); err != nil {
						t.Fatal(err)
					}
					in = in[n:]
				}
				log.Close()
				if out.String() != tt.out {
					t.Errorf("in pieces of %d:\n%swant:\n%s", size, &out, tt.out)
				}
				if !reflect.DeepEqual(log.failures, tt.failures) {
					t.Errorf("in pieces of %d: failures %q, want %q", size, log.failures, tt.failures)
				}
			}
		})
	}
}

func FuzzGoLog(f *testing.F) {
	f.Add("# a\nx\n# a\nx\n", uint8(3))
	f.Add("go: downloading x\n\ty\n", uint8(1))
	f.Add("# \r\n\n#", uint8(2))
	f.Fuzz(func(t *testing.T, s string, size uint8) {
		var out strings.Builder
		log := newGoLog(&out, nil)
		for in := s; in != ""; {
			n := min(int(size)+1, len(in))
			log.Write([]byte(in[:n]))
			in = in[n:]
		}
		log.Close()
		// No line is lost, except as a repetition.
		shown := make(map[string]bool)
		for line := range strings.Lines(out.String()) {
			shown[strings.TrimSuffix(line, "\n")] = true
		}
		for line := range strings.Lines(s) {
			if whole, ok := strings.CutSuffix(line, "\n"); ok {
				line = strings.TrimSuffix(whole, "\r")
			}
			if header, ok := strings.CutPrefix(line, "# "); ok {
				pkg, _, _ := strings.Cut(header, " ")
				if strings.HasPrefix(pkg, "[") {
					continue
				}
				if pkg != "" {
					line = "# " + pkg
				}
			}
			if line = printable.Lines(line); !shown[line] {
				t.Errorf("%q is missing in %q", line, out.String())
			}
		}
		var whole strings.Builder
		log = newGoLog(&whole, nil)
		log.Write([]byte(s))
		log.Close()
		if whole.String() != out.String() {
			t.Errorf("in one piece %q, in pieces %q", whole.String(), out.String())
		}
	})
}
