package subtest

import (
	"flag"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// inner is set where TestInner is run by TestStart, to see how it fails.
var inner = flag.Bool("inner", false, "run TestInner")

// TestInner has faults for a, for d/e and for one that is not there.
func TestInner(t *testing.T) {
	if !*inner {
		t.Skip("is run by TestStart")
	}
	s := Start(t, []string{"a", "d/e", "b", "d/f", "d"})
	t.Logf("names %s", strings.Join(s.Names(), " "))
	for _, name := range s.Names() {
		if !s.Asked(name) {
			t.Errorf("%s is not asked for", name)
		}
	}
	s.Errorf("a", "fault %d", 1)
	s.Errorf("d/e", "fault %d", 2)
	s.Errorf("other", "fault %d", 3)
}

func TestStart(t *testing.T) {
	for _, test := range []struct {
		run  string
		want []string
	}{
		{"TestInner", []string{"names a d d/e d/f b", "fault 1", "fault 2", "fault 3", "FAIL: TestInner", "FAIL: TestInner/a", "FAIL: TestInner/d", "FAIL: TestInner/d/e", "PASS: TestInner/b", "PASS: TestInner/d/f"}},
		{"TestInner/a", []string{"names a", "fault 1", "fault 3", "FAIL: TestInner", "FAIL: TestInner/a"}},
		{"TestInner/b", []string{"names b", "fault 3", "FAIL: TestInner", "PASS: TestInner/b"}},
		{"TestInner/d/e", []string{"names d d/e", "fault 2", "fault 3", "FAIL: TestInner", "FAIL: TestInner/d", "FAIL: TestInner/d/e"}},
		{"TestInner/d/f", []string{"names d d/f", "fault 3", "FAIL: TestInner", "PASS: TestInner/d", "PASS: TestInner/d/f"}},
	} {
		out, err := exec.Command(os.Args[0], "-inner", "-test.v", "-test.parallel=1", "-test.run="+test.run+"$").Output()
		if err == nil {
			t.Errorf("-run %s passes", test.run)
		}
		var got []string
		for line := range strings.Lines(string(out)) {
			for _, word := range []string{"names ", "fault ", "FAIL: ", "PASS: "} {
				if i := strings.Index(line, word); i >= 0 {
					line, _, _ = strings.Cut(line[i:], " (")
					got = append(got, strings.TrimSpace(line))
				}
			}
		}
		slices.Sort(got)
		slices.Sort(test.want)
		if !slices.Equal(got, test.want) {
			t.Errorf("-run %s: got %q\nwant %q\n%s", test.run, got, test.want, out)
		}
	}
}
