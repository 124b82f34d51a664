package docs_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/jobvet/jobvet/internal/catalog"
)

// TestBeamCures holds the verdicts on Beam's cures to what the page says that the jobs
// did: a cure is good if all elements came, the first of them before the end, on each
// runner that goes on meanwhile.
func TestBeamCures(t *testing.T) {
	page, err := os.ReadFile("proof.md")
	if err != nil {
		t.Fatal(err)
	}
	var beam *catalog.Framework
	for _, table := range catalog.Default().Tables() {
		for _, f := range table.Frameworks {
			if f.Name == "Beam" {
				beam = f
			}
		}
	}
	for kind, job := range map[catalog.CureKind]string{catalog.GiveBackCure: "ratewait", catalog.Hold: "ratehold"} {
		good := 0
		for where, did := range goodRows(string(page), job) {
			if !strings.Contains(where, "open source") {
				continue // there nothing goes on before the end, or a watermark does not move
			}
			if !regexp.MustCompile(`^done, (\d+) of (\d+), first output`).MatchString(did) {
				t.Errorf("%s, %s: %s, and %s is called good", job, where, did, kind)
			}
			good += strings.Count(where, "open source") // a row may be of several places
		}
		if good < 2 {
			t.Errorf("%s: %d places tell of %s; want two", job, good, kind)
		}
		if beam == nil || !beam.IsGood(kind) {
			t.Errorf("Beam's %s is not called good", kind)
		}
	}
}

// goodRows returns what a job's good version did, by place.
func goodRows(page, job string) map[string]string {
	_, section, _ := strings.Cut(page, "\n## "+job+"\n")
	section, _, _ = strings.Cut(section, "\n## ")
	rows := map[string]string{}
	for line := range strings.Lines(section) {
		cells := strings.Split(strings.TrimSpace(line), " | ")
		if len(cells) == 3 && strings.HasPrefix(cells[0], "| ") {
			rows[strings.TrimPrefix(cells[0], "| ")] = strings.TrimSuffix(cells[2], " |")
		}
	}
	return rows
}
