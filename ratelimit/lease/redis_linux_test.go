package lease

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/jobvet/jobvet/internal/daemon"
	"github.com/jobvet/jobvet/ratelimit"
	"github.com/jobvet/jobvet/ratelimit/lease/internal/model"
)

// server starts a Redis server, on a free port if port is 0.
func server(t testing.TB, port int, options ...string) *daemon.Redis {
	t.Helper()
	s, err := daemon.StartRedis(t.Context(), port, append(options, "--enable-debug-command", "local")...)
	if errors.Is(err, daemon.ErrMissing) {
		t.Skipf("NOT TESTED on a real server: %v; .ci/run installs it", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Stop() }) // a test may have stopped it
	return s
}

func options(port int) *redis.Options {
	return &redis.Options{Addr: daemon.Address(port), ContextTimeoutEnabled: true, MaxRetries: -1, PoolSize: 2}
}

func client(t testing.TB, o *redis.Options) *redis.Client {
	c := redis.NewClient(o)
	t.Cleanup(func() { c.Close() })
	return c
}

// TestScriptDoesWhatTheModelDoes runs the script and its model side by side, at the server's time.
func TestScriptDoesWhatTheModelDoes(t *testing.T) {
	c := client(t, options(server(t, 0).Port))
	script := redis.NewScript(source)
	for seed := range uint64(max(2, runs(10))) {
		r := rand.New(rand.NewPCG(seed, 7))
		if err := c.FlushAll(t.Context()).Err(); err != nil {
			t.Fatal(err)
		}
		const ttl = 20_000 // microseconds, so that leases expire here
		configs := []model.Config{{Unit: 1000, Pace: 1, Burst: 50, TTL: ttl}, {Unit: 1000, Pace: 3, Burst: 40, TTL: ttl}, {Unit: 700, Pace: 1, Burst: 60, TTL: ttl}}
		var m model.Store
		config := configs[0]
		seq, spent := [4]int64{10, 10, 10, 10}, [4]int64{}
		for step := range 200 {
			if r.IntN(30) == 0 {
				config = configs[r.IntN(len(configs))]
			}
			if r.IntN(60) == 0 {
				m = model.Store{}
				if err := c.FlushAll(t.Context()).Err(); err != nil {
					t.Fatal(err)
				}
			}
			w := r.IntN(4)
			q := model.Request{Worker: w, Seq: seq[w] + int64(r.IntN(4)) - 1, Want: int64(r.IntN(30))}
			seq[w] = max(seq[w], q.Seq)
			if r.IntN(2) == 0 {
				spent[w] += int64(r.IntN(5))
			}
			q.Spent = spent[w]
			if r.IntN(3) == 0 {
				q.Held = int64(r.IntN(10))
			}
			if q.Want > 0 {
				q.Need = 1 + int64(r.IntN(int(q.Want)))
			}
			if r.IntN(20) == 0 {
				q.Owed = int64(r.IntN(5))
			}
			got, err := script.Run(t.Context(), c, []string{"k{x}", "k{x}:due"}, config.Unit, config.Pace, config.Burst, config.TTL,
				fmt.Sprint("w", w), q.Seq, q.Held, q.Spent, q.Owed, q.Want, q.Need, 60_000).Int64Slice()
			if err != nil {
				t.Fatal(err)
			}
			want := m.Lease(got[4], 1, config, q)
			if got[0] != want.Granted || got[1] != want.Wait || (got[2] != 0) != want.Lost || (got[3] != 0) != want.Short {
				t.Fatalf("seed %d step %d: %+v: the script answered %v, the model %+v", seed, step, q, got, want)
			}
			if r.IntN(4) == 0 {
				time.Sleep(time.Duration(r.IntN(30)) * time.Millisecond)
			}
		}
	}
}

// eventually tries until it is granted.
func eventually(t *testing.T, what string, granted func() bool) {
	t.Helper()
	for start := time.Now(); !granted(); time.Sleep(time.Millisecond) {
		if time.Since(start) > 30*time.Second {
			t.Fatalf("%s: not granted", what)
		}
	}
}

