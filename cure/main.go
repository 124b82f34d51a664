// Command cure runs the same job in several ways on real frameworks and says which
// of them is a cure.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/jobvet/jobvet/cure/broker"
	"github.com/jobvet/jobvet/cure/lab"
)

const usage = `usage: go run . [flags]

Runs a job that keeps to a rate limit on real frameworks: as it waits, as jobvet -fix
leaves it, as jobvet -fix -cure=give-back does, and under the framework's own setting,
and prints what became of its items. It starts and stops the brokers.

`

// resultsFile has the results of the last run of each framework.
const resultsFile = "results.json"

func main() {
	var keys []string
	for _, f := range lab.Frameworks() {
		keys = append(keys, f.Key)
	}
	only := flag.String("only", strings.Join(keys, ","), "the frameworks, separated by commas")
	loads := flag.String("loads", strings.Join(lab.Loads(), ","), "the loads, separated by commas")
	items := flag.Int("n", 80, "how many items")
	write := flag.String("write", "", "write cure.md to this `folder`, and the results to "+resultsFile)
	flag.Usage = func() {
		fmt.Fprint(flag.CommandLine.Output(), usage)
		flag.PrintDefaults()
	}
	flag.Parse()
	if flag.NArg() > 0 || *items < 1 {
		flag.Usage()
		os.Exit(2)
	}
	selected, err := pick(*only, keys, func(name string) *lab.Framework {
		return lab.Frameworks()[slices.Index(keys, name)]
	})
	var under []string
	if err == nil {
		under, err = pick(*loads, lab.Loads(), func(name string) string { return name })
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "cure:", err)
		os.Exit(2)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, selected, under, *items, *write); err != nil {
		fmt.Fprintln(os.Stderr, "cure:", err)
		os.Exit(1)
	}
}

// pick returns what is named in a list, of what is known.
func pick[T any](list string, known []string, get func(name string) T) ([]T, error) {
	var picked []T
	for name := range strings.SplitSeq(list, ",") {
		if !slices.Contains(known, name) {
			return nil, fmt.Errorf("%q is not one of %s", name, strings.Join(known, ", "))
		}
		picked = append(picked, get(name))
	}
	return picked, nil
}

func run(ctx context.Context, frameworks []*lab.Framework, loads []string, items int, write string) (err error) {
	dir, err := os.MkdirTemp("", "cure-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	l, err := lab.New(ctx, dir, func(format string, args ...any) { fmt.Fprintf(os.Stderr, format+"\n", args...) })
	if err != nil {
		return err
	}
	results, err := lab.Read(resultsFile)
	if err != nil {
		return err
	}
	results.Machine = fmt.Sprintf("%s/%s, %d processors, %s", runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), runtime.Version())
	results.Date = time.Now().UTC().Format(time.DateOnly)
	var measured lab.Results
	for _, f := range frameworks {
		r, err := l.Run(ctx, f, []lab.Way{lab.Waiting, lab.GiveBack, lab.Fixed, lab.Throttle}, loads, items)
		if errors.Is(err, broker.ErrMissing) {
			fmt.Fprintf(os.Stderr, "SKIPPED %s: %v\n", f.Key, err)
			continue
		}
		if err != nil {
			return err
		}
		results.Take(r)
		measured.Take(r)
	}
	fmt.Print(measured.Table())
	if write == "" {
		return nil
	}
	return errors.Join(results.Write(resultsFile), os.WriteFile(filepath.Join(write, "cure.md"), []byte(results.Page()), 0o666))
}
