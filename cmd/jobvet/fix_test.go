package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"go/format"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "rewrite the golden parts of testdata/fix")

// TestFix applies the fixes of the fixtures in testdata/fix with the real go
// vet -fix, and checks that what comes out is as wanted, compiles, has no
// finding of the rule left that was fixed, and stays as it is when fixed again.
//
// A fixture is a file x.go of an archive, with x.go.golden as what becomes of
// it; one without a golden part has no fix. The files of an archive are one
// package, and all packages are checked together: to start the tools for each
// would take minutes. Each has a subtest all the same, and only the archives are
// checked that -run asks for: -run TestFix/shapes$ takes seconds. A comment
// "// keeps: rule n" says how many findings of a rule are to be left in the file.
//
// In testdata/fix all kinds of fixes are asked for; testdata/fix/unasked has
// those that are made unasked.
func TestFix(t *testing.T) {
	t.Parallel()
	testFixes(t, "../../testdata/fix", "-jobvet.cure=give-back,drop")
}

func TestFixUnasked(t *testing.T) {
	t.Parallel()
	testFixes(t, "../../testdata/fix/unasked")
}

func testFixes(t *testing.T, dir string, flags ...string) {
	tree := testFixTree(t, dir)
	if tree == nil {
		return
	}
	exe := build(t)
	run, input, golden, wantMoved := tree.run, tree.input, tree.golden, tree.moved
	vet := func(args ...string) []string {
		return slices.Concat([]string{"vet", "-vettool=" + exe, "-jobvet.level=hint"}, flags, args, []string{"./..."})
	}
	out, msg, err := run(vet("-json")...)
	if err != nil {
		t.Fatalf("the fixtures do not check: %v\n%s", err, msg)
	}
	before := findingsByFile(t, out)
	moved := moveLimiters(t, out, input)
	if _, msg, err := run(vet("-fix")...); err != nil {
		t.Errorf("go vet -fix: %v\n%s", err, msg)
	}
	fixed := make(map[string]string)
	for path, in := range input {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		fixed[path] = string(data)
		want, changed := golden[path]
		if !changed {
			want = in
		}
		if string(data) != want && !*update {
			tree.errorf(path, "fixed to\n%s\nwant\n%s", data, want)
		}
	}
	for path, text := range moved {
		if wantMoved[path] != text && !*update {
			tree.errorf(path, "with its limiter moved\n%s\nwant\n%s", text, wantMoved[path])
		}
		// The moved ones are packages of their own.
		dir := filepath.Dir(path) + "_moved"
		if err := os.MkdirAll(dir, 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, filepath.Base(path)), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		fixed[filepath.Join(dir, filepath.Base(path))] = text
	}
	for path, want := range wantMoved {
		if _, ok := moved[path]; !ok && !*update {
			tree.errorf(path, "its limiter is not moved, want\n%s", want)
		}
	}
	if *update {
		updateFixtures(t, tree, fixed, moved)
	}

	// Compiled and vetted, by vet's own checks.
	if _, msg, err := run("vet", "./..."); err != nil {
		t.Errorf("the fixed code does not build or is not vetted:\n%s", msg)
	}
	after, msg, err := run(vet("-json")...)
	if err != nil {
		t.Errorf("the fixed code does not check: %v\n%s", err, msg)
	}
	left := findingsByFile(t, after)
	for path := range moved {
		if n := left[filepath.Join(filepath.Dir(path)+"_moved", filepath.Base(path))]["ratewait"]; n != 0 {
			tree.errorf(path, "%d findings of ratewait are left with its limiter moved", n)
		}
	}
	for path := range golden {
		for rule, n := range before[path] {
			want := 0
			fmt.Sscanf(behind(input[path], "// keeps: "+rule+" "), "%d", &want)
			if got := left[path][rule]; got != want {
				tree.errorf(path, "%d of %d findings of %s are left, want %d", got, n, rule, want)
			}
		}
	}
	if _, msg, err := run(vet("-fix")...); err != nil {
		t.Errorf("go vet -fix once more: %v\n%s", err, msg)
	}
	for path, want := range fixed {
		if data := read(t, path); data != want {
			tree.errorf(path, "fixed once more it becomes\n%s", data)
		}
	}
	t.Logf("%d fixtures, %d with a fix", len(input), len(golden))
}

