package worker

import (
	"context"

	"github.com/redis/go-redis/v9"

	"github.com/jobvet/jobvet/ratelimit/lease"
)

// Lease returns a limiter of this process for the limit that all processes of the load share.
func (t *Tally) Lease() *lease.Limiter {
	options, err := redis.ParseURL(t.load.Store)
	if err != nil {
		panic(err) // the address is the lab's own
	}
	options.ContextTimeoutEnabled = true
	l, err := lease.New(context.Background(), redis.NewClient(options), "limited", t.load.Rate, t.load.Burst)
	if err != nil {
		panic(err)
	}
	return l
}
