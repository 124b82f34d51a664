package main

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// most is how much more a package of twice the size may take.
const most = 2.5

// quadratic are the shapes that take the square of their size: a fix asks for
// all the statements around its place.
var quadratic = map[string]bool{"branches": true, "selects": true, "sends": true}

// TestLinear counts how many statements the analysis runs, which is the same
// on every machine, for packages of a size and of twice that.
func TestLinear(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the analyzer with counters")
	}
	exe := filepath.Join(t.TempDir(), "growth")
	build := exec.Command("go", "build", "-cover", "-covermode=atomic", "-coverpkg=github.com/jobvet/jobvet/analyzer,github.com/jobvet/jobvet/internal/...,github.com/jobvet/jobvet/bench/growth", "-o", exe, ".")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for _, s := range shapes {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			const n = 200
			small, large := count(t, exe, s.name, n), count(t, exe, s.name, 2*n)
			ratio := float64(large) / float64(small)
			t.Logf("%d statements, then %d: %.2f times as many", small, large, ratio)
			if linear := ratio <= most; linear == quadratic[s.name] {
				t.Errorf("a package of twice the size takes %.2f times as many statements (at most %.1f: %v), want that to be %v", ratio, most, linear, !quadratic[s.name])
			}
		})
	}
}

// count returns how many statements of the analyzer run for a shape of size n.
func count(t *testing.T, exe, shape string, n int) int {
	t.Helper()
	dir := t.TempDir()
	run := exec.Command(exe, "-one", "-n", strconv.Itoa(n), shape)
	run.Env = append(os.Environ(), "GOCOVERDIR="+dir)
	if out, err := run.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	profile := filepath.Join(dir, "profile")
	if out, err := exec.Command("go", "tool", "covdata", "textfmt", "-i="+dir, "-o="+profile).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	f, err := os.Open(profile)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	sum := 0
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		place, counts, ok := strings.Cut(lines.Text(), " ")
		if !ok || place == "mode:" {
			continue
		}
		var statements, times int
		if _, err := fmt.Sscan(counts, &statements, &times); err != nil {
			t.Fatalf("%q: %v", lines.Text(), err)
		}
		// The catalogue is read once, whatever the package, and this package
		// is counted only because nothing is without it.
		if !strings.Contains(place, "/internal/catalog/") && !strings.Contains(place, "/bench/growth/") {
			sum += statements * times
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	if sum == 0 {
		t.Fatal("nothing was counted")
	}
	return sum
}
