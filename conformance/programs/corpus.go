package main

import (
	"errors"
	"fmt"
	"go/ast"
	"go/build"
	"go/doc"
	"go/format"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// A source is a file that is built on its own: a main program, or a test file
// whose tests and examples are a program each.
type source struct {
	name    string // its path below GOROOT
	text    string // with every function marked as an operator of policy forbid
	isTest  bool
	gcflags string   // of the go command
	args    []string // of the main program
}

// errNoTests says that a Go distribution comes without its tests.
var errNoTests = errors.New("the folder test of the Go distribution is missing")

// sources reads the files below goroot that want accepts by their names, in
// the order of these.
func sources(goroot string, want func(name string) bool) ([]*source, error) {
	if _, err := os.Stat(filepath.Join(goroot, "test")); err != nil {
		return nil, fmt.Errorf("%w: %v. Packages of Linux distributions, and toolchains that the go command downloads, leave it out; "+
			"unpack the archive of go.dev/dl for this version of Go, and name its folder by -goroot", errNoTests, err)
	}
	files := build.Default
	files.CgoEnabled = false
	var list []*source
	for _, top := range []string{"src", "test"} {
		err := filepath.WalkDir(filepath.Join(goroot, top), func(path string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			if d.IsDir() {
				// Programs that need the packages beside them are no sources.
				if name := d.Name(); name == "testdata" || name == "vendor" || top == "src" && name == "cmd" || strings.HasSuffix(name, ".dir") {
					return fs.SkipDir
				}
				return nil
			}
			rel, err := filepath.Rel(goroot, path)
			if err != nil {
				return err
			}
			name := filepath.ToSlash(rel)
			if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") != (top == "src") || !want(name) {
				return nil
			}
			if ok, err := files.MatchFile(filepath.Dir(path), filepath.Base(path)); err != nil || !ok {
				return nil // some are no Go on purpose
			}
			data, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			if s := newSource(name, string(data)); s != nil {
				list = append(list, s)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return list, nil
}

// newSource returns nil for a file that is no program, or needs more than the
// standard library.
func newSource(name, text string) *source {
	s := &source{name: name, isTest: strings.HasSuffix(name, "_test.go")}
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, name, text, parser.ParseComments)
	if err != nil || s.isTest && !strings.HasSuffix(f.Name.Name, "_test") || !s.isTest && (f.Name.Name != "main" || !s.recipe(text)) {
		return nil
	}
	for _, i := range f.Imports {
		path := strings.Trim(i.Path.Value, "`\"")
		first, _, _ := strings.Cut(path, "/")
		if slices.Contains(strings.Split(path, "/"), "internal") || strings.Contains(first, ".") || path == "embed" {
			return nil
		}
	}
	s.text, err = mark(fset, f, text)
	if err != nil || len(s.functions()) == 0 {
		return nil
	}
	return s
}

// recipe reads the comment that says what the distribution's tests do with a
// program, and reports whether it is run, with nothing that is not known here.
func (s *source) recipe(text string) bool {
	m := regexp.MustCompile(`(?m)^// run(?:[ \t]+(.*))?$`).FindStringSubmatch(text[:strings.Index(text, "\npackage ")+1])
	if m == nil {
		return false
	}
	for _, arg := range strings.Fields(m[1]) {
		flags, isFlags := strings.CutPrefix(arg, "-gcflags=")
		switch {
		case isFlags && s.gcflags == "" && !strings.ContainsAny(flags, `'"`):
			s.gcflags = arg
		case strings.HasPrefix(arg, "-") || strings.HasSuffix(arg, ".go") || strings.ContainsAny(arg, `'"`):
			return false
		default:
			s.args = append(s.args, arg)
		}
	}
	return true
}

const directive = "//jobvet:operator "

// policies are what operators are marked with, the strictest first.
var policies = []string{"forbid", "bounded"}

// mark makes an operator of each function that is declared in a file with its
// body.
func mark(fset *token.FileSet, f *ast.File, text string) (string, error) {
	var b strings.Builder
	done := 0
	for _, d := range f.Decls {
		fn, ok := d.(*ast.FuncDecl)
		if !ok || fn.Body == nil {
			continue
		}
		at := fset.PositionFor(fn.Type.Func, false).Offset
		b.WriteString(text[done:at])
		if at > 0 && text[at-1] != '\n' {
			b.WriteByte('\n')
		}
		b.WriteString(directive + policies[0] + "\n")
		done = at
	}
	b.WriteString(text[done:])
	out, err := format.Source([]byte(b.String()))
	return string(out), err
}

// with is the text for another policy.
func (s *source) with(policy string) string {
	return strings.ReplaceAll(s.text, directive+policies[0], directive+policy)
}

// functions are the programs of a source: the tests and examples of a test
// file by name, or "" for main.
func (s *source) functions() []string {
	if !s.isTest {
		return []string{""}
	}
	names := slices.DeleteFunc(slices.Collect(maps.Keys(declarations(s.text))), func(name string) bool {
		return name == "TestMain" || !strings.HasPrefix(name, "Test") && !strings.HasPrefix(name, "Example")
	})
	slices.Sort(names)
	return names
}

// driver begins the names of the tests that run examples which go test only
// compiles, since they do not say what they print.
const driver = "Test_"

// driver is the test file that runs them.
func (s *source) driver() string {
	f, err := parser.ParseFile(token.NewFileSet(), s.name, s.text, parser.ParseComments)
	if err != nil {
		panic(err) // it has been formatted
	}
	var b strings.Builder
	fmt.Fprintf(&b, "package %s\n\nimport \"testing\"\n\nvar _ testing.T\n", f.Name)
	for _, e := range doc.Examples(f) {
		if e.Output == "" && !e.EmptyOutput {
			fmt.Fprintf(&b, "\nfunc %sExample%s(*testing.T) { Example%s() }\n", driver, e.Name, e.Name)
		}
	}
	return b.String()
}

// dir is where a source stands in the workspace, below its policy. No package
// has a name like it.
func (s *source) dir() string {
	return regexp.MustCompile(`\W`).ReplaceAllString(s.name, "_")
}

// file is the name of the file there.
func (s *source) file() string {
	if s.isTest {
		return "main_test.go"
	}
	return "main.go"
}
