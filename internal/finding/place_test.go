package finding

import (
	"slices"
	"strings"
	"testing"
)

func TestPlace(t *testing.T) {
	sorted := []Place{{}, {"/a/b.go", 0, 0}, {"/a/b.go", 3, 0}, {"/a/b.go", 3, 14}, {"/a/b.go", 12, 1}, {"/b", 1, 1}}
	for i, want := range []string{"-", "/a/b.go", "/a/b.go:3", "/a/b.go:3:14", "/a/b.go:12:1", "/b:1:1"} {
		if got := sorted[i].String(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if !slices.IsSortedFunc(sorted, Place.Compare) {
		t.Error("not in order")
	}
	if got, want := sorted[3].Spot().String(), "b.go:3"; got != want {
		t.Errorf("spot %s, want %s", got, want)
	}
}

func TestSpot(t *testing.T) {
	for in, want := range map[string]Spot{
		"a.go:3":  {"a.go", 3},
		"x:1:12":  {"x:1", 12},
		"a b:0":   {"a b", 0},
		"":        {},
		"x y:007": {"x y", 7},
	} {
		var got Spot
		if err := got.UnmarshalText([]byte(in)); err != nil || got != want {
			t.Errorf("%q: %+v, %v, want %+v", in, got, err, want)
		}
	}
	for _, in := range []string{"a.go", "a.go:", "a.go:b"} {
		var got Spot
		if err := got.UnmarshalText([]byte(in)); err == nil {
			t.Errorf("%q: %+v", in, got)
		}
	}
}

func TestSpotInModule(t *testing.T) {
	for _, tt := range []struct {
		spot      Spot
		base, pkg string
	}{
		{Spot{"store/disk/a.go", 3}, "a.go:3", "example.com/m/store/disk"},
		{Spot{"a.go", 3}, "a.go:3", "example.com/m"},
		{Spot{}, "", "example.com/m"},
	} {
		if base, pkg := tt.spot.Base().String(), tt.spot.Package("example.com/m"); base != tt.base || pkg != tt.pkg {
			t.Errorf("%v: %s in %s", tt.spot, base, pkg)
		}
	}
}

func FuzzSpot(f *testing.F) {
	f.Add("a.go", 3)
	f.Add("x:1", 12)
	f.Add("", 0)
	f.Fuzz(func(t *testing.T, file string, line int) {
		s := Spot{file, line}
		text, _ := s.MarshalText()
		var again Spot
		if err := again.UnmarshalText(text); err != nil || again != s {
			t.Errorf("%+v becomes %+v, %v", s, again, err)
		}
	})
}

func TestLevel(t *testing.T) {
	for i, name := range LevelNames() {
		l, err := ParseLevel(name)
		if err != nil || l != Level(i+1) || l.String() != name {
			t.Errorf("%s: %v, %v", name, l, err)
		}
	}
	for _, name := range []string{"", "Error", "none", "Level(0)"} {
		if l, err := ParseLevel(name); err == nil {
			t.Errorf("%q is %v", name, l)
		}
	}
	if _, err := ParseLevel("eror"); !strings.HasSuffix(err.Error(), "; did you mean error?") {
		t.Error(err)
	}
	var l Level
	if text, err := None.MarshalText(); err != nil || len(text) > 0 || l.UnmarshalText(text) != nil || l != None {
		t.Errorf("none: %q, %v, %v", text, err, l)
	}
}
