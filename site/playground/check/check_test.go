package check

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// checker returns a checker that knows what the playground knows.
func checker(t *testing.T) *Checker {
	t.Helper()
	name := filepath.Join(t.TempDir(), "types.gz")
	cmd := exec.Command("go", "run", "./playground/pack", "-o", name)
	cmd.Dir = "../.."
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("pack: %v\n%s", err, out)
	}
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	c, err := New(f)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestCheck(t *testing.T) {
	c := checker(t)
	data, err := os.ReadFile("../../../testdata/demo/mail/mail.go")
	if err != nil {
		t.Fatal(err)
	}
	mail := string(data)

	t.Run("findings", func(t *testing.T) {
		r := c.Check(mail)
		if r.Errors != nil || r.Notes != nil || len(r.Findings) != 2 || len(r.Operators) != 2 {
			t.Fatalf("%+v", r)
		}
		f := r.Findings[0]
		if f.Rule != "ratewait" || f.Level != "error" || f.Line == 0 || f.Fix == "" || f.Advice == "" || len(f.Way) == 0 {
			t.Errorf("%+v", f)
		}
		if line := strings.Split(mail, "\n")[f.Line-1]; !strings.Contains(line, "lim.Wait(") {
			t.Errorf("the finding stands at %q", line)
		}
	})
	t.Run("the same again", func(t *testing.T) {
		if a, b := c.Check(mail), c.Check(mail); len(a.Findings) != len(b.Findings) || a.Findings[0].Place != b.Findings[0].Place {
			t.Errorf("%+v\n%+v", a, b)
		}
	})
	t.Run("one fix", func(t *testing.T) {
		fixed, err := c.Fix(mail, 0)
		if err != nil || !strings.Contains(fixed, "lim.Wait(ctx)") || !strings.Contains(fixed, "time.Sleep(") {
			t.Errorf("%v\n%s", err, fixed)
		}
		for _, i := range []int{-1, 2} {
			if got, err := c.Fix(mail, i); !errors.Is(err, ErrNoFix) || got != mail {
				t.Errorf("finding %d: %v", i, err)
			}
		}
	})
	t.Run("all fixes", func(t *testing.T) {
		fixed, err := c.FixAll(mail)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range c.Check(fixed).Findings {
			if f.Level == "error" {
				t.Errorf("%+v", f)
			}
		}
		if _, err := c.FixAll(fixed); !errors.Is(err, ErrNoFix) {
			t.Errorf("fixed twice: %v", err)
		}
	})
	t.Run("clean", func(t *testing.T) {
		r := c.Check("package p\n\nimport \"time\"\n\nfunc main() { time.Sleep(1) }\n")
		if r.Errors != nil || r.Findings != nil || r.Operators != nil {
			t.Errorf("%+v", r)
		}
	})

	for _, test := range []struct{ name, text, want string }{
		{"no code", "", "expected 'package'"},
		{"syntax", "package p\n\nfunc f( {\n", "expected"},
		{"a type", "package p\n\nvar x int = \"\"\n", "cannot use"},
		{"an unknown name", "package p\n\nvar x = y\n", "undefined: y"},
		{"an unknown name of the standard library", "package p\n\nimport \"time\"\n\nvar x = time.Nope\n", "undefined: time.Nope"},
		{"a misspelt library", strings.Replace(mail, "riverqueue/river\"", "riverqueue/rivr\"", 1), "did you mean github.com/riverqueue/river?"},
		{"too much", "package p\n" + strings.Repeat("// more\n", MaxSize/8), "the playground takes"},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := c.Check(test.text)
			if r.Errors == nil || !strings.Contains(r.Errors[0].Message, test.want) || r.Findings != nil {
				t.Errorf("%+v", r)
			}
		})
	}

	// Of what it does not know it says so, and checks the rest.
	for _, test := range []struct{ name, text string }{
		{"a method", mail + "\nfunc more(job *river.Job[Args]) { println(job.NoSuchField) }\n"},
		{"a function", mail + "\nfunc more() { river.NoSuchFunction(1) }\n"},
		{"a field of a literal", mail + "\nvar more = river.Config{NoSuchField: 1}\n"},
		{"a package", strings.Replace(mail, "import (\n", "import (\n\t\"example.com/me/store\"\n", 1) + "\nfunc more() { store.Put(1) }\n"},
	} {
		t.Run("beyond the playground: "+test.name, func(t *testing.T) {
			if r := c.Check(test.text); len(r.Notes) != 1 || r.Errors != nil || len(r.Findings) != 2 {
				t.Errorf("%+v", r)
			}
		})
	}
}
