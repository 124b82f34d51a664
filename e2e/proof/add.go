package proof

import (
	"fmt"
	"os"
	"slices"
	"strings"
)

// AddTo adds what the jobs did and how the limits were kept to a page that an
// earlier run wrote, as rows of its tables, and leaves the rest of the page as it
// is. Rows of the same place are replaced.
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
	if len(p.Limits) > 0 {
		var rows, places []string
		for _, l := range p.Limits {
			rows, places = append(rows, l.row()), append(places, l.Cluster)
		}
		if text, err = addToTable(text, limitsHeading, places, rows); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
	}
	if len(p.Holds) > 0 {
		var rows, places []string
		for _, h := range p.Holds {
			rows, places = append(rows, h.row()), append(places, h.Cluster)
		}
		if text, err = addToTable(text, holdsHeading, places, rows); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
	}
	return replace(path, text)
}

// addRows adds a job's rows to its table.
func addRows(page string, j *JobResults) (string, error) {
	var rows, places []string
	for i, r := range j.Bad {
		rows, places = append(rows, j.row(i)), append(places, r.Cluster)
	}
	return addToTable(page, j.Name, places, rows)
}

// addToTable adds rows to the table of a section, in place of those that begin
// with one of the places.
func addToTable(page, heading string, places, rows []string) (string, error) {
	head := "\n## " + heading + "\n"
	start := strings.Index(page, head)
	if start < 0 {
		return "", fmt.Errorf("there is no section %q", heading)
	}
	start += len(head)
	end := len(page)
	if next := strings.Index(page[start:], "\n## "); next >= 0 {
		end = start + next
	}
	var lines []string
	last := 0
	for _, line := range strings.Split(page[start:end], "\n") {
		isRow := strings.HasPrefix(line, "| ")
		if isRow && slices.ContainsFunc(places, func(p string) bool { return strings.HasPrefix(line, "| "+p+" |") }) {
			continue
		}
		lines = append(lines, line)
		if isRow {
			last = len(lines)
		}
	}
	return page[:start] + strings.Join(slices.Insert(lines, last, rows...), "\n") + page[end:], nil
}

// row is a job's row for one place.
func (j *JobResults) row(i int) string {
	return fmt.Sprintf("| %s | %s | %s |", j.Bad[i].Cluster, cell(j.Bad[i]), cell(j.Good[i]))
}