func TestServer(t *testing.T) {
	s := server(t, 0)
	c := client(t, options(s.Port))
	ctx := t.Context()
	l, err := New(ctx, c, "mail", 1000, 200)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close(context.Background())
	eventually(t, "at first", l.TryAcquire)

	t.Run("every key expires", func(t *testing.T) {
		keys, err := c.Keys(ctx, "*").Result()
		if err != nil || len(keys) == 0 {
			t.Fatal(keys, err)
		}
		for _, key := range keys {
			if ttl, err := c.PTTL(ctx, key).Result(); err != nil || ttl <= 0 {
				t.Errorf("%s expires in %v, %v", key, ttl, err)
			}
			if !strings.HasPrefix(key, DefaultPrefix+"{mail}") {
				t.Errorf("key %s", key)
			}
		}
	})
	t.Run("a script that was flushed is loaded again", func(t *testing.T) {
		if err := c.ScriptFlush(ctx).Err(); err != nil {
			t.Fatal(err)
		}
		for range 20 {
			eventually(t, "after a flush of scripts", func() bool { return l.TryAcquireN(100) })
		}
		if stats := l.Stats(); stats.Failures != 0 {
			t.Errorf("%+v", stats)
		}
	})
	t.Run("one of a name", func(t *testing.T) {
		same, err := New(ctx, c, "mail", 1000, 200)
		if err != nil {
			t.Fatal(err)
		}
		if same.worker.Load() != l.worker.Load() {
			t.Error("two workers in one process")
		}
		if err := same.Close(ctx); err != nil {
			t.Error(err)
		}
		if same.TryAcquire() || l.worker.Load().closed.Load() {
			t.Error("closing one of two")
		}
		if _, err := New(ctx, c, "mail", 1000, 100); !errors.Is(err, ratelimit.ErrInvalid) {
			t.Errorf("another burst: %v", err)
		}
	})
	t.Run("shipped by name", func(t *testing.T) {
		type fn struct{ Limiter *Limiter }
		text, err := json.Marshal(fn{l})
		if err != nil || string(text) != `{"Limiter":{"lease":"mail","prefix":"jobvet:lease:","rate":1000,"burst":200}}` {
			t.Fatalf("%s, %v", text, err)
		}
		var shipped fn
		if err := json.Unmarshal(text, &shipped); err != nil {
			t.Fatal(err)
		}
		eventually(t, "a decoded limiter", shipped.Limiter.TryAcquire)
		again, err := json.Marshal(shipped)
		if err != nil || string(again) != string(text) {
			t.Errorf("%s, %v", again, err)
		}
		var early fn
		if err := json.Unmarshal([]byte(strings.ReplaceAll(string(text), "mail", "later")), &early); err != nil {
			t.Fatal(err)
		}
		if early.Limiter.TryAcquire() || early.Limiter.RetryAfter(1) != unknown {
			t.Error("a decoded limiter of which there is none")
		}
		for range 2 { // the second time after the first was closed
			later, err := New(ctx, c, "later", 1000, 200)
			if err != nil {
				t.Fatal(err)
			}
			eventually(t, "a limiter that was decoded before it was made", early.Limiter.TryAcquire)
			if err := later.Close(ctx); err != nil {
				t.Error(err)
			}
			if early.Limiter.TryAcquire() {
				t.Error("granted by a limiter that is closed")
			}
		}
		for _, bad := range []string{`{"lease":"mail"}`, `{"lease":"","prefix":"p","rate":1,"burst":1}`, `{"lease":"a","prefix":"","rate":1,"burst":1}`, `{"lease":"a","prefix":"p","rate":-1,"burst":1}`, `3`} {
			if err := json.Unmarshal([]byte(bad), new(Limiter)); !errors.Is(err, ratelimit.ErrInvalid) {
				t.Errorf("%s: %v", bad, err)
			}
		}
	})
	t.Run("given back", func(t *testing.T) {
		one, err := New(ctx, c, "back", 10, 10)
		if err != nil {
			t.Fatal(err)
		}
		eventually(t, "all", func() bool { return one.TryAcquireN(10) || one.TryAcquireN(9) })
		one.TryAcquireN(1)
		if err := one.Close(ctx); err != nil {
			t.Error(err)
		}
		if n, err := c.ZCard(ctx, DefaultPrefix+"{back}:due").Result(); err != nil || n != 0 {
			t.Errorf("%d leases are out after the end, %v", n, err)
		}
	})
	t.Run("names", func(t *testing.T) {
		for _, name := range []string{"", "a b", "a{b", "a}", strings.Repeat("x", 129)} {
			if _, err := New(ctx, c, name, 10, 10); !errors.Is(err, ratelimit.ErrInvalid) {
				t.Errorf("name %q: %v", name, err)
			}
		}
		if _, err := New(ctx, c, "x", 10, 10, Prefix("")); !errors.Is(err, ratelimit.ErrInvalid) {
			t.Errorf("empty prefix: %v", err)
		}
		if _, err := New(ctx, c, "x", 10, 10, Fallback(Share(0))); !errors.Is(err, ratelimit.ErrInvalid) {
			t.Errorf("a share of none: %v", err)
		}
	})
	t.Run("no rights", func(t *testing.T) {
		rules := strings.Fields("on >secret ~mine:* +evalsha +eval +time +info +hmget +hget +hset +hdel +zadd +zrem +zrangebyscore +del +pexpire")
		if err := c.ACLSetUser(ctx, "worker", rules...).Err(); err != nil {
			t.Fatal(err)
		}
		o := options(s.Port)
		o.Username, o.Password = "worker", "secret"
		user := client(t, o)
		if _, err := New(ctx, user, "mail2", 10, 10); err == nil {
			t.Error("a user without rights to the keys has no error")
		}
		l, err := New(ctx, user, "mail2", 10, 10, Prefix("mine:"))
		if err != nil {
			t.Fatal(err)
		}
		defer l.Close(ctx)
		eventually(t, "a user with the rights that are documented", l.TryAcquire)
	})
	t.Run("no server", func(t *testing.T) {
		port, err := daemon.FreePort()
		if err != nil {
			t.Fatal(err)
		}
		none := client(t, options(port))
		if _, err := New(ctx, none, "none", 10, 10); err == nil {
			t.Error("no server, and no error")
		}
		l, err := New(ctx, none, "none", 1000, 10, Fallback(Share(1)))
		if err != nil {
			t.Fatal(err)
		}
		eventually(t, "the fallback", l.TryAcquire)
		ctx, cancel := context.WithTimeout(ctx, time.Second)
		defer cancel()
		if err := l.Close(ctx); err == nil {
			t.Error("given back to no server")
		}
	})
}

