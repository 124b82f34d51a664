package lab

import (
	"fmt"
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
	case len(t.Faults) > 0:
		verdict = "**bad**: " + strings.Join(t.Faults, "; ")
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

// Page returns the page of the results in Markdown.
func (r *Results) Page() string { return r.Table() }
