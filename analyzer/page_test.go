package analyzer

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/jobvet/jobvet/docs"
	"github.com/jobvet/jobvet/internal/finding"
	"github.com/jobvet/jobvet/internal/report"
	"github.com/jobvet/jobvet/internal/subtest"
)

// TestRulePageExamples compiles the examples of the rules' pages and checks that
// they have the findings that the pages show, and no others.
//
// The Go code below the headings Bad and Good is appended to what the page takes
// for granted, testdata/page/<rule>.go. A comment that begins with the names of
// rules marks findings in its line, or in the line below if it stands alone. Blocks of
// the language "text" are findings as the command prints them, broken anywhere, with any
// line numbers, without the line that leads to this page.
func TestRulePageExamples(t *testing.T) {
	var names []string
	for _, page := range docs.Rules() {
		names = append(names, page.Name)
	}
	set := subtest.Start(t, names)

	dir := t.TempDir()
	stubs, err := filepath.Glob(filepath.Join(testdata(t), "src", "*.*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, stub := range stubs {
		if err := os.CopyFS(filepath.Join(dir, "src", filepath.Base(stub)), os.DirFS(stub)); err != nil {
			t.Fatal(err)
		}
	}

	marks := make(map[string][]string) // by package: what the code is marked with
	shown := make(map[string][]string) // by package: what the page shows
	for _, name := range set.Names() {
		page, _ := docs.Lookup(name)
		given, err := os.ReadFile(filepath.Join("..", "testdata", "page", page.Name+".go"))
		if err != nil {
			set.Errorf(name, "%v", err)
			continue
		}
		for _, heading := range []string{"Bad", "Good"} {
			code, texts := blocks(page.Markdown, heading)
			code = string(given) + code
			pkg := path.Join("page", page.Name, strings.ToLower(heading))
			marks[pkg], shown[pkg] = marked(code), texts

			file := filepath.Join(dir, "src", filepath.FromSlash(pkg), "job.go")
			if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, []byte(code), 0o666); err != nil {
				t.Fatal(err)
			}
		}
	}

	errors := unmarked{withoutFacts{treeErrors{set, "page"}}}
	for name, results := range analyseTrees(set, errors, dir, encoded(errors, Options{Level: LevelHint}), "page") {
		for _, r := range results {
			pkg := r.Action.Package.PkgPath
			var found, texts []string
			for _, d := range r.Diagnostics {
				pos := r.Action.Package.Fset.Position(d.Pos)
				found = append(found, fmt.Sprint(pos.Line, " ", d.Category))
				text, err := printed(d.Message)
				if err != nil {
					t.Fatal(err)
				}
				texts = append(texts, text)
			}
			slices.Sort(found)
			if want := marks[pkg]; !slices.Equal(found, want) {
				set.Errorf(name, "%s: findings %q, but the marks are %q", pkg, found, want)
			}
			if len(found) > 0 && len(shown[pkg]) == 0 {
				set.Errorf(name, "%s: the page shows none of\n%s", pkg, strings.Join(texts, "\n"))
			}
			for _, text := range shown[pkg] {
				if !slices.Contains(texts, text) {
					set.Errorf(name, "%s: the page shows\n%s\nbut the findings are\n%s", pkg, text, strings.Join(texts, "\n"))
				}
			}
			if strings.HasSuffix(pkg, "/bad") == (len(found) == 0) {
				set.Errorf(name, "%s has %d findings", pkg, len(found))
			}
		}
	}
}

// printed returns how the command prints an encoded finding, on one line.
func printed(message string) (string, error) {
	f, err := finding.Decode(message)
	if err != nil {
		return "", err
	}
	f.Rename(func(_, file string) string { return filepath.Base(file) })
	format, err := report.FindFormat(report.TextFormat)
	if err != nil {
		return "", err
	}
	var out strings.Builder
	err = format.Print(&out, report.New(&report.Results{Findings: []report.Result{{Finding: f}}}, "", ""))
	text, _, _ := strings.Cut(out.String(), "\n    more: ")
	return anyLine(strings.Join(strings.Fields(text), " ")), err
}

// marked returns the findings that comments announce, as "line rule", sorted.
func marked(code string) []string {
	rule := strings.Join(RuleNames(), "|")
	mark := regexp.MustCompile(`^(.*)// ((?:` + rule + `)(?:, (?:` + rule + `))*)\b`)
	var marks []string
	for i, line := range strings.Split(code, "\n") {
		m := mark.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		n := i + 1
		if strings.TrimSpace(m[1]) == "" {
			n++
		}
		for _, name := range strings.Split(m[2], ", ") {
			marks = append(marks, fmt.Sprint(n, " ", name))
		}
	}
	slices.Sort(marks)
	return marks
}

// unmarked passes on everything but findings without a "want" comment.
type unmarked struct{ withoutFacts }

func (u unmarked) Errorf(format string, args ...any) {
	if msg := fmt.Sprintf(format, args...); !strings.Contains(msg, "unexpected diagnostic: ") {
		u.withoutFacts.Errorf("%s", msg)
	}
}

// blocks returns the Go code below a heading, and the blocks of text.
func blocks(page, heading string) (code string, texts []string) {
	_, section, _ := strings.Cut(page, "\n## "+heading+"\n")
	section, _, _ = strings.Cut(section, "\n## ")
	for _, m := range regexp.MustCompile("(?s)```(go|text)\n(.*?)```").FindAllStringSubmatch(section, -1) {
		if m[1] == "go" {
			code += "\n" + m[2]
		} else {
			texts = append(texts, anyLine(strings.Join(strings.Fields(m[2]), " ")))
		}
	}
	return code, texts
}

// anyLine hides the numbers of lines and columns.
func anyLine(s string) string {
	return regexp.MustCompile(`\.go:\d+(:\d+)?`).ReplaceAllString(s, ".go")
}
