package proof

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/jobvet/jobvet/e2e/cluster"
	"github.com/jobvet/jobvet/e2e/hold"
	"github.com/jobvet/jobvet/e2e/job"
	"github.com/jobvet/jobvet/e2e/jobs"
)

// A Hold is a case of package hold as it was measured.
type Hold struct {
	Case hold.Case
	// Emitted is how many elements were emitted, those that were emitted again included;
	// Window is the time from the first to the last of them, Gap the longest without one.
	Emitted     int
	Window, Gap time.Duration
	// Arriving is the time from the first to the last element's way in.
	Arriving time.Duration
	// Held is the most elements that had gone in and not come out at a time.
	Held int
	*Result
}

// Rate is the measured rate, in elements a second, without the burst at the start.
func (h *Hold) Rate() float64 { return float64(h.Emitted-h.Case.Burst()) / h.Window.Seconds() }

// ideal is how long the limit lets the case take.
func ideal(c hold.Case) time.Duration {
	return max(time.Duration(c.Elements-c.Burst())*time.Second/time.Duration(c.Rate), time.Duration(c.Elements)*c.Every)
}

// MeasureHold runs a case.
func MeasureHold(ctx context.Context, c *cluster.Cluster, dir string, hc hold.Case) (*Hold, error) {
	long := *c
	long.Deadline += 3 * ideal(hc)
	if _, open := c.Options[cluster.IdleOption]; open {
		long.Options = maps.Clone(c.Options)
		long.Options[cluster.IdleOption] = (ideal(hc) + 10*time.Second).Milliseconds()
	}
	if hc.Without != "" {
		delete(long.Options, hc.Without)
		long.Experiments = slices.DeleteFunc(slices.Clone(c.Experiments), func(e string) bool { return e == hc.Without })
	}
	long.Kills, long.KillAfter = hc.Kills, ideal(hc)/2
	run, err := long.Run(ctx, dir, hc.Name(), job.Options{Elements: hc.Elements, Every: hc.Every})
	if err != nil {
		return nil, err
	}
	h := &Hold{Case: hc, Result: assess(run, hc.Elements)}
	h.Measurement = measurement(c)
	h.count(run.Lines)
	return h, nil
}

// count counts what was emitted and what was held.
func (h *Hold) count(lines []job.Line) {
	lines = slices.Clone(lines)
	slices.SortStableFunc(lines, func(a, b job.Line) int { return a.Time.Compare(b.Time) })
	in, out := map[int]bool{}, map[int]bool{}
	var came, first, last time.Time
	for _, l := range lines {
		switch l.Place {
		case job.In:
			if len(in) == 0 {
				came = l.Time
			}
			in[l.Value] = true
			h.Arriving = l.Time.Sub(came)
		case job.Emitted:
			out[l.Value] = true
			if h.Emitted++; h.Emitted == 1 {
				first, last = l.Time, l.Time
			}
			h.Gap, last = max(h.Gap, l.Time.Sub(last)), l.Time
		}
		h.Held = max(h.Held, len(in)-len(out))
	}
	h.Window = last.Sub(first)
}

// String says how it went, in words.
func (h *Hold) String() string {
	return fmt.Sprintf("%s: %s, %d of %d, %d again, first output after %s, in within %s, at most %d held, %d emitted at %.1f/s in %s, gap %s %s %s",
		h.Case, h.Got, h.Out, h.Elements, h.Again, round(h.First), round(h.Arriving), h.Held, h.Emitted, h.Rate(), round(h.Window), round(h.Gap), h.Err, h.WorkerErr)
}

func (p *Proof) holds(b *strings.Builder) {
	b.WriteString("## Holding what is over the limit\n\n" +
		"`beamlimit.Throttle` stands before the operator, with a burst of half a second. All elements come at once, unless the case says\n" +
		"otherwise. *First output* is the time from the first element's way into the transform. *Held* is the most elements that had gone in, and not come\n" +
		"out. *Rate* leaves out the burst at the start. *Gap* is the longest time without an output. *Again* counts elements that came a second time, because the runner\n" +
		"went back to a checkpoint: the sink here commits nothing itself.\n\n" +
		"| where | case | shards | elements that came | again | first output | held | limit | measured rate | gap |\n" +
		"| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n")
	for _, h := range p.Holds {
		b.WriteString(h.row() + "\n")
	}
	b.WriteString("\n")
}

// row is the case's row in the table.
func (h *Hold) row() string {
	came := fmt.Sprint(h.Out)
	if h.Out < h.Elements || h.Got == jobs.Failed || h.Got == jobs.Hung {
		came = fmt.Sprintf("**%d, %s**", h.Out, h.Got)
	}
	return fmt.Sprintf("| %s | %s | %d | %s | %d | %s | %d | %d/s | %.1f/s | %s |", h.Cluster, h.Case, h.Case.Shards, came,
		h.Again, round(h.First), h.Held, h.Case.Rate, h.Rate(), round(h.Gap))
}
