package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/jobvet/jobvet/conformance/internal/tool"
)

// A change is a program of which a fix made another one.
type change struct {
	source   *source
	function string // the test or example, "" for main
	policies string // under which this became of it
	after    string // the text
	verdict  verdict
	why      string
}

// name is the name of the program.
func (c *change) name() string { return strings.TrimSuffix(c.source.name+" "+c.function, " ") }

// fixAll has jobvet fix the sources, under each policy, in a module that it
// makes in dir. Sources that do not build as they are, because they need what
// stands beside them, are not among those that it returns.
func fixAll(dir, jobvet string, sources []*source) (built []*source, changes []*change, err error) {
	if err := newModule(dir); err != nil {
		return nil, nil, err
	}
	at := func(policy string, s *source) string { return filepath.Join(dir, policy, s.dir()) }
	for _, s := range sources {
		for _, policy := range policies {
			if err := tool.Write(filepath.Join(at(policy, s), s.file()), []byte(s.with(policy))); err != nil {
				return nil, nil, err
			}
		}
	}
	// jobvet fixes nothing while something does not build, and the go command
	// complains of imports before it looks at anything else.
	for try := 0; ; try++ {
		report, err := tool.Lint(jobvet, dir, "-tests", "./...")
		if err != nil {
			return nil, nil, err
		}
		if len(report.Failures) == 0 {
			break
		}
		broken := make(map[string]bool)
		for _, f := range report.Failures {
			for _, m := range placed.FindAllStringSubmatch(f.Package+"\n"+f.Message, -1) {
				broken[m[1]] = true
			}
		}
		if len(broken) == 0 || try == 4 {
			return nil, nil, fmt.Errorf("the programs do not build: %v", report.Failures)
		}
		sources = slices.DeleteFunc(slices.Clone(sources), func(s *source) bool { return broken[s.dir()] })
		for name := range broken {
			for _, policy := range policies {
				if err := os.RemoveAll(filepath.Join(dir, policy, name)); err != nil {
					return nil, nil, err
				}
			}
		}
	}
	if _, err := tool.Lint(jobvet, dir, "-tests", "-fix", "./..."); err != nil {
		return nil, nil, err
	}
	for _, s := range sources {
		under := make(map[string][]string)
		for _, policy := range policies {
			data, err := os.ReadFile(filepath.Join(at(policy, s), s.file()))
			if err != nil {
				return nil, nil, err
			}
			if text := strings.ReplaceAll(string(data), directive+policy+"\n", directive+policies[0]+"\n"); text != s.text {
				under[text] = append(under[text], policy)
			}
		}
		for text, names := range under {
			for _, function := range s.changed(text) {
				changes = append(changes, &change{source: s, function: function, policies: strings.Join(names, ", "), after: text})
			}
		}
	}
	slices.SortStableFunc(changes, func(a, b *change) int { return strings.Compare(a.name()+a.policies, b.name()+b.policies) })
	return sources, changes, nil
}

// placed is the directory of a source in what jobvet and the go command say.
var placed = regexp.MustCompile(`(?:` + strings.Join(policies, "|") + `)/(\w+?_go)(?:_test)?\b`)

// newModule makes a module in dir, for the version of Go that runs.
func newModule(dir string) error {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	out, msg, err := tool.Run(dir, "go", "env", "GOVERSION")
	if err != nil {
		return fmt.Errorf("go env: %v\n%s", err, msg)
	}
	version, _, _ := strings.Cut(strings.TrimPrefix(strings.TrimSpace(string(out)), "go"), "-")
	return tool.Write(filepath.Join(dir, "go.mod"), []byte("module example.com/programs\n\ngo "+version+"\n"))
}

// changed returns the programs of a source that another text of it changes: the
// tests and examples with another text, or all if it is something else that
// they use.
func (s *source) changed(text string) []string {
	all := s.functions()
	if !s.isTest {
		return all
	}
	before, after := declarations(s.text), declarations(text)
	var names []string
	for name, decl := range before {
		if after[name] == decl {
			continue
		}
		if !slices.Contains(all, name) {
			return all
		}
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// declarations are the texts of the functions of a file by their names, and
// that of everything else by "". Methods count as something else.
func declarations(text string) map[string]string {
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "", text, parser.ParseComments)
	if err != nil {
		return nil
	}
	decls := make(map[string]string)
	for _, d := range f.Decls {
		name := ""
		if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil {
			name = fn.Name.Name
		}
		decls[name] += text[fset.Position(d.Pos()).Offset:fset.Position(d.End()).Offset] + "\n"
	}
	return decls
}
