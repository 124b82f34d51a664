package finding

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// stall is a finding with all that one can have.
func stall() *Finding {
	return &Finding{
		Rule: "ratewait", Level: Error, Place: Place{"/src/a/a.go", 22, 18}, End: Place{"/src/a/a.go", 22, 18},
		Operator: &Operator{
			Name: "(*StallingFn).ProcessElement", Form: "beam.ParDo", Registered: Place{"/src/a/stalls.go", 50, 2},
			Framework: "Beam", Policy: "forbid",
		},
		What:  Clause{Text: "blocks in (*rate.Limiter).Wait"},
		Calls: []Hop{{"(*geo.Client).Lookup", Place{"/src/a/a.go", 22, 18}}, {Name: "(*geo.Client).throttle"}},
		Where: Spot{"geo.go", 26},
		Harm:  "it stalls the whole bundle", Advice: "take a permit",
		Others: []Operator{{Name: "g", Form: "beam.ParDo", Registered: Place{"/src/b/b.go", 7, 3}}},
	}
}

// lost is one that mentions a place.
func lost() *Finding {
	return &Finding{
		Rule: "opstate", Level: Caution, Operator: &Operator{Name: "process", Form: "beam.ParDo", Registered: Place{"m.go", 80, 3}},
		What: Clause{Text: "reads bucket", At: Spot{"m.go", 39}, Rest: ", which main sets behind beam.Init"},
		Harm: "a worker never comes to that line", Advice: "set it in init",
	}
}

// unknown is one of no operator.
func unknown() *Finding {
	return &Finding{Rule: "directive", Level: Error, What: Clause{Text: "unknown directive //jobvet:x"}, Advice: "known are a, b"}
}

// Told tells findings apart: it has all.
func TestTold(t *testing.T) {
	one, more, hint, bare := stall(), stall(), stall(), unknown()
	one.More, more.More, hint.Level, bare.Advice = 1, 12, Hint, ""
	way, ways := stall(), stall()
	way.Ways, ways.Ways, ways.More = make([]Way, 1), make([]Way, 2), 3
	const text = "operator (*StallingFn).ProcessElement (beam.ParDo, stalls.go:50) blocks in (*rate.Limiter).Wait" +
		" via (*geo.Client).Lookup → (*geo.Client).throttle (geo.go:26); it stalls the whole bundle: take a permit"
	for _, tt := range []struct {
		f    *Finding
		want string
	}{
		{stall(), "ratewait: " + text},
		{one, "ratewait: " + text + " (and 1 more operator)"},
		{more, "ratewait: " + text + " (and 12 more operators)"},
		{way, "ratewait: " + text + " (and 1 more way)"},
		{ways, "ratewait: " + text + " (and 2 more ways, 3 more operators)"},
		{hint, "ratewait: hint: " + text},
		{lost(), "opstate: caution: operator process (beam.ParDo, m.go:80) reads bucket (m.go:39), which main sets behind beam.Init;" +
			" a worker never comes to that line: set it in init"},
		{unknown(), "directive: unknown directive //jobvet:x; known are a, b"},
		{bare, "directive: unknown directive //jobvet:x"},
	} {
		if got := tt.f.Told(); got != tt.want {
			t.Errorf("got  %s\nwant %s", got, tt.want)
		}
	}
}

func TestMessage(t *testing.T) {
	change := func(f *Finding, change func(*Finding)) *Finding {
		change(f)
		return f
	}
	long := func(n int) string { return strings.Repeat("é", n) }
	const cause = "(*StallingFn).ProcessElement blocks in (*rate.Limiter).Wait (geo.go:26)"
	const lostCause = "process reads bucket (m.go:39), which main sets behind beam.Init"
	for _, tt := range []struct {
		f    *Finding
		want string
	}{
		{stall(), "ratewait: " + cause + ": it stalls the whole bundle; take a permit"},
		{change(stall(), func(f *Finding) { f.HasFix, f.More = true, 12 }), "ratewait: " + cause + ": it stalls the whole bundle; fix: take a permit (and 12 more operators)"},
		{change(stall(), func(f *Finding) { f.Level = Hint }), "ratewait: hint: " + cause + ": it stalls the whole bundle; take a permit"},
		{change(stall(), func(f *Finding) { f.Advice, f.More = long(86), 2 }), "ratewait: " + cause + ": it stalls the whole bundle; " + long(86)},
		{change(stall(), func(f *Finding) { f.Advice = long(95) }), "ratewait: " + cause + "; " + long(95)},
		{change(stall(), func(f *Finding) { f.Advice = long(195) }), "ratewait: " + cause + ": it stalls the whole bundle"},
		{change(stall(), func(f *Finding) { f.Harm, f.Advice = long(150), long(195) }), "ratewait: " + cause},
		{change(stall(), func(f *Finding) { f.What.Text = long(300) }), "ratewait: (*StallingFn).ProcessElement " + long(200-40) + "…"},
		{change(lost(), func(f *Finding) { f.Operator.Registered.File, f.What.At.File = "/src/m.go", "/src/m.go" }), "opstate: caution: " + lostCause + ": a worker never comes to that line; set it in init"},
		{unknown(), "directive: unknown directive //jobvet:x; known are a, b"},
	} {
		got := tt.f.Message()
		if got != tt.want {
			t.Errorf("got  %s\nwant %s", got, tt.want)
		}
		if n := utf8.RuneCountInString(got); n > MaxLine {
			t.Errorf("%d characters: %s", n, got)
		}
	}
}

