package main

import (
	"bytes"
	"flag"
	"fmt"
	"go/format"
	"math/rand/v2"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/jobvet/jobvet/conformance/internal/tool"
)

// A host is an operator of a framework that can be run without it.
type host struct {
	name  string
	parts map[string]string
}

// limiters are the types that newLimiter of testdata/behaviour/limiters.txtar
// makes, as planted declarations write them.
var limiters = []string{
	"*in_golang_org_x_time_rate.Limiter", "*in_github_com_jobvet_jobvet_ratelimit.Limiter", "*in_github_com_juju_ratelimit.Bucket",
	"*in_github_com_beefsack_go_rate.RateLimiter", "in_github_com_failsafe_go_failsafe_go_ratelimiter.RateLimiter[int]",
	"in_k8s_io_client_go_util_flowcontrol.RateLimiter",
}

// quickHosts are run by a short test; the others compile much.
var quickHosts = []string{"watermill", "gokaloop", "jetstream", "asynq"}

var onlyHosts = flag.String("hosts", "", "the `names`, with commas between them, of the hosts that TestBehaviour runs")

// notRun are the shapes that do not fit what the generated tests expect.
var notRun = map[string]string{
	"else if err := call": "it is not asked, as the condition before it holds",
	"return call":         "it ends the operator when it is granted, too",
	"deferred":            "the element is worked on before",
	"spin":                "it never blocks, so that the bubble's time stands still",
	"passed on":           "what it is passed to decides",
}

