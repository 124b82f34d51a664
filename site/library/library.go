// Package library is the libraries that run operators, as a user who chooses one
// thinks of them: Temporal is one, though its workflows and activities are two
// frameworks of the catalogue.
package library

import (
	"cmp"
	"slices"
	"strings"

	"github.com/jobvet/jobvet/internal/catalog"
)

// A Library is what a user says to use.
type Library struct {
	// Title is its name, and Slug the name of its page.
	Title, Slug string
	// Frameworks are those of the catalogue that belong to it.
	Frameworks []*catalog.Framework
}

// All returns the libraries of the catalogue, sorted by title.
func All() []*Library {
	var list []*Library
	for _, t := range catalog.Default().Tables() {
		if len(t.Frameworks) == 0 {
			continue
		}
		name := title(t)
		i := slices.IndexFunc(list, func(l *Library) bool { return l.Title == name })
		if i < 0 {
			i = len(list)
			list = append(list, &Library{Title: name, Slug: slug(name)})
		}
		list[i].Frameworks = append(list[i].Frameworks, t.Frameworks...)
	}
	slices.SortFunc(list, func(a, b *Library) int { return cmp.Compare(strings.ToLower(a.Title), strings.ToLower(b.Title)) })
	return list
}

// title is the words with which the names of a table's frameworks begin.
func title(t *catalog.Table) string {
	words := strings.Fields(t.Frameworks[0].Name)
	for _, f := range t.Frameworks[1:] {
		other := strings.Fields(f.Name)
		n := 0
		for n < min(len(words), len(other)) && words[n] == other[n] {
			n++
		}
		words = words[:n]
	}
	return cmp.Or(strings.Join(words, " "), t.Name)
}

// slug is a title as a part of an address.
func slug(title string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(title), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	}), "-")
}

// Modules are the paths of the library's modules, each once.
func (l *Library) Modules() []string {
	var list []string
	for _, f := range l.Frameworks {
		for _, m := range f.Table().Modules {
			if !slices.Contains(list, m) {
				list = append(list, m)
			}
		}
	}
	return list
}
