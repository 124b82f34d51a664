// Package model is the lease's algorithm as a value: what the script does ([Store]), and
// two workers, a network and a clock around it, whose steps can be taken in every order
// ([State]).
package model

import "math"

// MaxWorkers is how many workers a Store knows.
const MaxWorkers = 10

// Config is a limit as the script takes it.
type Config struct {
	Unit  int64 // of a permit
	Pace  int64 // units a microsecond
	Burst int64
	TTL   int64 // microseconds
}

// Request is what a worker says and asks.
type Request struct {
	Worker                 int
	Seq, Held, Spent, Owed int64
	Want, Need             int64
}

// Reply is the answer.
type Reply struct {
	Granted int64 // -1 for a request that came after a later one
	Wait    int64 // microseconds until more is there; -1 if that is not known
	Lost    bool  // what is held counts as spent already
	Short   bool  // somebody got less than was asked for, not long ago
}

// Recent is for how long a request that went short is remembered, in microseconds.
const Recent = 200_000

// Store is the script's state.
type Store struct {
	run         int8 // of the server that wrote it; 0: there is none
	unit, burst int64
	debt, at    int64
	out, short  int64
	leases      [MaxWorkers]lease
}

type lease struct{ n, due, seq, spent, granted int64 }

// Lease is the script. The server's clock says now, and run tells its process from others.
func (s *Store) Lease(now int64, run int8, c Config, q Request) Reply {
	return s.lease(now, run, c, q, NoBug)
}

func (s *Store) lease(now int64, run int8, c Config, q Request, bug Bug) Reply {
	if s.run != run || s.at > now+c.TTL {
		*s = Store{run: run, debt: c.Burst * c.Unit, at: now + c.TTL}
		switch bug {
		case FullAtFirst:
			s.debt = 0
		case NoFreeze:
			s.at = now
		}
	} else if s.unit != c.Unit || s.burst != c.Burst {
		same := int64(math.Ceil(float64(s.debt) / float64(s.unit) * float64(c.Unit)))
		s.debt = max(0, same+(c.Burst-s.burst)*c.Unit)
	}
	s.unit, s.burst = c.Unit, c.Burst
	s.expire(now, c, bug)
	s.pass(now, c)

	own := &s.leases[q.Worker]
	known := own.n > 0
	var r Reply
	if !known && q.Held > 0 && bug != TrustHeld {
		r.Lost, q.Held = true, 0
	}
	switch {
	case known && q.Seq == own.seq && bug != NoSeq:
		r.Granted = own.granted
		r.Short = now-s.short < Recent
		return r
	case known && q.Seq < own.seq && bug != NoSeq:
		r.Granted = -1
		r.Short = now-s.short < Recent
		return r
	}
	k := q.Owed
	if known {
		k += q.Spent - own.spent
	}
	s.debt += k * c.Unit
	s.out += q.Held - own.n
	if bug == ChargeEarly {
		// Permits count when they are taken, as if they were spent at once.
		s.debt -= k * c.Unit
		s.out = 0
	}
	room := c.Burst*c.Unit - s.debt - s.out*c.Unit
	if room >= q.Need*c.Unit {
		r.Granted = min(q.Want, room/c.Unit)
	}
	if r.Granted < q.Want {
		s.short = now
		next := q.Need
		if r.Granted > 0 {
			next = 1
		}
		r.Wait = -1
		if lack := next*c.Unit - room + r.Granted*c.Unit; lack <= s.debt {
			r.Wait = (lack+c.Pace-1)/c.Pace + s.at - now
		}
	}
	s.out += r.Granted
	if bug == ChargeEarly {
		s.debt += r.Granted * c.Unit
	}
	*own = lease{}
	if n := q.Held + r.Granted; n > 0 {
		*own = lease{n: n, due: now + c.TTL, seq: q.Seq, spent: q.Spent, granted: r.Granted}
	}
	r.Short = now-s.short < Recent
	return r
}

// expire counts leases that have expired as spent, at the last moment.
func (s *Store) expire(now int64, c Config, bug Bug) {
	for {
		first := -1
		for i, l := range s.leases {
			if l.n > 0 && l.due <= now && (first < 0 || l.due < s.leases[first].due) {
				first = i
			}
		}
		if first < 0 {
			return
		}
		l := &s.leases[first]
		s.pass(l.due, c)
		s.out -= l.n
		if bug != FreeExpired {
			s.debt += l.n * c.Unit
		}
		*l = lease{}
	}
}

// pass lets time pass.
func (s *Store) pass(to int64, c Config) {
	if to > s.at {
		s.debt = max(0, s.debt-c.Pace*(to-s.at))
		s.at = to
	}
}