// TestBehaviour plants calls of limiters into operators that can be run, one
// shape into each, and fixes them. The fixed operators and their originals run
// with the real libraries, in bubbles of testing/synctest: see
// testdata/behaviour/limiters.txtar for what is asked of them.
func TestBehaviour(t *testing.T) {
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	w, err := newWorkspace(dir)
	if err != nil {
		t.Fatal(err)
	}
	pairs := runnable(t)
	shared := readParts(t, "limiters")
	var mutants []*mutant
	var copies [][]*mutant
	rng := rand.New(rand.NewPCG(1, 0))
	for _, h := range hosts(t) {
		rng.Shuffle(len(pairs), func(i, j int) { pairs[i], pairs[j] = pairs[j], pairs[i] })
		n := len(pairs)
		if testing.Short() {
			n = 60
		}
		list := h.plant(t, w, pairs[:n], len(mutants))
		mutants = append(mutants, list...)
		copies = append(copies, list)
	}
	res, err := w.measure(copies, t.Logf)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range res.problems() {
		t.Errorf("%s as %q in %s: %s\n%s→\n%s", m.call.name, m.shape.name, m.op.op.Name, m.problem, m.before, m.after)
	}
	byHost := make(map[string][]*mutant)
	for _, m := range res.mutants {
		// A wait that now ends with the operator's own context is still a caution.
		if m.after != m.before && len(m.left) == 0 {
			byHost[m.op.op.Name] = append(byHost[m.op.op.Name], m)
		}
	}
	fixed := 0
	for _, list := range copies {
		var cases []*mutant
		for _, m := range list {
			if slices.Contains(byHost[m.op.op.Name], m) {
				cases = append(cases, m)
			}
		}
		if len(cases) < len(list)/3 {
			t.Errorf("%s: %d of %d are fixed: too few", list[0].dir, len(cases), len(list))
		}
		fixed += len(cases)
		fixedDir := list[0].dir
		original := strings.Replace(fixedDir, "m/", "original/", 1)
		if err := render(w, list[0].op.pkg, original, list); err != nil {
			t.Fatal(err)
		}
		name := list[0].op.pkg.name
		h := readParts(t, name)
		for dir, test := range map[string]string{fixedDir: "fixed_test.go", original: "original_test.go"} {
			files := map[string]string{"check_test.go": h["check_test.go"], "cases_test.go": casesOf(name, cases)}
			for _, file := range []string{"limiters_test.go", "behaviour_test.go", test} {
				files[file] = strings.ReplaceAll(shared[file], "$package", name)
			}
			for _, m := range cases {
				files[m.op.op.Name+"_call_test.go"] = strings.ReplaceAll(h["call_test.go"], "$op", m.op.op.Name)
			}
			for file, text := range files {
				data, err := format.Source([]byte(text))
				if err != nil {
					t.Fatalf("%s: %v\n%s", file, err, text)
				}
				if err := tool.Write(filepath.Join(w.dir, dir, file), data); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	out, msg, err := w.run("go", "test", "-vet=off", "-timeout=2m", "-v", "./m/...", "./original/...")
	counts := make(map[string]int)
	for _, m := range regexp.MustCompile(`(?m)^    --- (PASS|FAIL): Test(Fixed|Original)`).FindAllSubmatch(out, -1) {
		counts[string(m[2])+" "+string(m[1])]++
	}
	t.Logf("%d calls in %d operators, %d fixed: %v", len(pairs), len(mutants), fixed, counts)
	if err != nil || counts["Fixed PASS"] != 2*fixed || counts["Original PASS"] != fixed {
		shown := regexp.MustCompile(`(?m)^\s*--- (PASS|SKIP).*\n|^=== .*\n`).ReplaceAll(out, nil)
		for _, m := range res.mutants {
			if bytes.Contains(shown, fmt.Appendf(nil, "p%d_", m.id)) {
				t.Logf("p%d:\n%s→\n%s", m.id, m.before, m.after)
			}
		}
		t.Errorf("%v\n%s%s", err, shown, msg)
	}
}

// runnable are the calls whose limiters can be made, in the shapes whose
// outcome is known.
func runnable(t *testing.T) []pair {
	packages := []string{
		"golang.org/x/time/rate", "github.com/jobvet/jobvet/ratelimit", "github.com/juju/ratelimit", "github.com/beefsack/go-rate",
		"github.com/failsafe-go/failsafe-go/ratelimiter", "k8s.io/client-go/util/flowcontrol",
	}
	list, _, err := calls(func(_, pkg string) bool { return slices.Contains(packages, pkg) })
	if err != nil {
		t.Fatal(err)
	}
	return slices.DeleteFunc(pairsOf(list), func(p pair) bool {
		return !slices.Contains(limiters, p.call.on) || p.shape.handled || p.shape.needs != "" || notRun[p.shape.name] != ""
	})
}

func readParts(t *testing.T, name string) map[string]string {
	ar, err := txtar.ParseFile(filepath.Join("testdata/behaviour", name+".txtar"))
	if err != nil {
		t.Fatal(err)
	}
	parts := make(map[string]string)
	for _, f := range ar.Files {
		parts[f.Name] = string(f.Data)
	}
	return parts
}

func hosts(t *testing.T) []host {
	names, err := filepath.Glob("testdata/behaviour/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	var list []host
	for _, n := range names {
		name := strings.TrimSuffix(filepath.Base(n), ".txtar")
		wanted := !testing.Short() || slices.Contains(quickHosts, name)
		if *onlyHosts != "" {
			wanted = slices.Contains(strings.Split(*onlyHosts, ","), name)
		}
		if name != "limiters" && wanted {
			list = append(list, host{name, readParts(t, name)})
		}
	}
	return list
}

// plant makes an operator of the host for each pair. first is how many there
// are already.
func (h *host) plant(t *testing.T, w *workspace, pairs []pair, first int) []*mutant {
	dir := "src/" + h.name
	var ops []tool.Operator
	for i := range pairs {
		name := fmt.Sprintf("Op%d", first+i+1)
		text := strings.ReplaceAll(h.parts["op.go"], "$op", name)
		file := dir + "/" + strings.ToLower(name) + ".go"
		if err := tool.Write(filepath.Join(w.dir, file), []byte(text)); err != nil {
			t.Fatal(err)
		}
		// The operator is the function that works.
		for j, line := range strings.Split(text, "\n") {
			if m := regexp.MustCompile(`^func (?:\([^)]*\) )?(\w+)\(.*\{$`).FindStringSubmatchIndex(line); m != nil && strings.Contains(strings.SplitN(text, line, 2)[1][:12], "worked++") {
				ops = append(ops, tool.Operator{File: file, Line: j + 1, Column: m[2] + 1, Name: name, Framework: h.name})
			}
		}
	}
	if err := tool.Write(filepath.Join(w.dir, dir, "worked.go"), fmt.Appendf(nil, "package %s\n\nvar worked int\n", h.name)); err != nil {
		t.Fatal(err)
	}
	p, err := readPackage(w, dir, ops)
	if err != nil {
		t.Fatal(err)
	}
	if len(p.targets) != len(pairs) {
		t.Fatalf("%s: %d of %d operators were found", h.name, len(p.targets), len(pairs))
	}
	var list []*mutant
	for i, op := range p.targets {
		list = append(list, &mutant{id: first + i + 1, call: pairs[i].call, shape: pairs[i].shape, op: op, at: op.spots[0].offset, list: op.spots[0].list})
	}
	return list
}

// casesOf is the file that lists the cases of a package.
func casesOf(name string, mutants []*mutant) string {
	var b strings.Builder
	fmt.Fprintf(&b, "package %s\n\nvar behaviours = []behaviour{\n", name)
	for _, m := range mutants {
		fmt.Fprintf(&b, "{%q, func(exhausted bool) { newLimiter(&p%dOn, exhausted) }, call%s},\n",
			fmt.Sprintf("p%d %s as %s", m.id, m.call.name, m.shape.name), m.id, m.op.op.Name)
	}
	b.WriteString("}\n")
	return b.String()
}
