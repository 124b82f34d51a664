// Command pages writes the source of the site: the pages of docs with links that work
// there, and those that are made of data, which are the start page, one page for each
// library that runs operators, and the index of the rules.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"io/fs"
	"log"
	"os"
	"path/filepath"
	"strings"

	"github.com/jobvet/jobvet/docs"
	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/catalog/pages"
	"github.com/jobvet/jobvet/internal/rule"
	"github.com/jobvet/jobvet/site/library"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("pages: ")
	root := flag.String("root", "..", "`directory` of the repository")
	dir := flag.String("dir", "build", "`directory` to write to")
	flag.Parse()
	if err := write(os.DirFS(*root), *dir); err != nil {
		log.Fatal(err)
	}
}

// write writes the configuration and the pages.
func write(root fs.FS, dir string) error {
	m, err := all(root)
	if err != nil {
		return err
	}
	if names := missing(m); names != nil {
		return fmt.Errorf("navigation in nav.go has no place for %s", strings.Join(names, ", "))
	}
	config, err := json.MarshalIndent(map[string]any{"INHERIT": "../mkdocs.yml", "nav": navigation(m)}, "", "  ")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, "mkdocs.yml"), config, 0o666); err != nil { // JSON is YAML
		return err
	}
	for name, page := range m {
		name = filepath.Join(dir, "pages", filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			return err
		}
		if err := os.WriteFile(name, []byte(page), 0o666); err != nil {
			return err
		}
	}
	return nil
}

// all are the pages by their paths in the site, where those of docs have the same as
// there.
func all(root fs.FS) (map[string]string, error) {
	readme, err := fs.ReadFile(root, "README.md")
	if err != nil {
		return nil, err
	}
	list := library.All()
	m := map[string]string{"index.md": home(string(readme), list), "rules/index.md": rules(), "start/index.md": starts(list)}
	for _, l := range list {
		m["start/"+l.Slug+".md"] = start(l)
	}
	form, err := fs.ReadFile(root, "site/web/playground.html")
	if err != nil {
		return nil, err
	}
	for _, pattern := range []string{"docs/*.md", "docs/cure/*.md", "docs/rules/*.md"} {
		names, err := fs.Glob(root, pattern)
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			text, err := fs.ReadFile(root, name)
			if err != nil {
				return nil, err
			}
			name = strings.TrimPrefix(name, "docs/")
			if m[name], err = adapt(root, name, string(text)); err != nil {
				return nil, err
			}
		}
	}
	m["playground.md"] = withForm(m["playground.md"], string(form))
	return m, nil
}

// withForm puts the form behind the first paragraph of a page, which gets the whole width.
func withForm(page, form string) string {
	title, rest, _ := strings.Cut(page, "\n\n")
	first, rest, _ := strings.Cut(rest, "\n\n")
	return "---\nhide: [navigation, toc]\n---\n" + title + "\n\n" + first + "\n" + form + "\n" + rest
}

// home is the start page.
func home(readme string, list []*library.Library) string {
	var b strings.Builder
	fmt.Fprintf(&b, `# jobvet

%s

![A run of jobvet on the demo: each finding with the operator, the chain of calls, the harm, and what to do](output.svg)

<p class="actions"><a class="md-button md-button--primary" href="playground/">Try it in the browser</a>
<a class="md-button" href="guide/">Read the guide</a>
<a class="md-button" href="graph-demo.html">See the demo drawn</a></p>

## What do you use?

`, introduction(readme))
	choice(&b, list, "start/")
	b.WriteString("\nSomething else? [Teach jobvet your framework](extending.md).\n\n## What it finds\n\n")
	ruleTable(&b, "rules/")
	return b.String()
}

// introduction is the first paragraph of the README, with links from docs.
func introduction(readme string) string {
	_, text, _ := strings.Cut(readme, "\n\n")
	text, _, _ = strings.Cut(text, "\n\n")
	text = strings.ReplaceAll(text, "](docs/", "](")
	return strings.ReplaceAll(text, "](ratelimit)", "](limits.md)")
}

