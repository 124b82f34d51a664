package apply

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jobvet/jobvet/internal/analysed"
)

// replacing is the fix that replaces each old text in a file, which has it
// once, by the new one.
func replacing(t *testing.T, name string, oldnew ...string) Fix {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var fix Fix
	for i := 0; i < len(oldnew); i += 2 {
		at := strings.Index(string(text), oldnew[i])
		if at < 0 {
			t.Fatalf("%s has no %q", name, oldnew[i])
		}
		fix = append(fix, Edit{name, at, at + len(oldnew[i]), oldnew[i+1]})
	}
	return fix
}

// told is what the analysis says of files.
func told(t *testing.T, names ...string) map[string]*analysed.File {
	t.Helper()
	files := make(map[string]*analysed.File)
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		files[name] = &analysed.File{Name: name, Sum: analysed.Sum(text), Imports: map[string]string{"example.com/go-rate": "rate", "time": "time"}}
	}
	return files
}

func create(t *testing.T, name, text string) string {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return name
}

func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func tempDir(t *testing.T) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestWith(t *testing.T) {
	dir := tempDir(t)
	a := create(t, filepath.Join(dir, "a.go"), "package a\n\nvar x, y, z = 1, 2, 3\n")
	b := create(t, filepath.Join(dir, "b.go"), "package a\n\nvar b = 1\n")
	files := told(t, a, b)
	fixes := []Fix{
		replacing(t, a, "1, 2", "10, 20"),
		replacing(t, a, "2", "30"),          // in conflict
		replacing(t, a, "z = ", "z = 5 + "), // another text, but it includes the place where the first one starts
		append(replacing(t, a, "3", "4"), replacing(t, b, "1", "7")...),
		append(replacing(t, b, "var b", "var c"), replacing(t, a, "1, 2", "2, 1")...), // in conflict in one of its files
	}
	tree, errs := new(Tree).With(fixes, files)
	for i, want := range []error{nil, ErrConflict, nil, nil, ErrConflict} {
		if !errors.Is(errs[i], want) {
			t.Errorf("fix %d: %v, want %v", i, errs[i], want)
		}
	}
	texts := tree.Texts()
	if got, want := string(texts[a]), "package a\n\nvar x, y, z = 5 + 10, 20, 4\n"; got != want {
		t.Errorf("a is to be %q, want %q", got, want)
	}
	if got, want := string(texts[b]), "package a\n\nvar b = 7\n"; got != want {
		t.Errorf("b is to be %q, want %q", got, want)
	}
	if got := tree.groups(); len(got) != 1 || len(got[0]) != 2 {
		t.Errorf("a and b are not written together: %v", got)
	}
}

// The import that two fixes need is added once; two insertions of one fix stay
// two, and insertions of two fixes at one place both stand.
func TestMerge(t *testing.T) {
	imp := change{3, 3, "import"}
	list, ok := merge(nil, []change{imp, {9, 9, "}"}, {9, 9, "}"}})
	if !ok || len(list) != 3 {
		t.Fatalf("the first fix: %v, %v", list, ok)
	}
	list, ok = merge(list, []change{imp, {5, 7, ""}, {9, 9, "x"}})
	want := []change{imp, {5, 7, ""}, {9, 9, "}"}, {9, 9, "}"}, {9, 9, "x"}}
	if !ok || len(list) != len(want) {
		t.Fatalf("the second fix: %v, %v", list, ok)
	}
	for i := range want {
		if list[i] != want[i] {
			t.Errorf("change %d is %v, want %v", i, list[i], want[i])
		}
	}
	for _, c := range []change{{5, 7, "other"}, {6, 6, "within"}, {4, 6, ""}, {6, 8, ""}} {
		if _, ok := merge(list, []change{c}); ok {
			t.Errorf("%v does not conflict", c)
		}
	}
	for _, c := range []change{{5, 7, ""}, {5, 5, "before"}, {7, 7, "behind"}, {7, 9, ""}} {
		if _, ok := merge(list, []change{c}); !ok {
			t.Errorf("%v conflicts", c)
		}
	}
}

