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
	"os"
	"path/filepath"
	"testing"
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
			ns, refused := cost(t)
			if refused > mostRefused {
				return nil, fmt.Errorf("%s: %.0f %% of the calls were refused", r.rows[i].name, 100*refused)
			}
			r.rows[i].ns = append(r.rows[i].ns, ns)
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

// mostRefused is the part of the calls that may be refused.
const mostRefused = 0.05

// cost returns the nanoseconds of a granted call, those of the refused ones included, and the part of
// the calls that were refused.
func cost(t try) (ns, refused float64) {
	for start := time.Now(); time.Since(start) < warm; { // a lease that was idle is empty
		t()
	}
	no := 0
	b := testing.Benchmark(func(b *testing.B) {
		no = 0
		for range b.N {
			if !t() {
				no++
			}
		}
	})
	return float64(b.T) / float64(b.N-no), float64(no) / float64(b.N)
}

const warm = 300 * time.Millisecond
