package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/jobvet/jobvet/bench/internal/section"
)

const (
	plotName    = "benchmarks-analyzer.svg"
	sectionName = "analyzer"

	reference = "vet" // what the others are compared with
)

// peers are the tools that people run. golangci runs jobvet as well, beside
// govet: it is what our plugin costs there.
var peers = []string{"vet", "workflowcheck", "staticcheck", "golangci"}

// load reads the results, by subject.
func load(file string) (map[string]*result, error) {
	results := make(map[string]*result)
	data, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return results, nil
	}
	if err != nil {
		return nil, err
	}
	return results, json.Unmarshal(data, &results)
}

// save puts the result in place of the subject's earlier one.
func (r *result) save(file string) error {
	results, err := load(file)
	if err != nil {
		return err
	}
	results[r.Subject] = r
	data, err := json.MarshalIndent(results, "", "\t")
	if err != nil {
		return err
	}
	return os.WriteFile(file, append(data, '\n'), 0o666)
}

func wall(s sample) float64 { return s.Wall }
func cpu(s sample) float64  { return s.CPU }
func rss(s sample) float64  { return s.RSS }

// of returns the median of a field.
func (r *result) of(scenario, tool string, field func(sample) float64) float64 {
	return median(fields(r.Samples[scenario][tool], field))
}

func fields(samples []sample, field func(sample) float64) []float64 {
	var values []float64
	for _, s := range samples {
		values = append(values, field(s))
	}
	return values
}

// ratio returns the median of the ratios of a tool to another one, each of
// samples that were taken side by side, or 0 without any.
func (r *result) ratio(scenario, tool, to string, field func(sample) float64) float64 {
	ours, theirs := r.Samples[scenario][tool], r.Samples[scenario][to]
	var ratios []float64
	for i := range min(len(ours), len(theirs)) {
		ratios = append(ratios, field(ours[i])/field(theirs[i]))
	}
	if len(ratios) == 0 {
		return 0
	}
	return median(ratios)
}

// fastest returns the peer that takes the least time, "" if none was measured.
func (r *result) fastest(scenario string) string {
	best := ""
	for _, p := range peers {
		if len(r.Samples[scenario][p]) > 0 && (best == "" || r.of(scenario, p, wall) < r.of(scenario, best, wall)) {
			best = p
		}
	}
	return best
}

// table returns a result as a table in Markdown.
func (r *result) table() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %d packages with their dependencies; %s; `%s`.\n\n", r.Title, r.Packages, r.Machine, r.Command)
	if r.Note != "" {
		fmt.Fprintf(&b, "Note: %s.\n\n", r.Note)
	}
	var runs []string
	for _, sc := range scenarios {
		if len(r.Samples[sc.name]) > 0 {
			runs = append(runs, sc.name)
		}
	}
	fmt.Fprintf(&b, "| tool | %s |\n| --- |%s\n", strings.Join(runs, " | "), strings.Repeat(" --- |", len(runs)))
	for _, t := range r.Tools {
		fmt.Fprintf(&b, "| %s |", t)
		for _, run := range runs {
			b.WriteString(" ")
			if len(r.Samples[run][t]) > 0 {
				fmt.Fprintf(&b, "%.2f/%.2f/%.0f (%.2f) ", r.of(run, t, wall), r.of(run, t, cpu), r.of(run, t, rss), r.ratio(run, t, reference, wall))
			}
			b.WriteString("|")
		}
		b.WriteString("\n")
	}
	return b.String()
}

// A goal is a ratio of a tool of ours to another one that is to be reached.
type goal struct {
	tool      string
	subjects  []string // all if nil
	scenarios []string
	to        func(r *result, scenario string) string
	what      string
	field     func(sample) float64
	most      float64
	tie       float64 // how far beyond it says nothing, as a part of it
}

// tie is how far medians of times may be apart and mean nothing, on a machine
// that is shared.
const tie = 0.05

func toReference(*result, string) string { return reference }

var goals = []goal{
	{"command", nil, []string{fresh}, toReference, "wall", wall, 0.08, tie},
	{"command", nil, []string{fresh}, (*result).fastest, "wall", wall, 0.20, tie},
	{"jobvet", []string{"watermill", "beam"}, []string{"cold"}, toReference, "wall", wall, 0.40, tie},
	{"jobvet", []string{"watermill", "river", "beam"}, []string{"cold"}, (*result).fastest, "wall", wall, 0.40, tie},
	{"jobvet", nil, []string{"warm", "leaf", "root"}, toReference, "wall", wall, 1, tie},
	{"command", nil, []string{"warm"}, toReference, "wall", wall, 1.03, tie},
	{"jobvet", nil, []string{"cold"}, toReference, "RSS", rss, 1, 0},
}

// Linear is how much longer ten times as many packages may take.
const linear = 11

// order of the subjects in the report; others follow.
var subjects = []string{"watermill", "river", "beam", "gen50", "gen500", "gen5000"}

func sorted(results map[string]*result) []*result {
	var list []*result
	for _, name := range subjects {
		if r := results[name]; r != nil {
			list = append(list, r)
		}
	}
	var others []string
	for name := range results {
		if !slices.Contains(subjects, name) {
			others = append(others, name)
		}
	}
	slices.Sort(others)
	for _, name := range others {
		list = append(list, results[name])
	}
	return list
}

