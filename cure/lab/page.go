package lab

import (
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// Table returns a table of all trials in Markdown.
func (r *Results) Table() string {
	var b strings.Builder
	b.WriteString("| framework | load | way | done | twice | failed | runs | most for one | time / ideal | first | CPU | others wait: median, most | verdict |\n")
	b.WriteString("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n")
	for _, f := range r.Frameworks {
		for _, load := range Loads() {
			for _, way := range f.Ways() {
				if t := f.Trial(way, load); t != nil {
					b.WriteString(t.row(f.Key))
				}
			}
		}
	}
	return b.String()
}

func (t *Trial) row(framework string) string {
	verdict := "good"
	switch {
	case t.Way == Waiting:
		verdict = ""
	case len(t.Faults) == 0 && (t.Load == Stop || t.Load == Timeout):
		verdict = "no worse"
	case t.bad():
		verdict = "**bad**: " + strings.Join(t.Faults, "; ")
	case len(t.Faults) > 0:
		verdict = "**beware**: " + strings.Join(t.Faults, "; ")
	}
	others := ""
	if t.OthersMost > 0 {
		others = fmt.Sprintf("%.0f ms, %.0f ms", 1000*t.OthersMedian, 1000*t.OthersMost)
	}
	if t.OthersLost > 0 {
		others += fmt.Sprintf(", %d not come", t.OthersLost)
	}
	return fmt.Sprintf("| %s | %s | %s | %d of %d | %d | %d | %d | %d | %.1f s / %.1f s | %.0f ms | %.2f s | %s | %s |\n", framework, t.Load, t.Way,
		t.Done, t.Items, t.Twice, t.Failed, t.Runs, t.MaxRuns, t.Seconds, t.Ideal, 1000*t.First, t.CPU, others, verdict)
}

// The table of a page stands between these lines.
const (
	tableBegins = "<!-- the lab writes this table -->\n"
	tableEnds   = "<!-- end of the table -->\n"
)

// plotName is the file with the plot, beside the page.
const plotName = "cure.svg"

// WritePage renews cure.md in a folder, and its plot.
func (r *Results) WritePage(folder string) error {
	page := filepath.Join(folder, "cure.md")
	text, err := os.ReadFile(page)
	if err != nil {
		return err
	}
	renewed, err := r.Renewed(string(text))
	if err != nil {
		return fmt.Errorf("%s: %w", page, err)
	}
	return errors.Join(os.WriteFile(page, []byte(renewed), 0o666), os.WriteFile(filepath.Join(folder, plotName), []byte(r.Plot()), 0o666))
}

// Renewed returns the page with the table of these results, and the plot.
func (r *Results) Renewed(page string) (string, error) {
	before, rest, found := strings.Cut(page, tableBegins)
	_, after, ends := strings.Cut(rest, tableEnds)
	if !found || !ends {
		return "", fmt.Errorf("the page has no lines %q and %q", tableBegins, tableEnds)
	}
	on := make([]string, len(r.Frameworks))
	for i, f := range r.Frameworks {
		on[i] = fmt.Sprintf("| %s | %s %s | %s | %s, %s |\n", f.Key, path.Base(f.Module), f.Version, f.On, f.Date, f.Machine)
	}
	return before + tableBegins + "\n![Time and runs of a full queue, by framework and way](" + plotName + ")\n\n" + r.Table() + "\n| framework | module | on | measured |\n| --- | --- | --- | --- |\n" + strings.Join(on, "") + "\n" + tableEnds + after, nil
}
