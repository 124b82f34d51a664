package catalog

import (
	"io/fs"
	"slices"
	"testing"
)

// TestTables parses every embedded table strictly and compares the index,
// which is read from the heads of the files, with the decoded tables.
func TestTables(t *testing.T) {
	c := Default()
	files, err := fs.Glob(tableFS(), "tables/*.json")
	if err != nil {
		t.Fatal(err)
	}
	if len(files) != len(c.all) {
		t.Fatalf("%d files, %d entries", len(files), len(c.all))
	}
	owners := map[string]string{}
	for i, file := range files {
		data, err := fs.ReadFile(tableFS(), file)
		if err != nil {
			t.Fatal(err)
		}
		tables, err := Parse(file, data)
		if err != nil {
			t.Error(err)
			continue
		}
		if len(tables) != 1 {
			t.Errorf("%s holds %d tables", file, len(tables))
		}
		table := tables[0]
		if want := "tables/" + table.Name + ".json"; file != want {
			t.Errorf("%s holds the table %q: want the file %s", file, table.Name, want)
		}
		if name := c.all[i].name; name != table.Name {
			t.Errorf("entry %d is %q, want %q", i, name, table.Name)
		}
		head := headModules(string(readHead(tableFS(), file, nil)))
		if !slices.Equal(head, table.Modules) {
			t.Errorf("%s: the head says %q, the table %q", file, head, table.Modules)
		}
		for _, m := range table.Modules {
			if other := owners[m]; other != "" {
				t.Errorf("%s: module %s belongs to %s", file, m, other)
			}
			owners[m] = file
		}
		if table.Name == "std" {
			for _, pkg := range table.packages() {
				if !inStd(pkg) {
					t.Errorf("inStd lacks %q", pkg)
				}
			}
		}
	}
}

func BenchmarkStart(b *testing.B) {
	wait := Symbol{"golang.org/x/time/rate", "Limiter", "Wait"}
	for b.Loop() {
		if load(tableFS()).Call(wait) == nil {
			b.Fatal("not found")
		}
	}
}

func BenchmarkIndex(b *testing.B) {
	for b.Loop() {
		if !load(tableFS()).Owns("golang.org/x/time/rate") {
			b.Fatal("not owned")
		}
	}
}

func BenchmarkDecode(b *testing.B) {
	for _, name := range []string{"std", "beam"} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				mustDecode(tableFS(), name)
			}
		})
	}
}

func BenchmarkMiss(b *testing.B) {
	c := Default()
	s := Symbol{"example.com/some/users/package", "", "F"}
	for b.Loop() {
		if c.Call(s) != nil {
			b.Fatal("found")
		}
	}
}
