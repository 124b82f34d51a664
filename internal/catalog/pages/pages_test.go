package pages

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/jobvet/jobvet/internal/catalog"
)

// TestStale compares the documents with the catalogue.
func TestStale(t *testing.T) {
	for name, want := range All(catalog.Default().Tables()) {
		got, err := os.ReadFile(filepath.Join("..", "..", "..", "docs", name))
		if err != nil || string(got) != want {
			t.Errorf("docs/%s is stale: run go generate ./internal/catalog", name)
		}
	}
}

func TestCode(t *testing.T) {
	for _, test := range []struct {
		want  string
		names []string
	}{
		{"", nil},
		{"`A`, `B1`, `B2`, `B3`", []string{"A", "B1", "B2", "B3"}},
		{"`B0x1` ... `B10x2`, `C`", []string{"B0x1", "B0x2", "B10x1", "B10x2", "C"}},
	} {
		if got := code(test.names...); got != test.want {
			t.Errorf("%q are written %q, want %q", test.names, got, test.want)
		}
	}
}

func TestShorten(t *testing.T) {
	table := &catalog.Table{Modules: []string{"github.com/x/y/v2", "github.com/x/y"}}
	for name, want := range map[string]string{
		"~.F":                            "F",
		"(*~.T).M":                       "(*T).M",
		"~/go/pkg/beam.ParDo":            "beam.ParDo",
		"(*~/sdks/go.Client).New":        "(*sdks/go.Client).New",
		"~/api/v1.F":                     "api/v1.F",
		"(github.com/x/y/v2.T).M":        "(T).M",
		"github.com/x/y/sub.F":           "sub.F",
		"(*golang.org/x/y.T).M":          "(*golang.org/x/y.T).M",
		"(*net/http.Client).Do":          "(*net/http.Client).Do",
		"~.Config.ErrorHandler":          "Config.ErrorHandler",
		"(~/public/service.Input).Get":   "(service.Input).Get",
		"(*~/rate.L).AllowN(n int) bool": "(*rate.L).AllowN(n int) bool",
	} {
		if got := shorten(table, name); got != want {
			t.Errorf("shorten(%q) = %q, want %q", name, got, want)
		}
	}
}
