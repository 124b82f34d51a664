package main

import (
	"fmt"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/jobvet/jobvet/internal/catalog"
)

// TestAdvice holds what the catalogue advises against the libraries' stubs, whose
// names conformance holds against the libraries: code compiles, what a text names
// is declared, and each way to give back stands in a fixture, which TestFix
// compiles in an operator of the framework.
func TestAdvice(t *testing.T) {
	t.Parallel()
	tree := newFixTree(t, "../../testdata/fix")
	var fixed strings.Builder
	for _, text := range tree.golden {
		fixed.WriteString(text)
	}
	codes := 0
	for _, table := range catalog.Default().Tables() {
		for i, fw := range table.Frameworks {
			for _, c := range fw.Cures {
				if c.Code == "" {
					continue
				}
				codes++
				dir := filepath.Join(tree.gopath, "src", "example.com", "advice", fmt.Sprint(table.Name, i))
				write(t, filepath.Join(dir, string(c.Kind)+".go"), []byte(adviceProgram(table, c.Code)))
			}
			for _, text := range []string{fw.YieldAfter(catalog.LimiterDelay), fw.Instead, how(fw)} {
				for _, name := range namesInText(text) {
					if !declared(fw, name) {
						t.Errorf("%s: %q names %s, which is not among the framework's symbols", fw.Name, text, name)
					}
				}
			}
			for _, g := range fw.GiveBack {
				for _, text := range g.Texts() {
					if called := regexp.MustCompile(`(\w+)\}?\(`).FindStringSubmatch(text); called != nil && !strings.Contains(fixed.String(), called[1]+"(") {
						t.Errorf("%s: no fixture gives back by %s", fw.Name, text)
					}
				}
			}
		}
	}
	if codes == 0 {
		t.Error("no cure has code")
	}
	if _, msg, err := tree.run("vet", "../example.com/advice/..."); err != nil {
		t.Errorf("the code of a cure does not compile:\n%s", msg)
	}
}

// adviceProgram is a file that has an expression with the names in braces filled
// in.
func adviceProgram(table *catalog.Table, code string) string {
	var imports []string
	text, _ := catalog.Fill(code, func(name string) (string, bool) {
		sym := catalog.Symbol{Pkg: "time", Name: strings.TrimPrefix(name, "time.")}
		if !strings.HasPrefix(name, "time.") {
			sym = table.Expand(name)[0]
		}
		alias := fmt.Sprint("p", len(imports))
		if at := slices.Index(imports, sym.Pkg); at >= 0 {
			alias = fmt.Sprint("p", at)
		} else {
			imports = append(imports, sym.Pkg)
		}
		return alias + "." + sym.Name, true
	})
	var b strings.Builder
	b.WriteString("package advice\n\nimport (\n")
	for i, pkg := range imports {
		fmt.Fprintf(&b, "\tp%d %q\n", i, pkg)
	}
	return b.String() + ")\n\nvar _ = " + text + "\n"
}

func how(fw *catalog.Framework) string {
	var texts []string
	for _, c := range fw.Cures {
		texts = append(texts, c.How)
	}
	return strings.Join(texts, "; ")
}

// namesInText returns the qualified names in a text: "river.JobSnooze".
func namesInText(text string) []string {
	return slices.DeleteFunc(regexp.MustCompile(`\b[a-z]\w*\.[A-Z]\w*`).FindAllString(text, -1), func(name string) bool {
		return strings.HasPrefix(name, "lim.") || strings.HasPrefix(name, "time.")
	})
}

// declared reports whether a name is one of the framework's symbols.
func declared(fw *catalog.Framework, name string) bool {
	qualifier, member, _ := strings.Cut(name, ".")
	spelled := slices.Clone(fw.YieldSymbols)
	for _, c := range fw.Cures {
		catalog.Fill(c.Code, func(name string) (string, bool) {
			spelled = append(spelled, name)
			return name, true
		})
	}
	return slices.ContainsFunc(fw.Symbols(spelled), func(s catalog.Symbol) bool {
		return s.Name == member && (s.Recv != "" || strings.Contains(path.Base(s.Pkg), qualifier) || strings.Contains(s.Pkg, "/"+qualifier))
	})
}
