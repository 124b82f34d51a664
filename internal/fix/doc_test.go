package fix

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// TestMap checks that the functions and fixtures of the map in doc.go are there,
// and that the map has all functions that plan a shape.
func TestMap(t *testing.T) {
	data, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	methods := methodsOf(t)
	mapped := make(map[string]bool)
	for _, row := range regexp.MustCompile(`(?m)^//\t.+ (site|Fixer)\.(\w+) +(\S+)$`).FindAllStringSubmatch(string(data), -1) {
		name := row[1] + "." + row[2]
		if mapped[name] = true; methods[name] == nil {
			t.Errorf("doc.go: there is no %s", name)
		}
		if !hasFixture(t, row[3]) {
			t.Errorf("doc.go: there is no fixture %s", row[3])
		}
	}
	if len(mapped) == 0 {
		t.Fatal("doc.go has no map")
	}
	for name, decl := range methods {
		// Those of a rule, or of several shapes, lead to the others.
		leads := map[string]bool{
			"site.newPlan": true, "site.shape": true, "site.rateAsync": true, "site.delayWait": true, "site.waitCall": true, "site.granted": true,
			"site.assigned": true, "site.checkedInit": true, "site.checkedNext": true, "site.askedInstead": true, "Fixer.state": true,
		}
		if result := decl.Type.Results; result != nil && len(result.List) == 1 && isPlan(result.List[0].Type) && strings.HasPrefix(name, "site.") && !mapped[name] && !leads[name] {
			t.Errorf("doc.go: %s is missing in the map", name)
		}
	}
}

func isPlan(t ast.Expr) bool {
	star, ok := t.(*ast.StarExpr)
	if !ok {
		return false
	}
	id, ok := star.X.(*ast.Ident)
	return ok && id.Name == "plan"
}

// methodsOf returns the methods of the package's types, as "site.plan".
func methodsOf(t *testing.T) map[string]*ast.FuncDecl {
	t.Helper()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	methods := make(map[string]*ast.FuncDecl)
	for _, name := range files {
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range f.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok || fn.Recv == nil {
				continue
			}
			if star, ok := fn.Recv.List[0].Type.(*ast.StarExpr); ok {
				methods[star.X.(*ast.Ident).Name+"."+fn.Name.Name] = fn
			}
		}
	}
	return methods
}

// hasFixture reports whether testdata/fix has an archive of a name, or a file with a
// golden part in one: "river/ifinit".
func hasFixture(t *testing.T, name string) bool {
	t.Helper()
	for _, dir := range []string{"../../testdata/fix", "../../testdata/fix/unasked"} {
		for _, file := range []string{"", path.Base(name)} {
			archive := path.Join(dir, strings.TrimPrefix(strings.TrimSuffix(name, "/"+file), "unasked/")) + ".txtar"
			ar, err := txtar.ParseFile(archive)
			if err != nil {
				continue
			}
			for _, f := range ar.Files {
				if file == "" || f.Name == file+".go.golden" || f.Name == file+".go.moved" {
					return true
				}
			}
		}
	}
	return false
}
