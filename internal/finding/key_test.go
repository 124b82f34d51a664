package finding

import "testing"

// Keys are as the first baselines have them.
func TestKey(t *testing.T) {
	for _, tt := range []struct {
		f    *Finding
		want string
	}{
		{stall(), "operator (*StallingFn).ProcessElement (beam.ParDo, stalls.go) blocks in (*rate.Limiter).Wait via (*geo.Client).Lookup → (*geo.Client).throttle (geo.go)"},
		{lost(), "operator process (beam.ParDo, m.go) reads bucket (m.go), which main sets behind beam.Init"},
		{unknown(), "unknown directive //jobvet:x"},
	} {
		if got, want := tt.f.Key("example.com/a"), (Key{tt.f.Rule, "example.com/a", tt.want}); got != want {
			t.Errorf("%+v, want %+v", got, want)
		}
	}
	k := Key{"ratewait", "example.com/job/b", "first"}
	if got, want := k.Fingerprint(0), "4366cc2af1905063"; got != want {
		t.Errorf("fingerprint %s, want %s", got, want)
	}
}

// A key survives that code moves, that the advice is worded anew and that more
// operators reach the place; nothing else.
func TestKeySurvives(t *testing.T) {
	print := func(f *Finding, change func(*Finding)) string {
		if change != nil {
			change(f)
		}
		return f.Key("example.com/a").Fingerprint(0)
	}
	want := print(stall(), nil)
	for name, change := range map[string]func(*Finding){
		"moved": func(f *Finding) { f.Place, f.End = Place{"b.go", 30, 1}, Place{"b.go", 31, 1} },
		"moved chain": func(f *Finding) {
			f.Operator.Registered.Line, f.Where.Line, f.Calls[0].Place.Line = 107, 1, 9
		},
		"another directory":           func(f *Finding) { f.Operator.Registered.File = "/other/stalls.go" },
		"from the root of the module": func(f *Finding) { f.Where.File, f.Module = "client/geo.go", "example.com/m" },
		"another advice":              func(f *Finding) { f.Harm, f.Advice, f.HasFix = "it hangs", "do not", true },
		"more operators":              func(f *Finding) { f.Others, f.More = nil, 2 },
		"another level":               func(f *Finding) { f.Level = Hint },
	} {
		if got := print(stall(), change); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
	for name, change := range map[string]func(*Finding){
		"another rule":     func(f *Finding) { f.Rule = "rateasync" },
		"another operator": func(f *Finding) { f.Operator.Name = "h" },
		"another form":     func(f *Finding) { f.Operator.Form = "beam.ParDo2" },
		"another chain":    func(f *Finding) { f.Calls[1].Name = "h" },
		"another file":     func(f *Finding) { f.Where.File = "other.go" },
		"another effect":   func(f *Finding) { f.What.Text = "receives from c[1:2]" },
	} {
		if got := print(stall(), change); got == want {
			t.Errorf("%s: the same fingerprint", name)
		}
	}
	if a, b := print(lost(), nil), print(lost(), func(f *Finding) { f.What.At.Line = 7 }); a != b {
		t.Errorf("a mentioned place has moved: %s and %s", a, b)
	}
	// A //line comment names any file.
	for _, name := range []string{"passwd", "foo.y", "a b", "x:1", "a.go:3"} {
		at := func(line int) func(*Finding) {
			return func(f *Finding) { f.Operator.Registered = Place{name, line, 1}; f.Where = Spot{name, line} }
		}
		if a, b := print(stall(), at(3)), print(stall(), at(45)); a != b {
			t.Errorf("%s: %s and %s for two lines", name, a, b)
		}
	}
	if stall().Key("a") == stall().Key("b") {
		t.Error("the package is not part of the key")
	}
	if k := stall().Key("a"); k.Fingerprint(0) == k.Fingerprint(1) {
		t.Error("two of a kind have the same fingerprint")
	}
}
