package nearest

import "testing"

func TestTo(t *testing.T) {
	known := []string{"ratewait", "rateasync", "chanwait", "level", "C", "fix"}
	for name, want := range map[string]string{
		"ratewait": "ratewait", "ratwait": "ratewait", "ratewiat": "ratewait", "lvel": "level", "levels": "level", "levle": "level",
		"rules": "", "wait": "", "": "", "x": "", "fxi": "", "fx": "fix",
	} {
		if got := To(name, known); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
	if got, want := Hint("lvel", "-", known), "; did you mean -level?"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got := Hint("nothing", "-", known); got != "" {
		t.Errorf("%q for what is not close", got)
	}
}

func FuzzDistance(f *testing.F) {
	f.Add("ratewait", "ratewiat")
	f.Add("", "x")
	f.Fuzz(func(t *testing.T, a, b string) {
		d := distance(a, b)
		if d != distance(b, a) || d > max(len(a), len(b)) || (d == 0) != (a == b) {
			t.Errorf("%q to %q: %d, back %d", a, b, d, distance(b, a))
		}
	})
}