// goalsTable says which goals were reached, each in a row for a run, with what each
// subject got.
func goalsTable(results map[string]*result) string {
	var b strings.Builder
	b.WriteString("| run | tool | to | of | wanted | got |\n| --- | --- | --- | --- | --- | --- |\n")
	for _, g := range goals {
		for _, s := range g.scenarios {
			var got []string
			name := ""
			for _, r := range sorted(results) {
				to := g.to(r, s)
				if g.subjects != nil && !slices.Contains(g.subjects, r.Subject) || len(r.Samples[s][g.tool]) == 0 || len(r.Samples[s][to]) == 0 {
					continue
				}
				name = reference
				if to != reference {
					name = "the fastest peer"
				}
				got = append(got, r.Subject+" "+reached(r.ratio(s, g.tool, to, g.field), g.most, g.tie))
			}
			if got != nil {
				fmt.Fprintf(&b, "| %s | %s | %s | %s | at most %.2f | %s |\n", s, g.tool, name, g.what, g.most, strings.Join(got, "; "))
			}
		}
	}
	if small, large := results["gen500"], results["gen5000"]; small != nil && large != nil {
		got := large.of("cold", "jobvet", wall) / small.of("cold", "jobvet", wall)
		fmt.Fprintf(&b, "| cold | jobvet | gen500 | wall | at most %d | gen5000 %s |\n", linear, reached(got, linear, tie))
	}
	return b.String()
}

// reached is what was got, in bold if it is too much, or marked if that cannot be told.
func reached(got, most, tie float64) string {
	switch {
	case got <= most:
		return fmt.Sprintf("%.2f", got)
	case got <= most*(1+tie):
		return fmt.Sprintf("%.2f (a tie)", got)
	}
	return fmt.Sprintf("**%.2f**", got)
}

// publish writes the section of benchmarks.md and the plot.
func publish(data, dir string) error {
	results, err := load(data)
	if err != nil {
		return err
	}
	var b strings.Builder
	fmt.Fprint(&b, sectionIntro, goalsIntro, goalsTable(results))
	for _, r := range sorted(results) {
		fmt.Fprintf(&b, "\n### %s\n\n%s", r.Subject, r.table())
	}
	if err := os.WriteFile(filepath.Join(dir, plotName), []byte(plot(sorted(results))), 0o666); err != nil {
		return err
	}
	return section.Replace(filepath.Join(dir, "benchmarks.md"), sectionName, b.String())
}

const sectionIntro = "## Analyzer\n\n" +
	"Made by the commands at the tables, in `bench`; `go run ./analyzer -write ../docs` makes the page of them.\n\n" +
	"- A cell is wall time in s / CPU time in s / memory (RSS) in MB, and in parentheses the wall time to that of go vet. CPU time is that of the tool with all its children, memory that of the largest process.\n" +
	"- *fresh*: the build cache is empty, the module cache has all modules. *cold*: dependencies are built, and nothing has been checked with this tool yet. *leaf* and *root*: warm, but for an edit of a " +
	"package that none or that most others import.\n" +
	"- `jobvet` is `go vet -vettool=jobvet`, `command` is `jobvet ./...`, `source` is `jobvet -load=source ./...`, `empty` an analyzer that does nothing, on x/tools' " +
	"unitchecker, `golangci` golangci-lint with govet and our plugin, all in one process.\n" +
	"- Medians of the samples; ratios are medians of the ratios of samples that were taken side by side.\n\n![time of each tool](" + plotName + ")\n\n"

const goalsIntro = "### Goals\n\nWhat is too much is in bold. A time that exceeds a goal by no more than 5 % counts as a tie.\n\n"

// plot returns bars of the wall times to go vet's.
func plot(results []*result) string {
	const width, bar, left, most = 760, 16, 180, 2.0
	var b strings.Builder
	y := 0
	x := func(ratio float64) float64 { return left + (width-left-60)*min(ratio, most)/most }
	for _, r := range results {
		for _, scenario := range []string{fresh, "cold", "root"} {
			if r.Samples[scenario] == nil {
				continue
			}
			y += 26
			fmt.Fprintf(&b, "<text x=\"10\" y=\"%d\" font-weight=\"bold\">%s, %s</text>\n", y, strings.TrimSuffix(r.Subject, ", "+fresh), scenario)
			y += 8
			for _, t := range r.Tools {
				if len(r.Samples[scenario][t]) == 0 {
					continue
				}
				color := "#9aa4b2"
				if t == "jobvet" || t == "command" || t == "source" {
					color = "#2f6fdb"
				}
				ratio := r.ratio(scenario, t, reference, wall)
				fmt.Fprintf(&b, "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>", left-6, y+bar-4, t)
				fmt.Fprintf(&b, "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>", left, y+1, x(ratio)-left, bar-3, color)
				fmt.Fprintf(&b, "<text x=\"%.1f\" y=\"%d\">%.2f (%.1f s)</text>\n", x(ratio)+4, y+bar-4, ratio, r.of(scenario, t, wall))
				y += bar
			}
		}
	}
	head := fmt.Sprintf("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\" font-size=\"11\">\n", width, y+30)
	foot := fmt.Sprintf("<text x=\"10\" y=\"%d\">wall time to that of go vet in the same round (median), and in seconds</text>\n</svg>\n", y+20)
	return head + "<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n" + b.String() + foot
}
