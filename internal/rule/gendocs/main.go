// Gendocs writes the levels of each rule into its page: go generate ./internal/rule
package main

import (
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"log"
	"os"
	"path/filepath"
	"strings"

	"github.com/jobvet/jobvet/internal/finding"
	"github.com/jobvet/jobvet/internal/rule"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("gendocs: ")
	dir := flag.String("dir", "docs/rules", "`directory` of the pages")
	flag.Parse()
	for _, r := range rule.All() {
		name := filepath.Join(*dir, r.Name+".md")
		text, err := os.ReadFile(name)
		if errors.Is(err, fs.ErrNotExist) {
			log.Printf("%s has no page yet", r.Name)
			continue
		}
		if err == nil {
			err = os.WriteFile(name, []byte(withLevels(string(text), r)), 0o666)
		}
		if err != nil {
			log.Fatal(err)
		}
	}
}

const (
	heading = "\n## Level\n"
	next    = "\n## Bad\n" // the heading behind it
)

// withLevels returns the text of a page with the levels of the rule in their
// section, which it makes if there is none.
func withLevels(page string, r *rule.Rule) string {
	before, rest, found := strings.Cut(page, heading)
	if !found {
		before, rest, _ = strings.Cut(page, next)
		return before + heading + "\n" + levels(r) + next + rest
	}
	if i := strings.Index(rest, "\n## "); i >= 0 {
		rest = rest[i:]
	}
	return before + heading + "\n" + levels(r) + rest
}

// levels says which levels the findings of a rule have.
func levels(r *rule.Rule) string {
	text := table(r.Levels)
	if r.Highest() == finding.Error && !r.Last {
		text += "\nA finding that jobvet is not sure of is at most a caution.\n"
	}
	return text
}

// table is the table of levels; one sentence if all are equal.
func table(l rule.Levels) string {
	rows := l.Rows()
	if first := rows[0]; len(rows) == 1 && first.Forbid == first.Bounded && first.Bounded == first.Free {
		return "It is " + article(first.Forbid) + " under every policy.\n"
	}
	var b strings.Builder
	question, line := "", "| --- | --- | --- |\n"
	if l.Question() != "" {
		question, line = "| "+l.Question()+" ", "| --- "+line
	}
	b.WriteString(question + "| forbid (Beam, goka, workflow code, ...) | bounded (river, asynq, watermill, ...) | free (cron, Lambda) |\n" + line)
	for i := 0; i < len(rows); {
		row, cases := rows[i], rows[i].Case
		for i++; i < len(rows) && rows[i].PerPolicy == row.PerPolicy; i++ {
			cases += ", or " + rows[i].Case
		}
		if question != "" {
			fmt.Fprintf(&b, "| %s ", cases)
		}
		fmt.Fprintf(&b, "| %s | %s | %s |\n", cell(row.Forbid), cell(row.Bounded), cell(row.Free))
	}
	return b.String()
}

func cell(l finding.Level) string {
	if l == finding.None {
		return "not reported"
	}
	return l.String()
}

func article(l finding.Level) string {
	if l == finding.Error {
		return "an " + l.String()
	}
	return "a " + l.String()
}
