// Package vettooltest compares what jobvet finds and remembers of packages
// with what it does on x/tools' unitchecker, or with what another jobvet does.
package vettooltest

import (
	"bytes"
	"encoding/binary"
	"encoding/gob"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/go/analysis"

	"github.com/jobvet/jobvet/analyzer"
	"github.com/jobvet/jobvet/internal/vettool"
)

// Before is the environment variable that names a jobvet, built from another
// commit, to compare with instead of unitchecker. So a change that must change
// no finding and no fact is checked on all that the tests have:
//
//	JOBVET_BEFORE=/tmp/jobvet go test -count=1 -run TestSame ./internal/vettool
//	cd conformance && JOBVET_BEFORE=/tmp/jobvet go test -count=1 -timeout 1h -run TestVettool .
const Before = "JOBVET_BEFORE"

// A tool is an executable to compare, and how it writes facts.
type tool struct {
	exe    string
	decode func(vetx []byte) ([]byte, error)
	// fresh is a flag with which the go command has no results yet. It is the same in all
	// comparisons: what many trees import is compared once for each set of flags.
	fresh string
}

// Tools are two tools to compare: the one to test and the one that is right.
type Tools struct{ got, want tool }

// Build builds the tools from the module that the working directory belongs to
// or, with a replacement, requires.
func Build(t testing.TB) Tools {
	t.Helper()
	now := time.Now().UnixNano()
	fresh := func(n int64) string { return fmt.Sprintf("-jobvet.cataloghash=%d", now+n) }
	tools := Tools{got: tool{build(t, "github.com/jobvet/jobvet/cmd/jobvet"), vettool.DecodeFact, fresh(0)}}
	if before := os.Getenv(Before); before != "" {
		tools.want = tool{before, vettool.DecodeFact, fresh(1)} // which may be the same tool
	} else {
		tools.want = tool{build(t, "github.com/jobvet/jobvet/internal/vettool/plain"), plainFact, fresh(1)}
	}
	return tools
}

// build returns the executable of a package.
func build(t testing.TB, pkg string) string {
	t.Helper()
	exe := filepath.Join(t.TempDir(), path.Base(pkg))
	if out, err := exec.Command("go", "build", "-ldflags=-s -w", "-o", exe, pkg).CombinedOutput(); err != nil {
		t.Fatalf("go build %s: %v\n%s", pkg, err, out)
	}
	return exe
}

// Stats say how much was compared.
type Stats struct{ Units, Facts, Findings int }

// Compare runs go vet with both tools in a directory, and reports every package
// for which the findings or the facts differ. It compares the facts of packages that
// no earlier comparison had with the same flags.
func (tools Tools) Compare(t testing.TB, dir string, env []string, args ...string) Stats {
	t.Helper()
	want := vet(t, tools.want, dir, env, args)
	got := vet(t, tools.got, dir, env, args)
	stats := Stats{Units: len(want.facts)}
	for _, id := range slices.Sorted(maps.Keys(want.facts)) {
		fact, ok := got.facts[id]
		if !ok || !bytes.Equal(fact, want.facts[id]) {
			t.Errorf("%s: facts\n%q, want\n%q", id, fact, want.facts[id])
		}
		if len(fact) > 0 {
			stats.Facts++
		}
	}
	for id := range got.facts {
		if _, ok := want.facts[id]; !ok {
			t.Errorf("%s: has facts, but want none", id)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(want.findings)) {
		if got.findings[id] != want.findings[id] {
			t.Errorf("%s: findings\n%s\nwant\n%s", id, got.findings[id], want.findings[id])
		}
		stats.Findings += strings.Count(want.findings[id], `"category"`)
	}
	for id := range got.findings {
		if _, ok := want.findings[id]; !ok {
			t.Errorf("%s: findings\n%s\nbut want none", id, got.findings[id])
		}
	}
	if got.stderr != want.stderr {
		t.Errorf("go vet says\n%s\nwant\n%s", got.stderr, want.stderr)
	}
	return stats
}

// results are those of one run of go vet.
type results struct {
	findings map[string]string // JSON by package ID
	facts    map[string][]byte // by package ID and files; nil where there are none
	stderr   string            // sorted lines
}

// vet runs go vet with a tool. No result comes from the cache but those of earlier
// comparisons, which are not looked at again.
func vet(t testing.TB, tool tool, dir string, env, args []string) results {
	t.Helper()
	args = append([]string{"vet", "-work", "-json", "-vettool=" + tool.exe, tool.fresh}, args...)
	cmd := exec.Command("go", args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), env...)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	runErr := cmd.Run()
	m := regexp.MustCompile(`(?m)^WORK=(.*)\n`).FindStringSubmatch(stderr.String())
	if m == nil {
		t.Fatalf("go vet in %s: %v\n%s", dir, runErr, &stderr)
	}
	work := m[1]
	defer os.RemoveAll(work)
	same := strings.NewReplacer(work, "$WORK", filepath.Base(tool.exe)+": ", "TOOL: ", tool.exe, "TOOL")

	r := results{findings: make(map[string]string), facts: make(map[string][]byte)}
	lines := strings.Split(same.Replace(stderr.String()), "\n")
	lines = slices.DeleteFunc(lines, func(l string) bool { return strings.HasPrefix(l, "go: downloading ") })
	slices.Sort(lines)
	r.stderr = strings.Join(lines, "\n")
	for dec := json.NewDecoder(&stdout); ; {
		var tree map[string]json.RawMessage
		if err := dec.Decode(&tree); err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		for id, findings := range tree {
			r.findings[id] += same.Replace(string(findings))
		}
	}
	cfgs, err := filepath.Glob(filepath.Join(work, "*", "vet.cfg"))
	if err != nil || len(cfgs) == 0 {
		t.Fatalf("go vet in %s checked nothing: %v\n%s", dir, runErr, &stderr)
	}
	for _, name := range cfgs {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var cfg struct {
			ID, VetxOutput string
			GoFiles        []string
		}
		if err := json.Unmarshal(data, &cfg); err != nil {
			t.Fatal(err)
		}
		id := cfg.ID
		for _, f := range cfg.GoFiles {
			id += " " + filepath.Base(f)
		}
		vetx, err := os.ReadFile(cfg.VetxOutput)
		if os.IsNotExist(err) {
			continue // it could not be checked
		}
		if err != nil {
			t.Fatal(err)
		}
		if r.facts[id], err = tool.decode(vetx); err != nil {
			t.Errorf("%s: %v", id, err)
		}
	}
	return r
}

// plainFact returns the fact in a file that unitchecker wrote: "vetx", the
// lengths of the types and of the facts, the types, the facts.
func plainFact(vetx []byte) ([]byte, error) {
	const header = 12
	if len(vetx) < header || string(vetx[:4]) != "vetx" {
		return nil, fmt.Errorf("not a file of unitchecker's: %.20q", vetx)
	}
	facts := vetx[header+binary.LittleEndian.Uint32(vetx[4:]):]
	if len(facts) == 0 {
		return nil, nil
	}
	gob.Register(analyzer.Analyzer.FactTypes[0])
	var list []struct {
		PkgPath, Object string
		Fact            analysis.Fact
	}
	if err := gob.NewDecoder(bytes.NewReader(facts)).Decode(&list); err != nil {
		return nil, err
	}
	if len(list) != 1 || list[0].Object != "" {
		return nil, fmt.Errorf("%d facts, want one of the package", len(list))
	}
	return list[0].Fact.(vettool.Fact).MarshalBinary()
}
