// Package docs is the documentation of the rules, for programs: the command
// explains a rule with its page, and reports in SARIF carry the pages.
package docs

import (
	"embed"
	"net/url"
	"regexp"
	"strings"
	"sync"
)

//go:embed rules/*.md
var pages embed.FS

// Site is the address of the documentation; links in pages are relative to
// it, or to its directory rules.
const Site = "https://github.com/jobvet/jobvet/blob/main/docs"

// A Rule is the page of one rule, in Markdown.
type Rule struct {
	Name string
	// Markdown is the page as it stands in rules/<Name>.md. Its links are
	// relative to that file.
	Markdown string
}

// Rules returns the pages of all rules, sorted by name. It is safe for
// concurrent use; callers must not change the slice.
var Rules = sync.OnceValue(func() []Rule {
	entries, err := pages.ReadDir("rules")
	if err != nil {
		panic(err) // they are part of the executable
	}
	var rules []Rule
	for _, e := range entries {
		text, err := pages.ReadFile("rules/" + e.Name())
		if err != nil {
			panic(err)
		}
		rules = append(rules, Rule{
			Name:     strings.TrimSuffix(e.Name(), ".md"),
			Markdown: strings.ReplaceAll(string(text), "\r\n", "\n"),
		})
	}
	return rules
})

// Lookup returns the page of the rule with the given name.
func Lookup(name string) (Rule, bool) {
	for _, r := range Rules() {
		if r.Name == name {
			return r, true
		}
	}
	return Rule{}, false
}

// URL is the address of the page.
func (r Rule) URL() string { return Site + "/rules/" + r.Name + ".md" }

// Description is the first paragraph of the page as one line of plain text.
func (r Rule) Description() string {
	for par := range strings.SplitSeq(r.Markdown, "\n\n") {
		par = strings.TrimSpace(par)
		if par != "" && !strings.HasPrefix(par, "#") {
			return plain(par)
		}
	}
	return ""
}

// Summary is the first clause of the description, as a sentence.
func (r Rule) Summary() string {
	text := r.Description()
	if loc := clauseEnd.FindStringIndex(text); loc != nil {
		text = text[:loc[0]]
	}
	return strings.TrimSuffix(text, ".") + "."
}

// Standalone is the page with links that work anywhere.
func (r Rule) Standalone() string {
	return link.ReplaceAllStringFunc(r.Markdown, func(s string) string {
		m := link.FindStringSubmatch(s)
		base, err := url.Parse(r.URL())
		if err != nil {
			return s
		}
		target, err := base.Parse(m[2])
		if err != nil {
			return s
		}
		return "[" + m[1] + "](" + target.String() + ")"
	})
}

var (
	clauseEnd = regexp.MustCompile(`[:;.]\s`)
	link      = regexp.MustCompile(`\[([^\]\n]+)\]\(([^)\s]+)\)`)
)

// plain takes the marks out of a paragraph of Markdown.
func plain(s string) string {
	s = link.ReplaceAllString(s, "$1")
	s = strings.NewReplacer("`", "", "**", "").Replace(s)
	return strings.Join(strings.Fields(s), " ")
}
