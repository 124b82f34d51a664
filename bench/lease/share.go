package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"net"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"sync/atomic"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/jobvet/jobvet/internal/daemon"
)

// processes is how many share a limit.
const processes = 4

// again is how long a process waits after a refusal.
const again = time.Millisecond

// A job is what a process does.
type job struct {
	Peer  int
	Port  int
	Rate  float64
	Burst int
	// Start is when it begins, and End when it ends, in nanoseconds since 1970.
	Start, End int64
}

// An outcome is what it did. Grants that follow one another within a millisecond are one.
type outcome struct {
	Grants []granted
	Calls  int64 // to the store
}

type granted struct {
	At int64
	N  int
}

// A counter counts a client's calls.
type counter struct{ calls atomic.Int64 }

func (c *counter) DialHook(next redis.DialHook) redis.DialHook {
	return func(ctx context.Context, network, addr string) (net.Conn, error) { return next(ctx, network, addr) }
}

func (c *counter) ProcessHook(next redis.ProcessHook) redis.ProcessHook {
	return func(ctx context.Context, cmd redis.Cmder) error {
		c.calls.Add(1)
		return next(ctx, cmd)
	}
}

func (c *counter) ProcessPipelineHook(next redis.ProcessPipelineHook) redis.ProcessPipelineHook {
	return func(ctx context.Context, cmds []redis.Cmder) error {
		c.calls.Add(1)
		return next(ctx, cmds)
	}
}

// do takes permits as one of the processes.
func (j *job) do(ctx context.Context) (*outcome, error) {
	client := redis.NewClient(&redis.Options{Addr: daemon.Address(j.Port), ContextTimeoutEnabled: true})
	defer client.Close()
	c := new(counter)
	client.AddHook(c)
	try, err := peers[j.Peer].make(ctx, client, j.Rate, j.Burst)
	if err != nil {
		return nil, err
	}
	time.Sleep(time.Until(time.Unix(0, j.Start)))
	before := c.calls.Load()
	o := new(outcome)
	for now := time.Now().UnixNano(); now < j.End; now = time.Now().UnixNano() {
		if !try() {
			time.Sleep(again)
			continue
		}
		if n := len(o.Grants); n > 0 && now-o.Grants[n-1].At < int64(time.Millisecond) {
			o.Grants[n-1].N++
		} else {
			o.Grants = append(o.Grants, granted{now, 1})
		}
	}
	o.Calls = c.calls.Load() - before
	return o, nil
}

// A share is how a limit was shared.
type share struct {
	rate  float64
	burst int
	// use is what was granted of the limit, calls how many calls of the store 1,000 permits took, and
	// over what was granted in some window beyond the limit, as a part of the burst.
	use, calls, over float64
}

// measure has several processes take as much as they get.
func measure(ctx context.Context, which int, rate float64, burst int, during time.Duration) (*share, error) {
	server, err := daemon.StartRedis(ctx, 0)
	if err != nil {
		return nil, err
	}
	defer server.Stop()
	const ready, warm = 2 * time.Second, 2 * time.Second
	start := time.Now().Add(ready)
	j := job{Peer: which, Port: server.Port, Rate: rate, Burst: burst, Start: start.UnixNano(), End: start.Add(warm + during).UnixNano()}
	spec, err := json.Marshal(j)
	if err != nil {
		return nil, err
	}
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	outs, errs := make([]*outcome, processes), make(chan error, processes)
	for i := range outs {
		go func() {
			cmd := exec.CommandContext(ctx, self, "-process", string(spec))
			cmd.Stderr = os.Stderr
			text, err := cmd.Output()
			if err == nil {
				outs[i] = new(outcome)
				err = json.Unmarshal(text, outs[i])
			}
			errs <- err
		}()
	}
	for range outs {
		if failed := <-errs; failed != nil {
			err = fmt.Errorf("%s at %s a second: %w", peers[which].name, strconv.FormatFloat(rate, 'g', -1, 64), failed)
		}
	}
	if err != nil {
		return nil, err
	}
	return judge(outs, rate, burst, start.Add(warm).UnixNano(), during), nil
}

// judge counts what was granted from a time on, and how much beyond the limit.
func judge(outs []*outcome, rate float64, burst int, from int64, during time.Duration) *share {
	var all []granted
	s := &share{rate: rate, burst: burst}
	for _, o := range outs {
		all = append(all, o.Grants...)
		s.calls += float64(o.Calls)
	}
	slices.SortFunc(all, func(a, b granted) int { return cmp.Compare(a.At, b.At) })
	// The debt of a bucket is the most that any window that ends now has beyond its rate.
	debt, at, total, worst := 0.0, int64(0), 0.0, 0.0
	for _, g := range all {
		debt = max(0, debt-rate*float64(g.At-at)/1e9) + float64(g.N)
		at = g.At
		worst = max(worst, debt)
		total += float64(g.N)
		if g.At >= from {
			s.use += float64(g.N)
		}
	}
	s.use /= rate * during.Seconds()
	s.calls *= 1000 / max(total, 1)
	s.over = max(0, worst/float64(burst)-1)
	return s
}
