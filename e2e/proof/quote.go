package proof

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// Quoted is the heading of the section in a rule's page that quotes the proof.
const Quoted = "## What really happened\n"

// jobHead is the beginning of a job's section in the page that Write writes.
var jobHead = regexp.MustCompile(`(?m)^## (\w+)\n\n\[Rule (\w+)\]\([^)]*\): (.*?) \(\[bad\]`)

// Quote returns the sections for the rules' pages by the name of the rule, from
// the text of the proof.
func Quote(proof string) map[string]string {
	quotes := map[string]string{}
	for _, m := range jobHead.FindAllStringSubmatchIndex(proof, -1) {
		name, rule, shows := proof[m[2]:m[3]], proof[m[4]:m[5]], proof[m[6]:m[7]]
		rest := proof[m[1]:]
		if next := strings.Index(rest, "\n## "); next >= 0 {
			rest = rest[:next]
		}
		_, table, ok := strings.Cut(rest, "\n| ")
		if !ok {
			continue
		}
		if quotes[rule] == "" {
			quotes[rule] = Quoted
		}
		quotes[rule] += fmt.Sprintf("\n[%s](../proof.md#%s), %s:\n\n| %s\n", name, name, shows, strings.TrimSpace(table))
	}
	return quotes
}

// Insert puts a quote into a rule's page: in place of the section that is there,
// or else before the section on suppression.
func Insert(page, quote string) (string, error) {
	if start := strings.Index(page, Quoted); start >= 0 {
		end := strings.Index(page[start+1:], "\n## ")
		if end < 0 {
			return "", fmt.Errorf("nothing follows %q", strings.TrimSpace(Quoted))
		}
		page = page[:start] + page[start+1+end+1:]
	}
	at := strings.Index(page, "## Suppress\n")
	if at < 0 {
		return "", fmt.Errorf("there is no section Suppress")
	}
	return page[:at] + quote + "\n" + page[at:], nil
}

// QuoteIn renews the quotes in the pages of the rules, which are in the folder
// rules beside the proof.
func QuoteIn(path string) error {
	proof, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	for rule, quote := range Quote(string(proof)) {
		file := filepath.Join(filepath.Dir(path), "rules", rule+".md")
		page, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		text, err := Insert(string(page), quote)
		if err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		if err := replace(file, text); err != nil {
			return err
		}
	}
	return nil
}
