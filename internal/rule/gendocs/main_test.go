package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jobvet/jobvet/internal/rule"
)

// TestStale compares the pages with the rules.
func TestStale(t *testing.T) {
	for _, r := range rule.All() {
		page, err := os.ReadFile(filepath.Join("..", "..", "..", "docs", "rules", r.Name+".md"))
		if err != nil || withLevels(string(page), r) != string(page) {
			t.Errorf("the page of %s is stale: run go generate ./internal/rule (%v)", r.Name, err)
		}
	}
}

func TestWithLevels(t *testing.T) {
	r := rule.Lookup("timewait")
	const bare = "# x\n\nReports x.\n\n## Bad\n\nb\n\n## Good\n"
	page := withLevels(bare, r)
	if again := withLevels(page, r); again != page {
		t.Errorf("written once:\n%s\nand again:\n%s", page, again)
	}
	const want = `
## Level

| what ends the wait | forbid (Beam, goka, workflow code, ...) | bounded (river, asynq, watermill, ...) | free (cron, Lambda) |
| --- | --- | --- | --- |
| nothing on some path, and nobody else can end it | error | error | error |
| nothing | error | error | not reported |
| a context that is not the operator's own | caution | caution | not reported |
| the operator's own context, or a time limit | caution | not reported | not reported |

A finding that jobvet is not sure of is at most a caution.

## Bad
`
	if !strings.Contains(page, want) {
		t.Errorf("the page is\n%s", page)
	}
	if old := strings.Replace(page, "| error |", "| hint |", 1); withLevels(old, r) != page {
		t.Error("a stale table stays")
	}
}
