package changes

import (
	"fmt"
	"strings"
	"testing"

	"github.com/jobvet/jobvet/internal/paths/pathstest"
)

func TestParseDiff(t *testing.T) {
	for _, tt := range []struct{ name, diff, want string }{
		{"nothing", "", ""},
		{"added and changed", `diff --git a/a b.go b/a b.go
index 1..2 100644
--- a/a b.go	
+++ b/a b.go	
@@ -3,0 +4,2 @@ func f() {
+--- a/x
++++ b/y
@@ -9 +11 @@
-old
+new
`, "a b.go: 4 5 11"},
		{"deleted lines", `diff --git a/a.go b/a.go
--- a/a.go
+++ b/a.go
@@ -4,2 +3,0 @@
-x
--- b
@@ -9,2 +6 @@
-x
-y
+z
`, "a.go: 3 4 6"},
		{"at the top", "diff --git a/a.go b/a.go\n--- a/a.go\n+++ b/a.go\n@@ -1 +0,0 @@\n-x\n", "a.go: 0 1"},
		{"new file without a newline", `diff --git a/a.go b/a.go
new file mode 100644
--- /dev/null
+++ b/a.go
@@ -0,0 +1 @@
+x
\ No newline at end of file
diff --git a/b.go b/b.go
`, "a.go: 1"},
		{"gone", `diff --git a/a.go b/a.go
deleted file mode 100644
--- a/a.go
+++ /dev/null
@@ -1 +0,0 @@
-x
`, ""},
		{"renamed", `diff --git a/a.go b/c/d.go
similarity index 90%
rename from a.go
rename to c/d.go
--- a/a.go
+++ b/c/d.go
@@ -7 +7 @@
-x
+y
diff --git a/e.go b/f.go
similarity index 100%
rename from e.go
rename to f.go
`, "c/d.go: 7"},
		{"quoted", "diff --git \"a/\\303\\244\\t\\\"x\\\".go\" \"b/\\303\\244\\t\\\"x\\\".go\"\n--- \"a/\\303\\244\\t\\\"x\\\".go\"\n+++ \"b/\\303\\244\\t\\\"x\\\".go\"\n@@ -1 +1 @@\n-x\n+y\n",
			"ä\t\"x\".go: 1"},
		{"binary", "diff --git a/a b/x.go b/a b/x.go\nindex 1..2\nBinary files a/a b/x.go and b/a b/x.go differ\n", "a b/x.go: all"},
		{"with context", "diff --git a/a.go b/a.go\n--- a/a.go\n+++ b/a.go\n@@ -1,5 +1,4 @@\n a\n-b\n c\n-d\n+D\n\n", "a.go: 1 2 3"},
		{"mode", "diff --git a/a.go b/a.go\nold mode 100644\nnew mode 100755\n", ""},
	} {
		files, err := parseDiff(strings.NewReader(tt.diff))
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		var parts []string
		for name, lines := range files {
			s := name + ":"
			for n := range 20 {
				if !lines.whole && lines.has(n) {
					s += fmt.Sprintf(" %d", n)
				}
			}
			if lines.whole {
				s += " all"
			}
			if s != name+":" {
				parts = append(parts, s)
			}
		}
		if got := strings.Join(parts, "; "); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
	const header = "diff --git a/a b/a\n--- a/a\n+++ b/a\n"
	for _, diff := range []string{
		"@@ -1 +1 @@\n-x\n",
		header + "@@ -1 +1 @@\n-x\n",
		header + "@@ -1,2 +1 @@\n-x\n+y\ndiff --git a/a b/a\n",
		header + "@@ -x +1 @@\n",
		header + "@@ -1 +99999999999999999999 @@\n-x\n+y\n",
		"diff --git a/a b/a\n--- a/a\n+++ \"b/a\n",
		"diff --git a/a b/b\nrename to \"x\\q\"\n",
	} {
		if _, err := parseDiff(strings.NewReader(diff)); err == nil {
			t.Errorf("no error for %q", diff)
		}
	}
}

func FuzzParseDiff(f *testing.F) {
	f.Add("diff --git a/a b.go b/a b.go\n--- a/a b.go\t\n+++ b/a b.go\t\n@@ -3,0 +4,2 @@\n+x\n+y\n@@ -9 +11,0 @@\n-old\n")
	f.Add("diff --git \"a/\\303\" \"b/\\303\"\nBinary files differ\nrename to x\n")
	f.Fuzz(func(t *testing.T, diff string) {
		files, err := parseDiff(strings.NewReader(diff))
		if err != nil {
			return
		}
		lines := strings.Count(diff, "\n") + 1
		for name, c := range files {
			if name == "" {
				t.Error("a file without a name")
			}
			if len(c.spans) > lines {
				t.Errorf("%d spans of %d lines", len(c.spans), lines)
			}
		}
	})
}

func TestHas(t *testing.T) {
	ch := &Changes{root: pathstest.Native("/src"), files: map[string]*changedLines{
		"a/a.go": {spans: []span{{3, 4}, {9, 9}}},
		"n.go":   {whole: true},
	}}
	for _, tt := range []struct {
		file string
		line int
		want bool
	}{
		{"/src/a/a.go", 3, true},
		{"/src/a/a.go", 4, true},
		{"/src/a/a.go", 5, false},
		{"/src/a/a.go", 9, true},
		{"/src/n.go", 70, true},
		{"/src/b.go", 3, false},
		{"/elsewhere/a/a.go", 3, false},
	} {
		if got := ch.Has(pathstest.Native(tt.file), tt.line); got != tt.want {
			t.Errorf("%s:%d: %t, want %t", tt.file, tt.line, got, tt.want)
		}
	}
	for _, tt := range []struct {
		name string
		line int
		want bool
	}{{"a.go", 4, true}, {"a.go", 5, false}, {"b.go", 4, false}, {"n.go", 1, true}, {"a/a.go", 4, true}, {"b/a.go", 4, false}, {"x/a/a.go", 4, false}, {"/a.go", 4, false}} {
		if got := ch.HasIn(tt.name, tt.line); got != tt.want {
			t.Errorf("any %s:%d: %t, want %t", tt.name, tt.line, got, tt.want)
		}
	}
}
