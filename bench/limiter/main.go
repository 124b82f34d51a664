// Limiter measures package ratelimit against other Go rate limiters and against
// what the hardware allows, all in one run.
//
//	go run ./limiter [-time 2m] [-window 8ms] [-keys 1000000] [-write ../docs]
//
// Noise on a shared machine comes in bursts. Each round therefore takes one short
// window of every row, in turn, and the minimum and the median over the rounds are
// printed. With -write the tables replace the limiter's section of benchmarks.md in
// that folder, and a plot is written beside it.
package main

import (
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"github.com/jobvet/jobvet/bench/internal/section"
)

func main() {
	log.SetFlags(0)
	budget := flag.Duration("time", 2*time.Minute, "how long to go on taking rounds, each of one window of every row")
	window := flag.Duration("window", 8*time.Millisecond, "length of a window")
	keys := flag.Int("keys", 1_000_000, "keys in the comparison of keyed limiters")
	write := flag.String("write", "", "folder of the benchmarks.md to write")
	flag.Parse()

	began := time.Now()
	paths := allPaths()
	rounds := 0
	for rounds < 3 || time.Since(began) < *budget {
		rounds++
		fmt.Fprintf(os.Stderr, "\rround %d", rounds)
		runtime.GC()
		for _, p := range paths {
			for _, r := range p.rows {
				if err := r.measure(p, *window); err != nil {
					log.Fatalf("%s: %s: %v", p.name, r.name, err)
				}
			}
		}
	}
	fmt.Fprintln(os.Stderr)
	keyed := measureKeyed(*keys, 3)
	report := report{
		paths: paths,
		keyed: keyed,
		keys:  *keys,
		machine: fmt.Sprintf("%s, %s/%s, %d cores (GOMAXPROCS %d), %d rounds of %v a row, %.0f s in all",
			runtime.Version(), runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), runtime.GOMAXPROCS(0), rounds, *window, time.Since(began).Seconds()),
	}
	text := report.markdown()
	fmt.Print(text)
	if *write == "" {
		return
	}
	if err := os.WriteFile(filepath.Join(*write, plotName), []byte(report.plot()), 0o644); err != nil {
		log.Fatal(err)
	}
	if err := section.Replace(filepath.Join(*write, "benchmarks.md"), "limiter", text); err != nil {
		log.Fatal(err)
	}
}
