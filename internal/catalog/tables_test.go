package catalog

import (
	"io/fs"
	"os"
	"slices"
	"strings"
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

// TestReference: the calls that the catalogue was made from are all there.
func TestReference(t *testing.T) {
	data, err := os.ReadFile("testdata/calls.txt")
	if err != nil {
		t.Fatal(err)
	}
	names := strings.Fields(string(data))
	if len(names) != 303 {
		t.Errorf("%d names", len(names))
	}
	for _, name := range names {
		s, err := ParseSymbol(name)
		if err != nil {
			t.Error(err)
		} else if Default().Call(s) == nil {
			t.Errorf("no call %s", name)
		}
	}
}

func TestCounts(t *testing.T) {
	frameworks, registered, calls := map[string]bool{}, 0, 0
	for _, table := range Default().Tables() {
		for _, call := range table.Calls {
			calls += len(call.Symbols())
		}
		for _, f := range table.Frameworks {
			frameworks[f.Name] = true
			for _, r := range f.Operators {
				registered += len(r.Symbols())
			}
		}
	}
	t.Logf("%d frameworks, %d registrations, %d calls", len(frameworks), registered, calls)
	if len(frameworks) < 36 || registered < 700 || calls < 400 {
		t.Errorf("%d frameworks, %d registrations, %d calls: some are lost", len(frameworks), registered, calls)
	}
}

// TestProse: what messages and documents quote is there and reads as they
// need it.
func TestProse(t *testing.T) {
	for _, table := range Default().Tables() {
		if table.Version == "" {
			t.Errorf("%s has no version", table.Name)
		}
		if table.Note != "" {
			sentence(t, table.Name, table.Note)
		}
		for _, f := range table.Frameworks {
			clause(t, f.Name, f.Wait)
			clause(t, f.Name, f.Spawn)
			if f.Exit != "" {
				clause(t, f.Name, f.Exit)
			}
			if f.Tier == 0 {
				t.Errorf("%s has no tier", f.Name)
			}
			if f.Yield != "" {
				clause(t, f.Name, f.YieldAfter(LimiterDelay))
			}
			if f.Instead != "" {
				clause(t, f.Name, f.Instead)
				if f.Yield != "" {
					t.Errorf("%s has both yield and instead", f.Name)
				}
			}
			for _, r := range f.Operators {
				if r.Note != "" {
					sentence(t, f.Name, r.Note)
				}
			}
		}
		for _, call := range table.Calls {
			if call.Note != "" {
				sentence(t, table.Name, call.Note)
			}
		}
	}
}

// clause checks a text that follows "; " or "and " in a message.
func clause(t *testing.T, name, s string) {
	t.Helper()
	if strings.HasSuffix(s, ".") || strings.Contains(s, ";") || strings.ToLower(s[:1]) != s[:1] || len(s) > 120 {
		t.Errorf("%s: %q is no short clause", name, s)
	}
}

func sentence(t *testing.T, name, s string) {
	t.Helper()
	if !strings.HasSuffix(s, ".") || strings.ToUpper(s[:1]) != s[:1] {
		t.Errorf("%s: %q is no sentence", name, s)
	}
}

// TestCalls checks what the rules rely on.
func TestCalls(t *testing.T) {
	for _, table := range Default().Tables() {
		seen := map[Symbol]bool{}
		for _, call := range table.Calls {
			name := table.Name + ": " + call.Call[0]
			for _, s := range call.Symbols() {
				if seen[s] {
					t.Errorf("%s: %v stands twice", table.Name, s)
				}
				seen[s] = true
			}
			if call.Class == BoundedWait && call.Effect == "ratewait" && call.Context == nil && call.Duration == nil && call.Fills == "" {
				t.Errorf("%s is bounded by what?", name)
			}
			if call.Effect == "ratewait" && !call.Limiter || call.Effect == "rateasync" && !call.Limiter {
				t.Errorf("%s: %s, but no limiter", name, call.Effect)
			}
			replays := slices.ContainsFunc(table.Frameworks, func(f *Framework) bool { return f.Native != "" })
			if call.Runs != nil && call.Effect != "gospawn" && !replays { // their coroutines are operators
				t.Errorf("%s runs, but the effect is %q", name, call.Effect)
			}
			if call.Effect == "gospawn" && call.Class != Async && call.Class != Blocking {
				t.Errorf("%s: gospawn, but %s", name, call.Class)
			}
			if call.Try && call.Effect != "" {
				t.Errorf("%s: a try with the effect %s", name, call.Effect)
			}
			if call.Timer && call.Class != Async {
				t.Errorf("%s: a timer, but %s", name, call.Class)
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
				decode(tableFS(), name)
			}
		})
	}
}

// BenchmarkTables decodes all tables.
func BenchmarkTables(b *testing.B) {
	all := load(tableFS()).all
	for b.Loop() {
		for _, e := range all {
			decode(e.fsys, e.name)
		}
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
