// Command examples writes the examples of the playground, which it takes from the
// test data: jobs of the demo, and an operator of each library. What it writes has
// been checked: each example builds and has a finding.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"log"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/jobvet/jobvet/internal/finding"
	"github.com/jobvet/jobvet/site/library"
	"github.com/jobvet/jobvet/site/playground/check"
)

// An Example is a file to try.
type Example struct {
	Slug  string `json:"slug"` // of the library
	Title string `json:"title"`
	Text  string `json:"text"`
}

func main() {
	log.SetFlags(0)
	log.SetPrefix("examples: ")
	dir := flag.String("testdata", "../testdata", "`directory` of the test data")
	types := flag.String("types", "build/pages/assets/types.gz", "`file` of command pack")
	out := flag.String("o", "build/pages/assets/examples.json", "`file` to write")
	flag.Parse()
	if err := run(os.DirFS(*dir), *types, *out); err != nil {
		log.Fatal(err)
	}
}

func run(testdata fs.FS, types, out string) error {
	f, err := os.Open(types)
	if err != nil {
		return err
	}
	defer f.Close()
	checker, err := check.New(f)
	if err != nil {
		return err
	}
	list, err := examples(testdata, checker)
	if err != nil {
		return err
	}
	data, err := json.Marshal(list)
	if err != nil {
		return err
	}
	return os.WriteFile(out, data, 0o666)
}

// examples returns an example for each library.
func examples(testdata fs.FS, checker *check.Checker) ([]Example, error) {
	var files []string // those of the demo first, which were written to be read
	for _, pattern := range []string{"demo/*/*.go", "src/fw/*/*.go"} {
		names, err := fs.Glob(testdata, pattern)
		if err != nil {
			return nil, err
		}
		files = append(files, names...)
	}
	var list []Example
	for _, l := range library.All() {
		text, err := example(testdata, files, l, checker)
		if err != nil {
			return nil, err
		}
		list = append(list, Example{l.Slug, l.Title, text})
	}
	return list, nil
}

// example returns the example of a library: a job of the demo if there is one, else the
// best part of the test files that import it, else such a file as a whole.
func example(testdata fs.FS, files []string, l *library.Library, checker *check.Checker) (string, error) {
	best, most := "", -1
	take := func(text string, bonus int) {
		n := worth(checker, text)
		if n >= 0 && (n+bonus > most || n+bonus == most && len(text) < len(best)) {
			best, most = text, n+bonus
		}
	}
	for _, name := range files {
		data, err := fs.ReadFile(testdata, name)
		if err != nil {
			return "", err
		}
		text := string(data)
		if !imports(text, l.Modules()) {
			continue
		}
		if strings.HasPrefix(name, "demo/") {
			take(text, 2*part)
			continue
		}
		for _, text := range parts(text) {
			take(text, part)
		}
		take(want.ReplaceAllString(text, ""), 0)
	}
	if best == "" {
		return "", fmt.Errorf("no file of the test data is an example of %s", l.Title)
	}
	return best, nil
}

// part is how much more a part of a file is worth as an example than all of it.
const part = 100

// worth says how good an example a text is: how much its best finding tells. It is
// negative if the text does not build or has no finding.
func worth(checker *check.Checker, text string) int {
	r := checker.Check(text)
	if r.Errors != nil || r.Notes != nil {
		return -1
	}
	most := -1
	for _, f := range r.Findings {
		n := 0
		if f.Level == finding.Error.String() {
			n += 8
		}
		if f.Rule == "ratewait" {
			n += 4
		}
		if f.Fix != "" {
			n += 2
		}
		most = max(most, n)
	}
	return most
}

// imports reports whether a file imports a package of the modules.
func imports(text string, modules []string) bool {
	f, err := parser.ParseFile(token.NewFileSet(), "", text, parser.ImportsOnly)
	if err != nil {
		return false
	}
	for _, spec := range f.Imports {
		name, err := strconv.Unquote(spec.Path.Value)
		if err == nil && slices.ContainsFunc(modules, func(m string) bool { return name == m || strings.HasPrefix(name, path.Clean(m)+"/") }) {
			return true
		}
	}
	return false
}
