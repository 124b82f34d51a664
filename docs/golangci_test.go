package docs_test

import (
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"
)

// The tests that golangci.md names are there.
func TestGolangciNamesTests(t *testing.T) {
	page, err := os.ReadFile("golangci.md")
	if err != nil {
		t.Fatal(err)
	}
	named := make(map[string]bool)
	for _, m := range regexp.MustCompile("`(Test[A-Z]\\w*)`").FindAllStringSubmatch(string(page), -1) {
		named[m[1]] = true
	}
	if len(named) < 5 {
		t.Fatalf("only %v", named)
	}
	root := os.DirFS("..")
	err = fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == "testdata" || d.Name() == ".git" || d.Name() == "node_modules"):
			return fs.SkipDir
		case d.IsDir() || !strings.HasSuffix(name, "_test.go"):
			return nil
		}
		text, err := fs.ReadFile(root, name)
		if err != nil {
			return err
		}
		for test := range named {
			if strings.Contains(string(text), "\nfunc "+test+"(") {
				delete(named, test)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for test := range named {
		t.Errorf("there is no %s", test)
	}
}