// A file that is not what was analysed keeps out each fix that touches it.
func TestChanged(t *testing.T) {
	dir := tempDir(t)
	a := create(t, filepath.Join(dir, "a.go"), "package a\n\nvar a = 1\n")
	b := create(t, filepath.Join(dir, "b.go"), "package a\n\nvar b = 1\n")
	both := append(replacing(t, a, "1", "2"), replacing(t, b, "1", "2")...)
	only := replacing(t, a, "var", "const")
	files := told(t, a, b)
	create(t, b, "package a\n\nvar b = 9\n") // of the same size
	tree, errs := new(Tree).With([]Fix{both, only}, files)
	var wrong *FileError
	if !errors.As(errs[0], &wrong) || wrong.File != b || !errors.Is(errs[0], ErrChanged) {
		t.Errorf("the fix of both files: %v", errs[0])
	}
	if errs[1] != nil || tree.Len() != 1 {
		t.Errorf("the fix of the other file: %v, %d files", errs[1], tree.Len())
	}
	for _, f := range []*analysed.File{nil, {Name: a}} {
		if _, errs := new(Tree).With([]Fix{only}, map[string]*analysed.File{a: f}); !errors.Is(errs[0], ErrChanged) {
			t.Errorf("a file of which nothing is known: %v", errs[0])
		}
	}
	for _, e := range []Edit{{a, -1, 2, ""}, {a, 4, 2, ""}, {a, 4, 200, ""}} {
		if _, errs := new(Tree).With([]Fix{{e}}, told(t, a)); errs[0] == nil {
			t.Errorf("%v is applied", e)
		}
	}
	if _, errs := new(Tree).With([]Fix{{{a, 2, 6, ""}, {a, 4, 8, ""}}}, told(t, a)); errs[0] == nil {
		t.Error("a fix that overlaps itself is applied")
	}
	if _, errs := new(Tree).With([]Fix{{{filepath.Join(dir, "none.go"), 0, 0, ""}}}, nil); errs[0] == nil {
		t.Error("a file that is not there is changed")
	}
}

// A second round builds upon the first.
func TestRounds(t *testing.T) {
	a := create(t, filepath.Join(tempDir(t), "a.go"), "package a\n\nvar a = 1\n")
	first, _ := new(Tree).With([]Fix{replacing(t, a, "1", "22")}, told(t, a))
	files := map[string]*analysed.File{a: {Name: a, Sum: analysed.Sum(first.Texts()[a])}}
	second, errs := first.With([]Fix{{{a, 19, 21, "3"}}}, files)
	if errs[0] != nil {
		t.Fatal(errs[0])
	}
	if got := string(first.Texts()[a]); got != "package a\n\nvar a = 22\n" {
		t.Errorf("the first tree has changed: %q", got)
	}
	if got := string(second.Texts()[a]); got != "package a\n\nvar a = 3\n" {
		t.Errorf("the second round makes %q", got)
	}
	if !bytes.Contains(second.Diff(filepath.Dir(a)), []byte("-var a = 1\n+var a = 3\n")) {
		t.Errorf("the difference is\n%s", second.Diff(filepath.Dir(a)))
	}
}

// Files in memory need no disk.
func TestOver(t *testing.T) {
	name := filepath.Join(t.TempDir(), "nowhere.go")
	text := []byte("package p\n\nvar old int\n")
	tree := Over(map[string][]byte{name: text})
	tree, errs := tree.With([]Fix{{{name, 15, 18, "fresh"}}}, map[string]*analysed.File{name: {Name: name, Sum: analysed.Sum(text)}})
	if errs[0] != nil {
		t.Fatal(errs[0])
	}
	if got := string(tree.Texts()[name]); got != "package p\n\nvar fresh int\n" {
		t.Errorf("got %q", got)
	}
}
