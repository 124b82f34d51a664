package lease

import (
	"math"
	"time"
)

// How a worker treats permits that nobody wants.
const (
	// reserve is how long it keeps one for the next that asks, unless others go short.
	reserve = time.Second
	// beat is the longest time between two calls of a worker that holds permits.
	beat = 100 * time.Millisecond
)

// plan is how many permits a worker keeps ahead of need. It follows the worker's own
// recent demand: twice as many whenever they did not suffice, a quarter less in each
// period in which they were too many.
type plan struct {
	*limit
	target int64
	// wanted is when somebody last asked for a permit.
	wanted instant
	// called is when the store last answered, and short whether somebody went short then.
	called instant
	short  bool
}

// demand is what a worker has seen since its last call.
type demand struct {
	spent int64
	need  int64 // the most that was refused at once
	asked bool  // somebody was refused, or few permits are left
}

// next returns how many permits the worker is to hold.
func (p *plan) next(now instant, d demand) int64 {
	if d.spent > 0 || d.need > 0 {
		p.wanted = now
	}
	elapsed := max(now-p.called, 1)
	switch {
	case d.need > 0, d.asked && elapsed < int64(p.period):
		// Too few, or gone too soon.
		p.target = max(1, min(2*p.target, p.most))
	case p.wanted != now && (p.short || now-p.wanted >= int64(reserve)):
		p.target = 0
	default:
		// What goes in two periods, and a quarter more.
		enough := math.Ceil(float64(d.spent) * 2.5 * float64(p.period) / float64(elapsed))
		p.target = max(1, min(p.target, max(int64(min(enough, float64(p.most))), p.target-(p.target+3)/4)))
	}
	return max(p.target, d.need)
}

// heartbeat is the time between two calls if nobody asks meanwhile.
func (p *plan) heartbeat() time.Duration { return min(2*p.period, beat) }