// choice lists the libraries as links.
func choice(b *strings.Builder, list []*library.Library, dir string) {
	b.WriteString("<div class=\"choice\" markdown>\n\n")
	for _, l := range list {
		fmt.Fprintf(b, "- [%s](%s%s.md)\n", l.Title, dir, l.Slug)
	}
	b.WriteString("\n</div>\n")
}

func starts(list []*library.Library) string {
	var b strings.Builder
	b.WriteString("# What do you use?\n\n")
	choice(&b, list, "")
	b.WriteString("\n[Frameworks](../frameworks.md) has all of them on one page.\n")
	return b.String()
}

func rules() string {
	var b strings.Builder
	b.WriteString("# Rules\n\n")
	ruleTable(&b, "")
	b.WriteString("\nThe level depends on the framework's [policy](../frameworks.md) and on what ends a wait; the pages have the tables.\n")
	return b.String()
}

func ruleTable(b *strings.Builder, dir string) {
	b.WriteString("| rule | | highest level | fix |\n| --- | --- | --- | --- |\n")
	for _, r := range rule.All() {
		page, _ := docs.Lookup(r.Name)
		fix := ""
		if r.Fix != nil {
			fix = "yes"
		}
		fmt.Fprintf(b, "| [%s](%s%s.md) | %s | %s | %s |\n", r.Name, dir, r.Name, page.Summary(), r.Highest(), fix)
	}
}

// tolerance says what a policy makes of a wait.
func tolerance(p catalog.Policy) string {
	switch p {
	case catalog.Forbid:
		return "must not wait at all: a wait is an error, even if a context ends it"
	case catalog.Bounded:
		return "may wait if its own context ends the wait: any other wait is an error"
	}
	return "may wait: only a wait that nothing ends is reported, as a caution"
}

// start is the page of a user of the library.
func start(l *library.Library) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# I use %s\n\n", l.Title)
	for _, f := range l.Frameworks {
		your := "A function that " + l.Title + " calls"
		if len(l.Frameworks) > 1 {
			your = "**" + unique(l, f, f.Name) + "**: a function that it calls"
		}
		fmt.Fprintf(&b, "- %s %s. What a wait does: %s.\n", your, tolerance(f.Policy), f.Wait)
	}
	for _, f := range l.Frameworks {
		if f.Measured != "" {
			fmt.Fprintf(&b, "- You have a rate limit? [%s under load](../%s) says what to do, with code and measurements.\n", unique(l, f, f.Name), f.Measured)
		}
	}
	if l.Title == "Beam" {
		b.WriteString("- On Flink a job as the Go SDK submits it commits nothing before a finite input ends: [set these options](../flink.md) first.\n")
	}
	fmt.Fprintf(&b, `
<p class="actions"><a class="md-button md-button--primary" href="../../playground/#%s">Open an example in the browser</a></p>

## Check your job

    jobvet -operators ./...             # is my job seen at all?
    jobvet ./...                        # what is wrong
    jobvet -fix -diff ./...             # what -fix would change

[The guide](../guide.md) leads through the way from a job that waits to one that asks; [limits](../limits.md) says which limiter to take. [Frameworks](../frameworks.md) explains the words below.
`, l.Slug)
	for _, f := range l.Frameworks {
		heading := f.Name
		if len(l.Frameworks) == 1 {
			heading = "What jobvet knows"
		}
		fmt.Fprintf(&b, "\n## %s\n\n%s", unique(l, f, heading), pages.Framework(f))
	}
	return b.String()
}

// unique is the heading of a framework, with its table if others have the same name.
func unique(l *library.Library, f *catalog.Framework, heading string) string {
	for _, other := range l.Frameworks {
		if other != f && other.Name == f.Name {
			return heading + " in " + f.Table().Name
		}
	}
	return heading
}
