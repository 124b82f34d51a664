package main

import (
	"fmt"
	"math"
	"runtime"
	"slices"
	"strings"
	"time"
)

const plotName = "benchmarks-lease.svg"

type report struct {
	server string
	rows   []*row
	rounds int
	during time.Duration
}

// A row is a limiter.
type row struct {
	name   string
	ns     []float64
	shares []*share // of each limit; none of a limiter of one process
}

func (r *report) row(name string) *row {
	return r.rows[slices.IndexFunc(r.rows, func(row *row) bool { return row.name == name })]
}

func (r *row) least() float64 { return slices.Min(r.ns) }

func (r *report) machine() string {
	return fmt.Sprintf("%s, %s/%s, %d cores, Redis %s on the same machine", runtime.Version(), runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), r.server)
}

// markdown returns the lease's section.
func (r *report) markdown() string {
	var b strings.Builder
	own := r.row(leased).least()
	fastest := math.Inf(1)
	for _, row := range r.rows {
		if row.shares != nil && row.name != leased {
			fastest = min(fastest, row.least())
		}
	}
	fmt.Fprintf(&b, "## Limits that several processes share\n\n")
	fmt.Fprintf(&b, "Made by `go run ./lease -write ../docs` in `bench`. %s. ", r.machine())
	fmt.Fprintf(&b, "A granted call, in the best batch of %d rounds. A lease's call looks at what the process holds; the others ask Redis each time. In parentheses: limiters of one process.\n\n", r.rounds)
	fmt.Fprintf(&b, "![ns a granted call](%s)\n\n", plotName)
	fmt.Fprintf(&b, "| limiter | ns a granted call | to the lease |\n| --- | --- | --- |\n")
	for _, row := range r.rows {
		fmt.Fprintf(&b, "| %s | %.1f | %.2fx |\n", row.name, row.least(), row.least()/own)
	}
	fmt.Fprintf(&b, "\nWanted: at least 1000x fewer nanoseconds than any that asks each time: %.0fx. At most 1.2x those of the exact local limiter, which reads the clock for each call, too: %.2fx.\n\n",
		fastest/own, own/r.row(exactName).least())
	fmt.Fprintf(&b, "%d processes take all that they get for %v, after two seconds, and wait for %v after a refusal. *Use* is what was granted of the limit. *Calls* are round trips to Redis for 1,000 permits, those of refusals included. *Over* is by how much of the burst the worst window exceeds `burst + rate*w`; it is timed at the callers, so that less than 0.1 says nothing. "+
		"All share two cores with the server.\n\n", processes, r.during, again)
	fmt.Fprintf(&b, "| limiter | limit | use | calls | over |\n| --- | --- | --- | --- | --- |\n")
	for _, row := range r.rows {
		for _, s := range row.shares {
			fmt.Fprintf(&b, "| %s | %.0f a second, burst %d | %.3f | %.1f | %.2f |\n", row.name, s.rate, s.burst, s.use, s.calls, s.over)
		}
	}
	return b.String()
}

// plot returns bars of the costs, on a logarithmic scale.
func (r *report) plot() string {
	const width, bar, left, most = 760, 18, 250, 1e6
	var b strings.Builder
	y := 10
	for _, row := range r.rows {
		color := "#9aa4b2"
		switch {
		case strings.HasPrefix(row.name, "("):
			color = "#d8c27a"
		case row.name == leased:
			color = "#2f6fdb"
		}
		ns := row.least()
		long := (width - left - 80) * math.Log10(max(ns, 1)) / math.Log10(most)
		fmt.Fprintf(&b, "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>", left-6, y+bar-5, row.name)
		fmt.Fprintf(&b, "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>", left, y+1, long, bar-3, color)
		fmt.Fprintf(&b, "<text x=\"%.1f\" y=\"%d\">%.1f</text>\n", left+long+4, y+bar-5, ns)
		y += bar
	}
	head := fmt.Sprintf("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\" font-size=\"11\">\n", width, y+30)
	foot := fmt.Sprintf("<text x=\"10\" y=\"%d\">ns a granted call (logarithmic): %s</text>\n</svg>\n", y+20, r.machine())
	return head + "<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n" + b.String() + foot
}
