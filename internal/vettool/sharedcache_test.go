package vettool_test

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// sharedModule needs nothing of the standard library, which would have to be
// compiled for an empty cache.
var sharedModule = map[string]string{
	"go.mod":   "module example.com/job\n\ngo 1.26.0\n",
	"low/a.go": "package low\n\n// Wait waits.\nfunc Wait(c chan int) int { return <-c }\n",
	"job/b.go": "package job\n\nimport \"example.com/job/low\"\n\ntype T struct{ c chan int }\n\n//jobvet:operator\nfunc (t *T) Work() int { return low.Wait(t.c) }\n",
}

// A shared cache holds the results of one module, checked in clean checkouts.
type sharedCache struct {
	t                 *testing.T
	cacheprog, jobvet string
	dir               string
}

// A checkedOut is a run in a clean checkout.
type checkedOut struct {
	findings string            // with the checkout's directory as DIR
	checked  int               // packages for which the tool was started
	facts    map[string]string // their files of facts
}

// check checks the module out into dir and runs go vet with an empty GOCACHE.
func (s *sharedCache) check(dir string, flags ...string) checkedOut {
	s.t.Helper()
	if err := os.RemoveAll(dir); err != nil {
		s.t.Fatal(err)
	}
	for name, text := range sharedModule {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			s.t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			s.t.Fatal(err)
		}
	}
	args := append([]string{"vet", "-x", "-work", "-json", "-vettool=" + s.jobvet}, flags...)
	cmd := exec.Command("go", append(args, "./...")...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOCACHEPROG="+s.cacheprog+" "+s.dir, "GOCACHE="+s.t.TempDir(), "GOFLAGS=", "GOWORK=off")
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		s.t.Fatalf("%v\n%s", err, &stderr)
	}
	r := checkedOut{facts: make(map[string]string)}
	work := ""
	for line := range strings.Lines(stderr.String()) {
		if w, ok := strings.CutPrefix(line, "WORK="); ok {
			work = strings.TrimSpace(w)
			s.t.Cleanup(func() { os.RemoveAll(work) })
		}
	}
	for dec := json.NewDecoder(&stdout); dec.More(); {
		var unit map[string]json.RawMessage
		if err := dec.Decode(&unit); err != nil {
			s.t.Fatal(err)
		}
		for id, findings := range unit {
			r.findings += id + " " + strings.ReplaceAll(string(findings), dir, "DIR") + "\n"
		}
	}
	cfgs, err := filepath.Glob(filepath.Join(work, "*", "vet.cfg"))
	if err != nil {
		s.t.Fatal(err)
	}
	for _, name := range cfgs {
		var cfg struct{ ID, VetxOutput string }
		data, err := os.ReadFile(name)
		if err == nil {
			err = json.Unmarshal(data, &cfg)
		}
		if err != nil {
			s.t.Fatal(err)
		}
		facts, err := os.ReadFile(cfg.VetxOutput)
		if err != nil {
			s.t.Fatal(err)
		}
		r.checked++
		r.facts[cfg.ID] = string(facts)
	}
	return r
}

// TestSharedCache answers clean checkouts from the cache of another machine, by
// way of GOCACHEPROG.
func TestSharedCache(t *testing.T) {
	bin := t.TempDir()
	s := &sharedCache{t: t, cacheprog: filepath.Join(bin, "cacheprog"), jobvet: filepath.Join(bin, "jobvet"), dir: t.TempDir()}
	for exe, pkg := range map[string]string{s.cacheprog: "./testdata/cacheprog", s.jobvet: "../../cmd/jobvet"} {
		if out, err := exec.Command("go", "build", "-o", exe, pkg).CombinedOutput(); err != nil {
			t.Fatalf("go build %s: %v\n%s", pkg, err, out)
		}
	}
	root, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	one, two := filepath.Join(root, "one"), filepath.Join(root, "two")

	first := s.check(one)
	if first.checked != 2 || !strings.Contains(first.findings, "chanwait: (*T).Work") || !strings.Contains(first.findings, `"posn": "DIR/job/b.go:8:`) {
		t.Fatalf("the first run checked %d packages and found %s", first.checked, first.findings)
	}
	if again := s.check(one); again.checked != 0 || again.findings != first.findings {
		t.Errorf("a clean checkout at the same path: %d packages checked, found %s", again.checked, again.findings)
	}

	// Elsewhere the go command does not take the same sources for the same
	// action, since what it compiles names their directories. What is
	// remembered of them is the same.
	other := s.check(two)
	if other.findings != first.findings {
		t.Errorf("elsewhere it finds\n%s\nwant\n%s", other.findings, first.findings)
	}
	for id, facts := range first.facts {
		if other.facts[id] != facts {
			t.Errorf("%s: the facts depend on the path: %q and %q", id, facts, other.facts[id])
		}
	}

	// With -trimpath it does, and repeats the findings with the directory in
	// which they were made: the cache has what the tool printed.
	trimmed := s.check(one, "-trimpath")
	if trimmed.checked != 2 || trimmed.findings != first.findings {
		t.Errorf("-trimpath: %d packages checked, found %s", trimmed.checked, trimmed.findings)
	}
	moved := s.check(two, "-trimpath")
	if moved.checked != 0 || strings.ReplaceAll(moved.findings, one, "DIR") != first.findings {
		t.Errorf("-trimpath elsewhere: %d packages checked, found %s", moved.checked, moved.findings)
	}
}
