package lease_test

import (
	"context"
	"log"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/jobvet/jobvet/ratelimit/lease"
)

// A worker makes its limiter when it starts, and closes it when it ends.
func Example() {
	ctx := context.Background()
	client := redis.NewClient(&redis.Options{Addr: "redis:6379", ContextTimeoutEnabled: true})
	defer client.Close()
	l, err := lease.New(ctx, client, "mail", 1000, 200)
	if err != nil {
		log.Fatal(err)
	}
	defer l.Close(ctx)

	handle := func() error {
		if !l.TryAcquire() { // looks only at what this process holds
			return tryAgain(l.RetryAfter(1))
		}
		return send()
	}
	if err := handle(); err != nil {
		log.Print(err)
	}
}

// While the store is away, each of four workers grants a quarter of the limit, and somebody hears of it.
func ExampleFallback() {
	ctx := context.Background()
	client := redis.NewFailoverClient(&redis.FailoverOptions{MasterName: "main", SentinelAddrs: []string{"sentinel:26379"}, ContextTimeoutEnabled: true})
	defer client.Close()
	l, err := lease.New(ctx, client, "mail", 1000, 200,
		lease.Fallback(lease.Share(4)),
		lease.OnError(func(err error) { log.Print("limit: ", err) }))
	if err != nil {
		log.Fatal(err)
	}
	defer l.Close(ctx)
}

// A batch takes the permits for all of it, or for as much as there are permits for.
func ExampleLimiter_TryAcquireUpTo() {
	ctx := context.Background()
	client := redis.NewClusterClient(&redis.ClusterOptions{Addrs: []string{"redis:6379"}, ContextTimeoutEnabled: true})
	defer client.Close()
	l, err := lease.New(ctx, client, "mail", 1000, 200)
	if err != nil {
		log.Fatal(err)
	}
	defer l.Close(ctx)

	batch := make([]string, 500)
	for len(batch) > 0 {
		n := l.TryAcquireUpTo(len(batch))
		if n == 0 {
			break // the rest comes again after l.RetryAfter(1)
		}
		for range batch[:n] {
			if err := send(); err != nil {
				log.Print(err)
			}
		}
		batch = batch[n:]
	}
}

// DoFn has a limiter that is shipped by its name: what the worker's Setup makes of that name is what the
// decoded field grants from.
type DoFn struct {
	Limiter *lease.Limiter
	made    *lease.Limiter
}

func (f *DoFn) Setup(ctx context.Context) (err error) {
	client := redis.NewClient(&redis.Options{Addr: "redis:6379", ContextTimeoutEnabled: true})
	f.made, err = lease.New(ctx, client, "mail", 1000, 200)
	return err
}

func (f *DoFn) ProcessElement(s string, emit func(string)) {
	if f.Limiter.TryAcquire() {
		emit(s)
	}
}

func (f *DoFn) Teardown(ctx context.Context) error { return f.made.Close(ctx) }

// An operator that may wait on its own context.
func ExampleLimiter_Acquire() {
	var l *lease.Limiter // as in the example of the package
	handle := func(ctx context.Context) error {
		if err := l.Acquire(ctx, 1); err != nil {
			return err
		}
		return send()
	}
	_ = handle
}

func send() error { return nil }

func tryAgain(after time.Duration) error { return nil }
