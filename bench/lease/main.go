// Lease measures limiters whose limit several processes share through Redis: what a granted
// call costs, how many calls of the store a permit takes, and what is granted of the limit and beyond it.
//
//	go run ./lease [-during 4s] [-rounds 3] [-write ../docs]
//
// It starts a redis-server of this machine for each measurement. With -write the tables replace the lease's section
// of benchmarks.md in that folder, and a plot is written beside it.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"math"
	"os"
	"path/filepath"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/jobvet/jobvet/bench/internal/section"
	"github.com/jobvet/jobvet/internal/daemon"
)

// The limits that are shared.
var limits = []struct {
	rate  float64
	burst int
}{{10, 10}, {1000, 200}, {100_000, 10_000}}

// More permits than can be given away.
const plenty = 1_000_000_000

func main() {
	log.SetFlags(0)
	process := flag.String("process", "", "for the program itself: what one of the processes does, as JSON")
	during := flag.Duration("during", 4*time.Second, "how long a limit is shared, after two seconds")
	rounds := flag.Int("rounds", 3, "how often the calls are measured; the least counts")
	write := flag.String("write", "", "folder of the benchmarks.md to write")
	flag.Parse()
	ctx := context.Background()
	if *process != "" {
		j := new(job)
		if err := json.Unmarshal([]byte(*process), j); err != nil {
			log.Fatal(err)
		}
		o, err := j.do(ctx)
		if err != nil {
			log.Fatal(err)
		}
		if err := json.NewEncoder(os.Stdout).Encode(o); err != nil {
			log.Fatal(err)
		}
		return
	}
	r, err := run(ctx, *rounds, *during)
	if err != nil {
		log.Fatal(err)
	}
	text := r.markdown()
	fmt.Print(text)
	if *write == "" {
		return
	}
	if err := os.WriteFile(filepath.Join(*write, plotName), []byte(r.plot()), 0o666); err != nil {
		log.Fatal(err)
	}
	if err := section.Replace(filepath.Join(*write, "benchmarks.md"), "lease", text); err != nil {
		log.Fatal(err)
	}
}

// run measures everything.
func run(ctx context.Context, rounds int, during time.Duration) (*report, error) {
	r := &report{during: during, rounds: rounds}
	server, err := daemon.StartRedis(ctx, 0)
	if err != nil {
		return nil, err
	}
	defer server.Stop()
	r.server = server.Version
	client := redis.NewClient(&redis.Options{Addr: daemon.Address(server.Port), ContextTimeoutEnabled: true})
	defer client.Close()
	var tries []try
	for _, p := range peers {
		t, err := p.make(ctx, client, plenty, plenty)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", p.name, err)
		}
		tries = append(tries, t)
		r.rows = append(r.rows, &row{name: p.name})
	}
	for _, l := range local {
		tries = append(tries, l.make(plenty, plenty))
		r.rows = append(r.rows, &row{name: l.name})
	}
	time.Sleep(3 * time.Second) // a lease begins with an empty bucket
	for range rounds {
		for i, t := range tries {
			r.rows[i].ns = append(r.rows[i].ns, cost(t))
		}
	}
	for i := range peers {
		for _, l := range limits {
			s, err := measure(ctx, i, l.rate, l.burst, during)
			if err != nil {
				return nil, err
			}
			r.rows[i].shares = append(r.rows[i].shares, s)
		}
	}
	return r, nil
}

// warm is how long a limiter is used before it is measured, since a lease that was idle is empty, and
// window how long it is measured.
const (
	warm   = 300 * time.Millisecond
	window = 500 * time.Millisecond
)

// cost returns the nanoseconds of a granted call: the least of many batches, none of whose calls was
// refused. Noise on a shared machine comes in bursts that are longer than a batch.
func cost(t try) float64 {
	calls, began := 0, time.Now()
	for time.Since(began) < warm {
		t()
		calls++
	}
	batch := max(16, min(calls/1000, 512))
	least := math.Inf(1)
	for start := time.Now(); time.Since(start) < window; {
		granted, began := 0, time.Now()
		for range batch {
			if t() {
				granted++
			}
		}
		if took := time.Since(began); granted == batch {
			least = min(least, float64(took)/float64(batch))
		}
	}
	return least
}