// TestFailover makes a replica the master: what it has of the state may lack the last grants, and does not count.
func TestFailover(t *testing.T) {
	master, replica := server(t, 0), server(t, 0)
	m, r := client(t, options(master.Port)), client(t, options(replica.Port))
	ctx := t.Context()
	if err := r.SlaveOf(ctx, "127.0.0.1", fmt.Sprint(master.Port)).Err(); err != nil {
		t.Fatal(err)
	}
	script, key := redis.NewScript(source), []string{"k{x}", "k{x}:due"}
	ask := func(c *redis.Client, seq, want int64) int64 {
		t.Helper()
		got, err := script.Run(ctx, c, key, 1000, 1, 50, 1_000_000, "w", seq, 0, 0, 0, want, want, 60_000).Int64Slice()
		if err != nil {
			t.Fatal(err)
		}
		return got[0]
	}
	seq := int64(0)
	next := func(c *redis.Client, want int64) int64 { seq++; return ask(c, seq, want) }
	eventually(t, "the master", func() bool { return next(m, 50) == 50 })
	next(m, 0) // given back: the bucket is full
	eventually(t, "the replica has it", func() bool {
		run, err := r.HGet(ctx, key[0], "run").Result()
		return err == nil && run != "" && r.ZCard(ctx, key[1]).Val() == 0
	})
	if err := r.SlaveOf(ctx, "NO", "ONE").Err(); err != nil {
		t.Fatal(err)
	}
	if got := next(r, 1); got != 0 {
		t.Errorf("a replica that became the master grants %d of what it thinks is there", got)
	}
	eventually(t, "the new master", func() bool { return next(r, 1) == 1 })
}
