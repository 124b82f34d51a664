package catalog

import (
	"slices"
	"strings"
	"testing"
)

// framework returns a table whose framework has the members beside those that it
// must have.
func framework(members string) string {
	return `{"modules": ["example.com/q"], "name": "q", "frameworks": [{"name": "Q", "policy": "bounded", "wait": "w", "spawn": "s",
		"operators": [{"call": "~.F", "args": [0]}], ` + members + `}]}`
}

// TestCures holds cures and refusals against what they need.
func TestCures(t *testing.T) {
	for _, test := range []struct{ in, want string }{
		{`"cures": [{"kind": "own-context"}, {"kind": "throttle", "how": "set Limit", "code": "{~.Limit}"}]`, ""},
		{`"cures": [{"kind": "give-back", "verdict": "good", "shown": "100 of 100"}]`, ""},
		{`"cures": [{"how": "set Limit"}]`, `a cure needs "kind"`},
		{`"cures": [{"kind": "magic"}]`, `unknown kind "magic"`},
		{`"cures": [{"kind": "drop"}, {"kind": "drop"}]`, `the cure "drop" stands there twice`},
		{`"cures": [{"kind": "throttle"}]`, `a throttle needs "how"`},
		{`"cures": [{"kind": "booking"}]`, `a booking needs "how"`},
		{`"cures": [{"kind": "hold"}]`, `a hold needs "how"`},
		{`"cures": [{"kind": "booking", "how": "reserve", "verdict": "good", "shown": "100 of 100"}]`, ""},
		{`"cures": [{"kind": "throttle", "how": "set Limit", "code": "{no/good}.Limit"}]`, `symbol`},
		{`"cures": [{"kind": "drop", "verdict": "bad"}]`, `a "verdict" needs "shown": what was measured`},
		{`"cures": [{"kind": "drop", "verdict": "fine", "shown": "x"}]`, `unknown verdict "fine"`},
		{`"refusal": {"again": "at once", "counts": "nothing"}`, ""},
		{`"refusal": {"counts": "nothing"}`, `a refusal needs "again"`},
		{`"refusal": {"again": "at once"}`, `a refusal needs "counts"`},
	} {
		_, err := Parse("q.json", []byte(framework(test.in)))
		if test.want == "" && err != nil || test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)) {
			t.Errorf("%s: error %v, want %q", test.in, err, test.want)
		}
	}
}

func TestIsGood(t *testing.T) {
	tables, err := Parse("q.json", []byte(framework(`"cures": [{"kind": "give-back", "verdict": "bad", "shown": "x"},
		{"kind": "throttle", "how": "set Limit", "verdict": "good", "shown": "x"}, {"kind": "drop"}]`)))
	if err != nil {
		t.Fatal(err)
	}
	f := tables[0].Frameworks[0]
	for kind, want := range map[CureKind]bool{Throttle: true, GiveBackCure: false, Drop: false, OwnContext: false} {
		if got := f.IsGood(kind); got != want {
			t.Errorf("%s is good: %v", kind, got)
		}
	}
}

// TestParseCures reads what users may ask for.
func TestParseCures(t *testing.T) {
	for list, want := range map[string][]CureKind{
		"": nil, "give-back": {GiveBackCure}, "drop, give-back": {Drop, GiveBackCure}, ",drop,": {Drop},
	} {
		if got, ok := ParseCures(list); !ok || !slices.Equal(got, want) {
			t.Errorf("%q: %v, %v", list, got, ok)
		}
	}
	for _, list := range []string{"magic", "own-context", "throttle", "drop,magic", "drop give-back"} {
		if got, ok := ParseCures(list); ok {
			t.Errorf("%q: %v", list, got)
		}
	}
}
