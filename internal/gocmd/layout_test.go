package gocmd

import (
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"
)

// layoutTree has a directory of each kind.
var layoutTree = map[string]string{
	"go.mod":            "module example.com/m\n\ngo 1.26.0\n",
	"m.go":              "package m\n",
	"a/a.go":            "package a\n\nimport _ \"fmt\"\n",
	"a/a_test.go":       "package a\n",
	"a/x_test.go":       "package a_test\n",
	"a/b/b.go":          "package b\n",
	"a/b/b_none.go":     "//go:build none\n\npackage b\n\nimport _ \"example.com/none\"\n",
	"xtest/x_test.go":   "package xtest_test\n",
	"named_test/n.go":   "package named\n",
	"none/n.go":         "//go:build none\n\npackage none\n",
	"text/README":       "none\n",
	"testdata/t.go":     "package testdata\n",
	"a/testdata/d/t.go": "package d\n",
	"_old/o.go":         "package old\n",
	".hid/h.go":         "package hid\n",
	"vendor/v.txt":      "none\n",
	"other/go.mod":      "module example.com/other\n",
	"other/o.go":        "package other\n",
	"a/_x.go":           "package x\n",
}

func layoutRunner(t *testing.T) (*Runner, *goEnv) {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range layoutTree {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	r := &Runner{Dir: dir, Env: append(os.Environ(), "GOFLAGS=", "GOWORK=off")}
	env, err := r.env(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return r, env
}

// The layout names the packages that the go command lists.
func TestLayout(t *testing.T) {
	r, env := layoutRunner(t)
	for _, patterns := range [][]string{{"./..."}, {"."}, {"./a"}, {"./a/..."}, {"./a", "./a/b", "./xtest"}, {"./named_test/..."}, {"./testdata"}} {
		list, err := r.list(t.Context(), patterns)
		if err != nil {
			t.Fatal(err)
		}
		var units []Unit
		for _, name := range slices.Sorted(maps.Keys(list.named())) {
			units = append(units, Unit{Package: name})
		}
		lay := r.layout(env, patterns)
		if lay == nil {
			t.Errorf("%q: no layout", patterns)
			continue
		}
		foreign := Unit{Package: "example.net/dependency"}
		found, ok := lay.agree(append(slices.Clone(units), foreign))
		if !ok || !reflect.DeepEqual(found, units) {
			t.Errorf("%q: %v, %t; want %v", patterns, found, ok, units)
		}
		got := lay.listing(found)
		if !reflect.DeepEqual(got.paths(), list.paths()) || !reflect.DeepEqual(got.modules(), list.modules()) {
			t.Errorf("%q: packages %q of %q, want %q of %q", patterns, got.paths(), got.modules(), list.paths(), list.modules())
		}
		imports, want := (&Check{list: got}).Imports(), (&Check{list: list}).Imports()
		if !reflect.DeepEqual(imports, want) {
			t.Errorf("%q: imports %q, want %q", patterns, imports, want)
		}
		// Of each unit the layout knows that it is missing.
		for i, u := range units {
			if _, ok := lay.agree(slices.Delete(slices.Clone(units), i, i+1)); ok && u.Package != "example.com/m/a_test" {
				t.Errorf("%q: %s is missing, which nobody sees", patterns, u.Package)
			}
		}
	}
}

// What the directories cannot tell, the go command is asked.
func TestNoLayout(t *testing.T) {
	r, env := layoutRunner(t)
	lay := r.layout(env, []string{"./a/..."})
	if lay == nil {
		t.Fatal("no layout")
	}
	for _, patterns := range [][]string{{"all"}, {"example.com/m/..."}, {"./a/a.go"}, {"./nodir"}, {"./text"}, {"./other"}, {"./other/..."}, {"../..."}, {"./a..."}, {"./.../b"}, {"./a", "fmt"}} {
		if lay := r.layout(env, patterns); lay != nil {
			t.Errorf("%q: layout of %q", patterns, lay.packages)
		}
	}
	for _, change := range []func(*Runner, *goEnv){
		func(r *Runner, _ *goEnv) { r.Build = []string{"-tags=none"} },
		func(_ *Runner, e *goEnv) { e.GOFLAGS = "-tags=none" },
		func(r *Runner, e *goEnv) { e.GOWORK = filepath.Join(r.Dir, "go.work") },
		func(_ *Runner, e *goEnv) { e.GOMOD = os.DevNull },
		func(r *Runner, e *goEnv) { e.GOMOD = filepath.Join(r.Dir, "none", "go.mod") },
	} {
		r, env := *r, *env
		change(&r, &env)
		if lay := r.layout(&env, []string{"./..."}); lay != nil {
			t.Errorf("layout of %q", lay.packages)
		}
	}

	// A package where a pattern covers it and the layout has none.
	units := []Unit{{Package: "example.com/m/a"}, {Package: "example.com/m/a/b"}}
	if _, ok := lay.agree(units); !ok {
		t.Error("units do not agree")
	}
	if _, ok := lay.agree(append(units, Unit{Package: "example.com/m/a/c"})); ok {
		t.Error("a unit that the layout does not have agrees")
	}
	if _, ok := lay.agree(append(units, Unit{})); ok {
		t.Error("a unit without a name agrees")
	}
}
