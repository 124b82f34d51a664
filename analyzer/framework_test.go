package analyzer

import (
	"cmp"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/jobvet/jobvet/internal/catalog"
)

// TestFrameworks checks that every form of registration of every framework is
// seen, and that what is not registered is left alone. It holds the trees
// against the catalogue: each registration has an operator there, and each
// framework a finding that says in its words what a wait does and what to do
// instead. For that, a framework is held against the trees that import it.
func TestFrameworks(t *testing.T) {
	form := regexp.MustCompile(` \((?:(?:implements )?[\w-]+\.)?(\w+(?:\.\w+)?|by its parameters), [\w.]+:\d+\) `)
	trees := treesIn(t, "fw")
	set, results := runTrees(t, Options{Level: LevelHint}, "fw", trees...)
	found := make(map[*catalog.Table][]string) // messages
	left := make(map[*catalog.Table]bool)      // some of its trees are not asked for
	for _, tree := range trees {
		for _, table := range tablesOf(t, filepath.Join(testdata(t), "src", "fw", tree)) {
			left[table] = left[table] || !set.Asked(tree)
			for _, r := range results[tree] {
				found[table] = append(found[table], messages(r.Diagnostics)...)
			}
		}
	}
	for _, table := range catalog.Default().Tables() {
		if left[table] {
			continue
		}
		for _, fw := range table.Frameworks {
			seen := make(map[string]bool) // "ParDo", "Router.AddHandler", "by its parameters"
			advised := false
			for _, m := range found[table] {
				if !strings.Contains(m, "; "+fw.Wait+": ") {
					continue
				}
				if f := form.FindStringSubmatch(m); f != nil {
					seen[f[1]] = true
				}
				advised = advised || strings.HasSuffix(m, cmp.Or(fw.Instead, throttle(fw), m))
			}
			if !advised {
				t.Errorf("%s: no finding says what a wait does and what to do instead", fw.Name)
			}
			if len(fw.Signatures) > 0 && !seen["by its parameters"] {
				t.Errorf("%s: no operator is known by its parameters", fw.Name)
			}
			for _, reg := range fw.Operators {
				if reg.Role == "" && !slices.ContainsFunc(reg.Symbols(), func(s catalog.Symbol) bool { return seen[short(s)] }) && !tooSmall[short(reg.Symbols()[0])] {
					t.Errorf("%s: no operator is registered by %s", fw.Name, short(reg.Symbols()[0]))
				}
			}
		}
	}
}

// tablesOf returns the tables of what the files in a directory import.
func tablesOf(t *testing.T, dir string) []*catalog.Table {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	var tables []*catalog.Table
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		for _, imp := range file.Imports {
			pkg, _ := strconv.Unquote(imp.Path.Value)
			if table := catalog.Default().Table(pkg); table != nil && !slices.Contains(tables, table) {
				tables = append(tables, table)
			}
		}
	}
	return tables
}

// throttle is the advice of a framework whose first cure is a setting of its own.
func throttle(fw *catalog.Framework) string {
	if len(fw.Cures) > 0 && fw.Cures[0].Kind == catalog.Throttle {
		return fw.Cures[0].How
	}
	return ""
}

// tooSmall are interfaces that mention none of their framework's types: what
// implements one is an operator only where it is registered.
var tooSmall = map[string]bool{
	"CommandHandler": true, "EventHandler": true, "GroupEventHandler": true, // watermill
	"RateLimit": true, // Benthos
	"Handler":   true, // AWS Lambda
}

// short returns a symbol without its package: "ParDo", "Router.AddHandler".
func short(s catalog.Symbol) string {
	if s.Recv == "" {
		return s.Name
	}
	return s.Recv + "." + s.Name
}
