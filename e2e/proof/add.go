package proof

import (
	"fmt"
	"os"
	"strings"
)

// AddTo adds the results to a page that an earlier run wrote, as rows of the
// tables of its jobs, and leaves the rest of the page as it is. Rows of the same
// place are replaced.
func (p *Proof) AddTo(path string) error {
	page, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	text := string(page)
	for _, j := range p.Jobs {
		if text, err = addRows(text, j); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
	}
	return replace(path, text)
}

// addRows adds a job's rows to its table.
func addRows(page string, j *JobResults) (string, error) {
	head := "\n## " + j.Name + "\n"
	start := strings.Index(page, head)
	if start < 0 {
		return "", fmt.Errorf("there is no section %q", j.Name)
	}
	start += len(head)
	end := len(page)
	if next := strings.Index(page[start:], "\n## "); next >= 0 {
		end = start + next
	}
	var lines []string
	last := 0
	for _, line := range strings.Split(page[start:end], "\n") {
		if strings.HasPrefix(line, "| ") && j.replaces(line) {
			continue
		}
		lines = append(lines, line)
		if strings.HasPrefix(line, "| ") {
			last = len(lines)
		}
	}
	rows := append([]string{}, lines[:last]...)
	for i := range j.Bad {
		rows = append(rows, j.row(i))
	}
	rows = append(rows, lines[last:]...)
	return page[:start] + strings.Join(rows, "\n") + page[end:], nil
}

// row is a job's row for one place.
func (j *JobResults) row(i int) string {
	return fmt.Sprintf("| %s | %s | %s |", j.Bad[i].Cluster, cell(j.Bad[i]), cell(j.Good[i]))
}

// replaces tells whether a row is of a place that j has a result for.
func (j *JobResults) replaces(line string) bool {
	for _, r := range j.Bad {
		if strings.HasPrefix(line, "| "+r.Cluster+" |") {
			return true
		}
	}
	return false
}
