package main

import (
	"slices"
	"strings"

	"github.com/jobvet/jobvet/internal/rule"
	"github.com/jobvet/jobvet/site/library"
)

// A section is a part of the site's navigation: its title, and the pages' paths.
type section map[string][]string

// navigation puts all pages of the site in order.
func navigation(pages map[string]string) []section {
	starts := []string{"start/index.md"}
	for _, l := range library.All() {
		starts = append(starts, "start/"+l.Slug+".md")
	}
	rules := []string{"rules/index.md"}
	for _, r := range rule.All() {
		rules = append(rules, "rules/"+r.Name+".md")
	}
	var cures []string
	for name := range pages {
		if strings.HasPrefix(name, "cure/") {
			cures = append(cures, name)
		}
	}
	slices.Sort(cures)
	return []section{
		{"Start": {"index.md", "guide.md", "explain.md", "configuration.md", "extending.md"}},
		{"Playground": {"playground.md"}},
		{"I use ...": starts},
		{"Rules": rules},
		{"Run it": {"drivers.md", "ci.md", "golangci.md", "bazel.md", "editors.md", "speed.md"}},
		{"Limits": {"limits.md", "flink.md", "limiters.md", "frameworks.md"}},
		{"Under load": append([]string{"cure.md"}, cures...)},
		{"Evidence": {"proof.md", "proof-of-fixes.md", "field-report.md", "benchmarks.md", "design.md"}},
	}
}

// missing are the pages that the navigation does not have.
func missing(pages map[string]string) []string {
	var all, names []string
	for _, s := range navigation(pages) {
		for _, list := range s {
			all = append(all, list...)
		}
	}
	for name := range pages {
		if !slices.Contains(all, name) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}
