package catalog

import "testing"

// TestWithin: a table for packages of the user's own module describes them, and does not
// exempt them from being looked at; one for another module does.
func TestWithin(t *testing.T) {
	tables, err := Parse("job.json", []byte(`{"modules": ["example.com/app/job"], "name": "job", "calls": [{"call": "~.Wait", "class": "blocking", "effect": "timewait"}]}`))
	if err != nil {
		t.Fatal(err)
	}
	c := Default().Extend(tables)
	const below = "example.com/app/job/impl"
	for _, test := range []struct {
		module             string
		library, describes bool
	}{
		{module: "", library: true},
		{module: "example.com/app", describes: true},
		{module: "example.com/app/job", describes: true},
		{module: "example.com/ap", library: true},
		{module: "example.com/other", library: true},
	} {
		own := c.Within(test.module)
		if got := own.IsLibrary(below); got != test.library {
			t.Errorf("in module %q, %s is a library: %v", test.module, below, got)
		}
		if got := own.Describes(below); got != test.describes {
			t.Errorf("in module %q, the tables describe %s: %v", test.module, below, got)
		}
		if own.Call(Symbol{Pkg: "example.com/app/job", Name: "Wait"}) == nil {
			t.Errorf("in module %q, the call is not known", test.module)
		}
		if !own.IsLibrary("github.com/riverqueue/river") {
			t.Errorf("in module %q, river is no library", test.module)
		}
	}
	if river := Default().Within("github.com/riverqueue/river"); !river.IsLibrary("github.com/riverqueue/river") {
		t.Error("an embedded table no longer exempts its library")
	}
}
