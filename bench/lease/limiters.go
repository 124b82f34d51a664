package main

import (
	"context"
	"time"

	"github.com/go-redis/redis_rate/v10"
	"github.com/mennanov/limiters"
	"github.com/redis/go-redis/v9"
	"github.com/throttled/throttled/v2"
	throttledredis "github.com/throttled/throttled/v2/store/goredisstore.v9"
	"github.com/ulule/limiter/v3"
	ululeredis "github.com/ulule/limiter/v3/drivers/store/redis"

	"github.com/jobvet/jobvet/ratelimit"
	"github.com/jobvet/jobvet/ratelimit/lease"
)

// A try asks for one permit.
type try func() bool

// A peer is a limiter whose limit many processes share.
type peer struct {
	name string
	// make returns the limiter of a process for a limit that all processes have in common.
	make func(ctx context.Context, c redis.UniversalClient, rate float64, burst int) (try, error)
}

const leased = "jobvet lease"

// key is the name of the limit. Each measurement has a server of its own.
const key = "bench"

var peers = []peer{
	{leased, func(ctx context.Context, c redis.UniversalClient, rate float64, burst int) (try, error) {
		l, err := lease.New(ctx, c, key, rate, burst)
		if err != nil {
			return nil, err
		}
		return l.TryAcquire, nil
	}},
	{"go-redis/redis_rate", func(ctx context.Context, c redis.UniversalClient, rate float64, burst int) (try, error) {
		l, limit := redis_rate.NewLimiter(c), redis_rate.Limit{Rate: int(rate), Burst: burst, Period: time.Second}
		return func() bool {
			r, err := l.Allow(ctx, key, limit)
			return err == nil && r.Allowed > 0
		}, nil
	}},
	{"throttled, Redis", func(ctx context.Context, c redis.UniversalClient, rate float64, burst int) (try, error) {
		store, err := throttledredis.NewCtx(c, key)
		if err != nil {
			return nil, err
		}
		l, err := throttled.NewGCRARateLimiterCtx(store, throttled.RateQuota{MaxRate: throttled.PerSec(int(rate)), MaxBurst: burst - 1})
		if err != nil {
			return nil, err
		}
		return func() bool {
			limited, _, err := l.RateLimitCtx(ctx, key, 1)
			return err == nil && !limited
		}, nil
	}},
	{"mennanov/limiters token bucket, Redis", func(ctx context.Context, c redis.UniversalClient, rate float64, burst int) (try, error) {
		// Without a lock for all processes, a write that another came before is an error.
		l := limiters.NewTokenBucket(int64(burst), time.Duration(float64(time.Second)/rate), limiters.NewLockNoop(),
			limiters.NewTokenBucketRedis(c, key, time.Hour, true), limiters.NewSystemClock(), limiters.NewStdLogger())
		return func() bool {
			wait, err := l.Limit(ctx)
			return err == nil && wait == 0
		}, nil
	}},
	{"ulule/limiter fixed window, Redis", func(ctx context.Context, c redis.UniversalClient, rate float64, _ int) (try, error) {
		store, err := ululeredis.NewStore(c)
		if err != nil {
			return nil, err
		}
		l := limiter.New(store, limiter.Rate{Period: time.Second, Limit: int64(rate)})
		return func() bool {
			r, err := l.Get(ctx, key)
			return err == nil && !r.Reached
		}, nil
	}},
}

// local are limiters of one process, to compare with.
var local = []struct {
	name string
	make func(rate float64, burst int) try
}{
	{"(jobvet, one process)", func(rate float64, burst int) try { return ratelimit.Must(ratelimit.New(rate, burst)).TryAcquire }},
	{exactName, func(rate float64, burst int) try {
		return ratelimit.Must(ratelimit.New(rate, burst, ratelimit.Exact())).TryAcquire
	}},
}

const exactName = "(jobvet Exact, one process)"
