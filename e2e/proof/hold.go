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
)

// A Hold is a case of package hold as it was measured.
type Hold struct {
	Cluster string
	Case    hold.Case
	// Emitted is how many elements were emitted, those that were emitted again included;
	// Window is the time from the first to the last of them.
	Emitted int
	Window  time.Duration
	*Result
}

// Rate is the measured rate, in elements a second, without the burst at the start.
func (h *Hold) Rate() float64 { return float64(h.Emitted-h.Case.Burst()) / h.Window.Seconds() }

// ideal is how long the limit lets the case take.
func ideal(c hold.Case) time.Duration {
	return time.Duration(c.Elements-c.Burst()) * time.Second / time.Duration(c.Rate)
}

// MeasureHold runs a case.
func MeasureHold(ctx context.Context, c *cluster.Cluster, dir string, hc hold.Case) (*Hold, error) {
	long := *c
	long.Deadline += 3 * ideal(hc)
	if _, open := c.Options[cluster.IdleOption]; open {
		long.Options = maps.Clone(c.Options)
		long.Options[cluster.IdleOption] = (ideal(hc) + 10*time.Second).Milliseconds()
	}
	if hc.Killed {
		long.KillAfter = ideal(hc) / 2
	}
	run, err := long.Run(ctx, dir, hc.Name(), job.Options{Elements: hc.Elements})
	if err != nil {
		return nil, err
	}
	h := &Hold{Cluster: c.Name, Case: hc, Result: assess(run, hc.Elements)}
	var at []time.Time
	for _, l := range run.Lines {
		if l.Place == job.Emitted {
			at = append(at, l.Time)
		}
	}
	if len(at) > 0 {
		h.Emitted = len(at)
		h.Window = slices.MaxFunc(at, time.Time.Compare).Sub(slices.MinFunc(at, time.Time.Compare))
	}
	return h, nil
}

// String says how it went, in words.
func (h *Hold) String() string {
	return fmt.Sprintf("%s: %s, %d of %d, first output after %s, %d emitted at %.1f/s in %s %s %s",
		h.Case.Name(), h.Got, h.Out, h.Elements, round(h.First), h.Emitted, h.Rate(), round(h.Window), h.Err, h.WorkerErr)
}

const holdsHeading = "Holding what is over the limit"

func (p *Proof) holds(b *strings.Builder) {
	b.WriteString("## " + holdsHeading + "\n\n" +
		"`beamlimit.Throttle` before the operator, with a burst of half a second. All elements are offered at once. First output is\n" +
		"from the first element on its way into the transform; the rate is that of the elements as they are emitted, without the burst at the start.\n\n" +
		"| where | shards | worker | elements that came | emitted | first output | limit | measured rate |\n" +
		"| --- | --- | --- | --- | --- | --- | --- | --- |\n")
	for _, h := range p.Holds {
		b.WriteString(h.row() + "\n")
	}
	b.WriteString("\n")
}

// row is the case's row in the table.
func (h *Hold) row() string {
	worker := "lives"
	if h.Case.Killed {
		worker = "killed in the middle"
	}
	return fmt.Sprintf("| %s | %d | %s | %d of %d | %d | %s | %d/s | %.1f/s |", h.Cluster, h.Case.Shards, worker,
		h.Out, h.Elements, h.Emitted, round(h.First), h.Case.Rate, h.Rate())
}
