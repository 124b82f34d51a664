package lab

import (
	"time"

	"github.com/jobvet/jobvet/cure/worker"
)

// The names of loads: a full queue at a burst of 1 and of 20, items that come half as
// often as the limiter lets through, a worker that is stopped in the middle, a full
// queue that lasts longer than the broker lets a worker keep an item, one whose
// last items wait for longer than the framework gives a run, and one that three worker
// processes share, each with a third of the limit.
const (
	Full    = "full"
	Bursts  = "burst"
	Trickle = "trickle"
	Stop    = "stop"
	Lease   = "lease"
	Timeout = "timeout"
	Workers = "workers"
)

// Loads are the names of all loads, in order.
func Loads() []string { return []string{Full, Bursts, Trickle, Stop, Lease, Timeout, Workers} }

// load returns what the programs have to do under a load with so many items.
func load(name string, items int) *worker.Load {
	l := &worker.Load{Items: items, Rate: 20, Burst: 1, Workers: 1, Others: 200 * time.Millisecond}
	switch name {
	case Bursts:
		l.Burst = min(20, items)
	case Trickle:
		l.Every = 100 * time.Millisecond
	case Stop:
		// So slow that ten workers still wait when the time to stop is over.
		l.Items, l.Rate, l.StopAfter, l.Others = 24, 4, 4, 0
	case Timeout:
		// Ten workers wait for two seconds and a half.
		l.Items, l.Rate, l.Timeout, l.Others = 24, 4, time.Second, 0
	case Workers:
		l.Workers, l.Others = 3, 0
	case Lease:
		l.Lease = ideal(l) / 2
	}
	// Five times the ideal time is enough to see that it does not work.
	l.Limit = 5*ideal(l) + time.Second
	if name == Stop {
		l.Limit += 10 * time.Second // NATS delivers again after half a minute
	}
	return l
}

// ideal returns the time that the limiter and the arrival of the items take.
func ideal(l *worker.Load) time.Duration {
	permits := time.Duration(float64(l.Items-l.Burst) / l.Rate * float64(time.Second))
	return max(0, permits, time.Duration(l.Items-1)*l.Every)
}