// Text and Details say what Told says, in parts, with places as they can be found.
func TestDetails(t *testing.T) {
	f := stall()
	f.Shown, f.HasFix = Spot{"../geo/geo.go", 26}, true
	if got, want := f.Text(), "(*StallingFn).ProcessElement blocks in (*rate.Limiter).Wait (../geo/geo.go:26): it stalls the whole bundle"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	f.Place = Place{"../geo/geo.go", 26, 0} // it was moved there
	if got, want := f.Text(), "(*StallingFn).ProcessElement blocks in (*rate.Limiter).Wait: it stalls the whole bundle"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	const op = "(*StallingFn).ProcessElement (beam.ParDo, /src/a/stalls.go:50)"
	way := Way{Place{"w.go", 7, 2}, Operator{Name: "w", Form: "beam.ParDo", Registered: Place{"w.go", 9, 2}}, []Hop{{Name: "x"}, {Name: "y"}}}
	operator := Detail{"operator", op + " → (*geo.Client).Lookup → (*geo.Client).throttle"}
	wayLine := Detail{"also", "at w.go:7: w → x → y"}
	fix := Detail{"fix", "take a permit"}
	for name, tt := range map[string]struct {
		change func(*Finding)
		want   []Detail
	}{
		"plain":                      {func(f *Finding) { f.Others = nil }, []Detail{operator, fix}},
		"one other":                  {func(f *Finding) { f.More = 1 }, []Detail{operator, {"also", "g (beam.ParDo, /src/b/b.go:7)"}, fix}},
		"others, few of them known":  {func(f *Finding) { f.More = 9 }, []Detail{operator, {"also", "g (beam.ParDo, /src/b/b.go:7), 8 more"}, fix}},
		"others, none of them known": {func(f *Finding) { f.Others, f.More = nil, 9 }, []Detail{operator, {"also", "reached by 9 more operators"}, fix}},
		"a way":                      {func(f *Finding) { f.Ways, f.Others, f.More = []Way{way}, []Operator{way.Operator}, 1 }, []Detail{operator, wayLine, fix}},
		"ways":                       {func(f *Finding) { f.Others, f.Ways = nil, []Way{way, way, way, way, way} }, []Detail{operator, wayLine, wayLine, wayLine, {"also", "in 2 more ways"}, fix}},
		"no fix":                     {func(f *Finding) { f.Others, f.HasFix = nil, false }, []Detail{operator, {"advice", "take a permit"}}},
		"no advice":                  {func(f *Finding) { f.Others, f.HasFix, f.Advice = nil, false, "" }, []Detail{operator}},
		"no operator":                {func(f *Finding) { *f = *unknown() }, []Detail{{"advice", "known are a, b"}}},
	} {
		f := stall()
		f.HasFix = true
		tt.change(f)
		if got := f.Details(); !slices.Equal(got, tt.want) {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
}

func TestSteps(t *testing.T) {
	f := stall()
	want := []Step{
		{Place{"/src/a/stalls.go", 50, 2}, "(*StallingFn).ProcessElement is registered here (beam.ParDo)"},
		{Place{"/src/a/a.go", 22, 18}, "calls (*geo.Client).Lookup"},
	}
	if got := f.Way(); len(got) != 2 || got[0] != want[0] || got[1] != want[1] {
		t.Errorf("way %+v, want %+v", got, want)
	}
	if got := f.Also(); len(got) != 1 || got[0] != (Step{Place{"/src/b/b.go", 7, 3}, "also reached by operator g (beam.ParDo)"}) {
		t.Errorf("also %+v", got)
	}
	f.Wired = Place{"/src/c/c.go", 3, 1}
	if got := f.Way(); len(got) != 3 || got[1] != (Step{f.Wired, "brings (*StallingFn).ProcessElement together with what it calls"}) {
		t.Errorf("way %+v", got)
	}
	f.Ways = []Way{{f.Place, *f.Operator, f.Calls}}
	if got := f.OtherWays(); len(got) != 1 || got[0] != (Step{f.Place, "the same by operator (*StallingFn).ProcessElement via (*geo.Client).Lookup → (*geo.Client).throttle"}) {
		t.Errorf("other ways %+v", got)
	}
	if got := unknown().Way(); got != nil {
		t.Errorf("a directive has the way %+v", got)
	}
}

func TestOperatorLine(t *testing.T) {
	for _, tt := range []struct {
		op                  Operator
		line, form, listing string
	}{
		{*stall().Operator, "(*StallingFn).ProcessElement (beam.ParDo, stalls.go:50) framework=Beam policy=forbid", "beam.ParDo, /src/a/stalls.go:50", "(*StallingFn).ProcessElement (beam.ParDo, /src/a/stalls.go:50) framework=Beam policy=forbid"},
		{
			Operator{Name: "func literal", Form: "worker.RegisterActivity", Registered: Place{"a (b).go", 3, 1}, Framework: "Temporal activity", Policy: "bounded"},
			"func literal (worker.RegisterActivity, a (b).go:3) framework=Temporal activity policy=bounded", "worker.RegisterActivity, a (b).go:3", "func literal (worker.RegisterActivity, a (b).go:3) framework=Temporal activity policy=bounded",
		},
	} {
		if tt.op.Line() != tt.line || tt.op.Registration() != tt.form || tt.op.Listing() != tt.listing {
			t.Errorf("%s, %s, %s", tt.op.Line(), tt.op.Registration(), tt.op.Listing())
		}
	}
}

func TestRename(t *testing.T) {
	f := stall()
	f.Rename(func(_, file string) string { return "<" + file + ">" })
	if f.Place.File != "</src/a/a.go>" || f.End.File != f.Place.File || f.Operator.Registered.File != "</src/a/stalls.go>" ||
		f.Calls[0].Place.File != "</src/a/a.go>" || f.Others[0].Registered.File != "</src/b/b.go>" {
		t.Errorf("%+v", f)
	}
	unknown().Rename(func(_, file string) string { return file })
}
