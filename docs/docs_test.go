package docs_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/jobvet/jobvet/analyzer"
	"github.com/jobvet/jobvet/docs"
)

// Each rule has a page and each page a rule.
func TestPages(t *testing.T) {
	var names []string
	for _, r := range docs.Rules() {
		names = append(names, r.Name)
		t.Run(r.Name, func(t *testing.T) {
			if !strings.HasPrefix(r.Markdown, "# "+r.Name+"\n") {
				t.Error("the page does not start with the rule's name")
			}
			sum, desc := r.Summary(), r.Description()
			if !strings.HasPrefix(sum, "Reports ") || len(sum) > 200 {
				t.Errorf("summary %q", sum)
			}
			if !strings.HasPrefix(desc, strings.TrimSuffix(sum, ".")) || len(desc) > 1000 {
				t.Errorf("description %q", desc)
			}
			if strings.ContainsAny(desc, "`\n") || strings.Contains(desc, "](") {
				t.Errorf("description with marks: %q", desc)
			}
			if rel := regexp.MustCompile(`\]\((?:[^h]|h[^t])[^)]*\)`).FindString(r.Standalone()); rel != "" {
				t.Errorf("a relative link: %s", rel)
			}
		})
	}
	want := slices.Sorted(slices.Values(analyzer.RuleNames()))
	if !slices.Equal(names, want) {
		t.Errorf("pages %v, rules %v", names, want)
	}
}

func TestLookup(t *testing.T) {
	r, ok := docs.Lookup("ratewait")
	if !ok || r.URL() != docs.Site+"/rules/ratewait.md" {
		t.Errorf("ratewait: %v, %s", ok, r.URL())
	}
	if want := "Reports code that blocks on a rate limiter, if an operator reaches it."; r.Summary() != want {
		t.Errorf("summary %q, want %q", r.Summary(), want)
	}
	if !strings.Contains(r.Standalone(), "[catalogue]("+docs.Site+"/limiters.md)") {
		t.Error("the link to the catalogue is not absolute")
	}
	for _, name := range []string{"", "nope", "../design", "ratewait.md"} {
		if _, ok := docs.Lookup(name); ok {
			t.Errorf("there is a page %q", name)
		}
	}
}
