package report

import (
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/jobvet/jobvet/internal/paths/pathstest"
	"github.com/jobvet/jobvet/internal/vettool"
)

// Findings of the same key are numbered in their order.
func TestSetFingerprints(t *testing.T) {
	list := []Result{waits("a", "/src/a/a.go", 3, "f"), waits("a", "/src/a/b.go", 5, "f"), waits("a", "/src/a/a.go", 7, "f")}
	setFingerprints(list)
	for i, n := range []int{0, 0, 1} {
		if want := list[i].key().Fingerprint(n); list[i].Fingerprint != want || len(want) != 16 {
			t.Errorf("%d: %s, want %s", i, list[i].Fingerprint, want)
		}
	}
}

func TestWorkflowCommand(t *testing.T) {
	c := workflowCommand{name: "error", message: "50% of a,b: c\r\nd"}
	if got, want := c.String(), "::error::50%25 of a,b: c%0D%0Ad"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	c.add("file", "a,b:c%/d\n.go")
	c.addNumber("line", 3)
	c.addNumber("col", 0)
	c.add("title", "")
	if got, want := c.String(), "::error file=a%2Cb%3Ac%25/d%0A.go,line=3::50%25 of a,b: c%0D%0Ad"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestRepositoryRoot(t *testing.T) {
	root, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	sub := filepath.Join(root, "repo", "a", "b")
	if err := os.MkdirAll(sub, 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(root, "repo", ".git"), nil, 0o666); err != nil { // a work tree's
		t.Fatal(err)
	}
	for _, tt := range []struct{ dir, workspace, want string }{
		{sub, "", filepath.Join(root, "repo")},
		{filepath.Join(root, "repo"), "", filepath.Join(root, "repo")},
		{sub, root, root},
		{sub, root + string(filepath.Separator), root},
		{sub, filepath.Join(root, "other"), filepath.Join(root, "repo")},
		{sub, "relative", filepath.Join(root, "repo")},
	} {
		if got, below := repositoryRoot(tt.dir, tt.workspace); got != tt.want || below != tt.dir {
			t.Errorf("repositoryRoot(%s, %q) = %s, %s; want %s", tt.dir, tt.workspace, got, below, tt.want)
		}
	}
	if runtime.GOOS == "windows" {
		return
	}
	link := filepath.Join(root, "link")
	if err := os.Symlink(sub, link); err != nil {
		t.Fatal(err)
	}
	for _, workspace := range []string{"", filepath.Join(root, "repo")} {
		if got, below := repositoryRoot(link, workspace); got != filepath.Join(root, "repo") || below != sub {
			t.Errorf("by a link: %s, %s", got, below)
		}
	}
}

func TestURIs(t *testing.T) {
	r := &Report{dir: pathstest.Native("/src/repo/a"), root: pathstest.Native("/src/repo")}
	for _, tt := range []struct {
		file string
		want sarifArtifactLocation
	}{
		{"b.go", sarifArtifactLocation{"a/b.go", sourceRoot}},
		{"ä b/#?%.go", sarifArtifactLocation{"a/%C3%A4%20b/%23%3F%25.go", sourceRoot}},
		{"../c:d.go", sarifArtifactLocation{"./c:d.go", sourceRoot}},
		{"/src/other/x y.go", sarifArtifactLocation{URI: "file:///src/other/x%20y.go"}},
	} {
		if runtime.GOOS == "windows" && strings.Contains(tt.file, ":") {
			continue // no name there
		}
		got := r.artifact(pathstest.Native(tt.file))
		got.URI = strings.Replace(got.URI, "file:///C:/", "file:///", 1) // the drive
		if got != tt.want {
			t.Errorf("artifact(%q) = %+v, want %+v", tt.file, got, tt.want)
		}
	}
	if got, want := r.directory(r.root).URI, "./"; got != want {
		t.Errorf("the root: %q, want %q", got, want)
	}
	if got, want := fileURI("C:/src/r"), "file:///C:/src/r"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func FuzzURI(f *testing.F) {
	f.Add("a b/ä#%.go")
	f.Add("c:d")
	f.Fuzz(func(t *testing.T, name string) {
		if strings.ContainsAny(name, "\\") || !filepath.IsLocal(name) {
			return
		}
		name = filepath.Clean(name)
		r := &Report{dir: "/src", root: "/src"}
		base, _ := url.Parse("file:///src/")
		got, err := base.Parse(r.artifact(name).URI)
		if err != nil || filepath.Clean(got.Path) != filepath.Clean("/src/"+name) {
			t.Errorf("%q becomes %v, %v", name, got, err)
		}
	})
}

func TestSARIFText(t *testing.T) {
	for in, want := range map[string]string{
		"Wait of river.Job[Args]":      "Wait of river.Job[Args]",
		"calls Do[T](ctx)":             `calls Do\[T\](ctx)`,
		"a[0], b[x](1)":                `a[0], b\[x\](1)`,
		"(*geo.Client[K, V]).Lookup()": "(*geo.Client[K, V]).Lookup()",
	} {
		if got := sarifText(in).Text; got != want {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
	}
}

func TestSources(t *testing.T) {
	f := newSourceFile([]byte("ab\nä🚚b\n\nx"))
	for _, tt := range []struct{ line, col, want int }{
		{1, 1, 1}, {1, 3, 3},
		{2, 1, 1}, {2, 3, 2}, {2, 7, 4}, {2, 8, 5},
		{2, 90, 90}, {9, 5, 5}, {0, 5, 5}, {1, 0, 0}, {4, 2, 2},
	} {
		if got := f.column(tt.line, tt.col); got != tt.want {
			t.Errorf("column(%d, %d) = %d, want %d", tt.line, tt.col, got, tt.want)
		}
	}
	for _, tt := range []struct {
		offset, line, col int
		ok                bool
	}{
		{0, 1, 1, true}, {2, 1, 3, true}, {3, 2, 1, true}, {5, 2, 2, true}, {9, 2, 4, true},
		{11, 3, 1, true}, {12, 4, 1, true}, {13, 4, 2, true}, {14, 0, 0, false}, {-1, 0, 0, false},
	} {
		line, col, ok := f.place(tt.offset)
		if line != tt.line || col != tt.col || ok != tt.ok {
			t.Errorf("place(%d) = %d, %d, %t; want %d, %d, %t", tt.offset, line, col, ok, tt.line, tt.col, tt.ok)
		}
	}
	var s sources
	missing := s.file(filepath.Join(t.TempDir(), "missing.go"))
	if got := missing.column(3, 4); got != 4 {
		t.Errorf("column in a missing file %d, want 4", got)
	}
}

func FuzzSources(f *testing.F) {
	f.Add("ab\nä🚚b\n\nx", 5)
	f.Fuzz(func(t *testing.T, text string, offset int) {
		file := newSourceFile([]byte(text))
		line, col, ok := file.place(offset)
		if !ok || !utf8.ValidString(text) || !utf8.ValidString(text[:offset]) {
			return
		}
		before := text[:offset]
		start := strings.LastIndexByte(before, '\n') + 1
		if want := strings.Count(before, "\n") + 1; line != want {
			t.Errorf("line %d, want %d", line, want)
		}
		if want := len(utf16.Encode([]rune(before[start:]))) + 1; col != want {
			t.Errorf("column %d, want %d", col, want)
		}
		if got := file.column(line, offset-start+1); got != col {
			t.Errorf("column(%d, %d) = %d, want %d", line, offset-start+1, got, col)
		}
	})
}

func TestEditable(t *testing.T) {
	for text, want := range map[string]bool{
		"package a\n": true,
		"package a\n\nimport \"fmt\"\n\nvar _ = fmt.Sprint // generated\n": true,
		"package a\n\nimport \"C\"\n":                                      false,
		"package a\n\nimport (\n\t\"fmt\"\n\t\"C\"\n)\n":                   false,
		"// Code generated by x. DO NOT EDIT.\n\npackage a\n":              false,
		"package a\n\n//line a.y:1\nvar x int\n":                           false,
		"package a\n\nfunc f() { /*line a.y:1*/ }\n":                       false,
		"no Go": false,
	} {
		if got := newSourceFile([]byte(text)).editable(); got != want {
			t.Errorf("editable is %t for %q", got, text)
		}
	}
	if new(sourceFile).editable() {
		t.Error("a missing file is editable")
	}
}

// Fixes become replacements; one that cannot be applied makes none.
func TestSARIFFixes(t *testing.T) {
	dir := t.TempDir()
	good, cgo := filepath.Join(dir, "a.go"), filepath.Join(dir, "c.go")
	for name, text := range map[string]string{good: "package a\n\nvar ä = 1\n", cgo: "package a\n\nimport \"C\"\n"} {
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	r := &Report{dir: dir, root: dir}
	edit := func(file string, start, end int, text string) vettool.Edit {
		return vettool.Edit{Filename: file, Start: start, End: end, New: text}
	}
	for _, tt := range []struct {
		name  string
		edits []vettool.Edit
		want  string
	}{
		{"replaced", []vettool.Edit{edit(good, 15, 17, "b")}, "[{{a.go %SRCROOT%} [{{3 5 3 6} b}]}]"},
		{"inserted", []vettool.Edit{edit(good, 11, 11, "// x\n")}, "[{{a.go %SRCROOT%} [{{3 1 3 1} // x\n}]}]"},
		{"deleted", []vettool.Edit{edit(good, 10, 22, "")}, "[{{a.go %SRCROOT%} [{{2 1 4 1} }]}]"},
		{"beyond the end", []vettool.Edit{edit(good, 3, 4, "x"), edit(good, 90, 91, "x")}, "[]"},
		{"backwards", []vettool.Edit{edit(good, 4, 3, "x")}, "[]"},
		{"cgo", []vettool.Edit{edit(good, 3, 4, "x"), edit(cgo, 3, 4, "x")}, "[]"},
		{"missing", []vettool.Edit{edit(filepath.Join(dir, "b.go"), 3, 4, "x")}, "[]"},
		{"none", nil, "[]"},
	} {
		var parts []string
		for _, c := range r.changes(tt.edits) {
			var reps []string
			for _, rep := range c.Replacements {
				text := ""
				if rep.InsertedContent != nil {
					text = rep.InsertedContent.Text
				}
				reps = append(reps, fmt.Sprintf("{%v %s}", rep.DeletedRegion, text))
			}
			parts = append(parts, fmt.Sprintf("{%v %v}", c.ArtifactLocation, reps))
		}
		if got := fmt.Sprint(parts); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
}
