package lab

import (
	"fmt"
	"time"

	"github.com/jobvet/jobvet/cure/worker"
)

const (
	// slower is how much longer than the ideal time a cure may take, beside one
	// polling interval of the framework.
	slower = 1.25
	// mostRuns is how often it may run the job for an item.
	mostRuns = 2
	// mostCPU is how much more processor time than the wait it may need.
	mostCPU = 2
	// idle is the share of one processor that is too little to count.
	idle = 0.01
)

// faults judges what became of the items under the load called name by the law of the cure: it may never make a
// job worse than the wait that it removes. The law's own numbers are those above.
func faults(c, waiting *Counts, name string, l *worker.Load, polling time.Duration) []string {
	var found []string
	fault := func(is bool, format string, args ...any) {
		if is {
			found = append(found, fmt.Sprintf(format, args...))
		}
	}
	if name == Stop || name == Timeout {
		// What the framework does to a job that waits, it may do here as well, and a
		// tenth more: no two stops are the same. If it counts the runs that a stop ends
		// as failed, that may be one more: of the same job it counts 5 or 6.
		more := func(n, waits int) bool { return 10*n > 11*waits }
		fault(more(c.Lost, waiting.Lost), "%d of %d not done, where the wait leaves %d", c.Lost, l.Items, waiting.Lost)
		fault(more(c.Twice, waiting.Twice), "%d done twice, where the wait has %d", c.Twice, waiting.Twice)
		fault(more(c.Failed, waiting.Failed) && (waiting.Failed == 0 || c.Failed > waiting.Failed+1), "%d failures counted, where the wait has %d", c.Failed, waiting.Failed)
		fault(more(c.Dead, waiting.Dead), "%d given up, where the wait has %d", c.Dead, waiting.Dead)
		return found
	}
	within := c.Ideal
	if name == Workers {
		// How the broker shares the items out among the processes, and with them the
		// limit, is not the cure's doing.
		within = max(within, waiting.Seconds)
	}
	fault(c.Done < l.Items, "%d of %d done in %.0f s instead of %.1f s", c.Done, l.Items, l.Limit.Seconds(), c.Ideal)
	fault(c.Twice > 0, "%d done twice", c.Twice)
	fault(c.Failed > 0, "%d failures counted", c.Failed)
	fault(c.Dead > 0, "%d given up", c.Dead)
	fault(c.Done == l.Items && c.Seconds > slower*within+polling.Seconds(), "%.1f s instead of %.1f s", c.Seconds, within)
	fault(c.MaxRuns > mostRuns, "%d runs, up to %d of one item", c.Runs, c.MaxRuns)
	fault(c.CPU > mostCPU*waiting.CPU+idle*c.Seconds, "%.2f s of processor time instead of %.2f s", c.CPU, waiting.CPU)
	return found
}
