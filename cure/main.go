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
leaves it, as the message advises, as jobvet -fix -cure=give-back leaves it, and under the
framework's own setting, and prints what became of its items. It starts and stops the brokers.

`

// resultsFile has the results of the last run of each framework.
const resultsFile = "results.json"

// tables is the folder with the catalogue's tables.
const tables = "../internal/catalog/tables"

func main() {
	var keys []string
	for _, f := range lab.Frameworks() {
		keys = append(keys, f.Key)
	}
	only := flag.String("only", strings.Join(keys, ","), "the frameworks, separated by commas")
	loads := flag.String("loads", strings.Join(lab.Loads(), ","), "the loads, separated by commas; all of them with -write")
	items := flag.Int("n", 80, "how many items")
	write := flag.String("write", "", "write the table of cure.md in this `folder`, "+resultsFile+" and what the catalogue says was shown")
	render := flag.Bool("render", false, "measure nothing, and write what the last runs of -write have measured")
	flag.Usage = func() {
		fmt.Fprint(flag.CommandLine.Output(), usage)
		flag.PrintDefaults()
	}
	flag.Parse()
	if flag.NArg() > 0 || *items < 1 || *write == "" && *render || *write != "" && *loads != strings.Join(lab.Loads(), ",") {
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
	measured := new(lab.Results)
	if !*render {
		measured, err = measure(ctx, selected, under, *items)
	}
	if err == nil && *write != "" {
		err = save(measured, *write)
	}
	if err != nil {
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

// measure runs the frameworks and prints the table.
func measure(ctx context.Context, frameworks []*lab.Framework, loads []string, items int) (_ *lab.Results, err error) {
	dir, err := os.MkdirTemp("", "cure-")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	l, err := lab.New(ctx, dir, func(format string, args ...any) { fmt.Fprintf(os.Stderr, format+"\n", args...) })
	if err != nil {
		return nil, err
	}
	measured := &lab.Results{
		Machine: fmt.Sprintf("%s/%s, %d processors, %s", runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), runtime.Version()),
		Date:    time.Now().UTC().Format(time.DateOnly),
	}
	for _, f := range frameworks {
		r, err := l.Run(ctx, f, lab.Ways(), loads, items)
		if errors.Is(err, broker.ErrMissing) {
			fmt.Fprintf(os.Stderr, "SKIPPED %s: %v\n", f.Key, err)
			continue
		}
		if err != nil {
			return nil, err
		}
		measured.Take(r)
	}
	fmt.Print(measured.Table())
	return measured, nil
}

// save writes what was measured over the results of earlier runs, and all of them to
// the page in a folder and to the catalogue.
func save(measured *lab.Results, folder string) error {
	results, err := lab.Read(resultsFile)
	if err != nil {
		return err
	}
	for _, r := range measured.Frameworks {
		results.Take(r)
		results.Machine, results.Date = measured.Machine, measured.Date
	}
	page := filepath.Join(folder, "cure.md")
	text, err := os.ReadFile(page)
	if err != nil {
		return err
	}
	renewed, err := results.Renewed(string(text))
	if err != nil {
		return fmt.Errorf("%s: %w", page, err)
	}
	return errors.Join(results.Write(resultsFile), os.WriteFile(page, []byte(renewed), 0o666), results.Renew(tables))
}