// behind is what follows sep in s.
func behind(s, sep string) string {
	_, rest, _ := strings.Cut(s, sep)
	return rest
}

func rel(root, path string) string {
	r, err := filepath.Rel(root, path)
	if err != nil {
		return path
	}
	return filepath.ToSlash(r)
}

// findingsByFile counts the findings of each rule and level in the output of go vet -json.
func findingsByFile(t *testing.T, out string) map[string]map[string]int {
	t.Helper()
	counts := make(map[string]map[string]int)
	for dec := json.NewDecoder(strings.NewReader(out)); dec.More(); {
		var tree map[string]map[string][]struct{ Category, Posn, Message string }
		if err := dec.Decode(&tree); err != nil {
			t.Fatal(err)
		}
		for _, byAnalyzer := range tree {
			for _, d := range byAnalyzer["jobvet"] {
				file, _, _ := strings.Cut(d.Posn, ".go:")
				file += ".go"
				if counts[file] == nil {
					counts[file] = make(map[string]int)
				}
				kind := d.Category
				if strings.HasPrefix(d.Message, kind+": caution: ") || strings.HasPrefix(d.Message, kind+": hint: ") {
					kind += " (not an error)"
				}
				counts[file][kind]++
			}
		}
	}
	return counts
}

// updateFixtures writes the golden parts of what -run asks for anew.
func updateFixtures(t *testing.T, tree *fixTree, fixed, moved map[string]string) {
	t.Helper()
	for _, name := range tree.archives {
		ar := parseArchive(t, name)
		var files []txtar.File
		for _, f := range ar.Files {
			source := strings.TrimSuffix(strings.TrimSuffix(f.Name, ".golden"), ".moved")
			asked := tree.subtests.Asked(fixtureName(name, source))
			if source != f.Name && asked {
				continue
			}
			files = append(files, f)
			if source != f.Name || !asked {
				continue
			}
			path := filepath.Join(tree.root, packageOf(name), f.Name)
			if got := fixed[path]; got != string(f.Data) {
				files = append(files, txtar.File{Name: f.Name + ".golden", Data: []byte(got)})
			}
			if got, ok := moved[path]; ok {
				files = append(files, txtar.File{Name: f.Name + ".moved", Data: []byte(got)})
			}
		}
		ar.Files = files
		if err := os.WriteFile(name, txtar.Format(ar), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// moveLimiters applies the alternative fixes that move limiters, all of a
// package together, and returns the files of these packages by path.
func moveLimiters(t *testing.T, out string, input map[string]string) map[string]string {
	t.Helper()
	type edit struct {
		Filename   string
		Start, End int
		New        string
	}
	edits := make(map[edit]bool)
	dirs := make(map[string]bool)
	for dec := json.NewDecoder(strings.NewReader(out)); dec.More(); {
		var tree map[string]map[string][]struct {
			Fixes []struct {
				Message string
				Edits   []edit
			} `json:"suggested_fixes"`
		}
		if err := dec.Decode(&tree); err != nil {
			t.Fatal(err)
		}
		for _, byAnalyzer := range tree {
			for _, d := range byAnalyzer["jobvet"] {
				for _, f := range d.Fixes {
					if !strings.HasPrefix(f.Message, "Move ") || !strings.HasPrefix(filepath.Base(filepath.Dir(f.Edits[0].Filename)), "move") {
						continue
					}
					for _, e := range f.Edits {
						edits[e] = true
						dirs[filepath.Dir(e.Filename)] = true
					}
				}
			}
		}
	}
	byFile := make(map[string][]edit)
	for e := range edits {
		byFile[e.Filename] = append(byFile[e.Filename], e)
	}
	moved := make(map[string]string)
	for path, text := range input {
		if !dirs[filepath.Dir(path)] {
			continue
		}
		list := byFile[path]
		slices.SortFunc(list, func(a, b edit) int { return b.Start - a.Start })
		for _, e := range list {
			text = text[:e.Start] + e.New + text[e.End:]
		}
		// As go vet -fix does with imports that all fixes together make useless.
		if !regexp.MustCompile(`\brate\.`).MatchString(text) {
			text = strings.Replace(text, `"golang.org/x/time/rate"`, "", 1)
		}
		formatted, err := format.Source([]byte(text))
		if err != nil {
			t.Errorf("%s: %v", path, err)
		}
		moved[path] = string(formatted)
	}
	return moved
}
