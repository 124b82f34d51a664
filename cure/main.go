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
	"slices"
	"strings"
	"syscall"

	"github.com/jobvet/jobvet/cure/lab"
)

const usage = `usage: go run . [flags]

Runs a job that keeps to a rate limit on real frameworks: as it waits, as jobvet -fix
leaves it, as the message advises, as jobvet -fix -cure=give-back leaves it, with bookings,
and under the framework's own setting, and prints what became of its items. It starts and stops the brokers.

`

// results has a file with the last run of each framework.
const results = "results"

// tables is the folder with the catalogue's tables.
const tables = "../internal/catalog/tables"

func main() {
	var keys []string
	for _, f := range lab.Frameworks() {
		keys = append(keys, f.Key)
	}
	only := flag.String("only", strings.Join(keys, ","), "the frameworks, separated by commas")
	loads := flag.String("loads", strings.Join(lab.Loads(), ","), "the loads, separated by commas; all of them with -write")
	ways := flag.String("ways", list(lab.Ways()), "the ways, separated by commas, waiting first; all of them with -write")
	items := flag.Int("n", 200, "how many items")
	atOnce := flag.Int("p", 6, "how many frameworks at once")
	write := flag.String("write", "", "write the results, the tables and the plot of the pages in this `folder`, and what the catalogue says was shown")
	render := flag.Bool("render", false, "measure nothing, and write what the last runs of -write have measured")
	flag.Usage = func() {
		fmt.Fprint(flag.CommandLine.Output(), usage)
		flag.PrintDefaults()
	}
	flag.Parse()
	if flag.NArg() > 0 || *items < 1 || *atOnce < 1 || *write == "" && *render || *write != "" && (*loads != strings.Join(lab.Loads(), ",") || *ways != list(lab.Ways())) {
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
	var in []lab.Way
	if err == nil {
		in, err = pick(*ways, strings.Split(list(lab.Ways()), ","), func(name string) lab.Way { return lab.Way(name) })
	}
	if err == nil && in[0] != lab.Waiting {
		err = fmt.Errorf("the first way is not %s, with which the others are compared", lab.Waiting)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "cure:", err)
		os.Exit(2)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	measured := new(lab.Results)
	if !*render {
		measured, err = measure(ctx, selected, in, under, *items, *atOnce)
	}
	if *write != "" && measured != nil {
		// What was measured is kept, even if a framework failed.
		err = errors.Join(err, save(measured, *write))
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

// list returns ways as the command line has them.
func list(ways []lab.Way) string {
	names := make([]string, len(ways))
	for i, w := range ways {
		names[i] = string(w)
	}
	return strings.Join(names, ",")
}

// measure runs the frameworks and prints the tables.
func measure(ctx context.Context, frameworks []*lab.Framework, ways []lab.Way, loads []string, items, atOnce int) (_ *lab.Results, err error) {
	dir, err := os.MkdirTemp("", "cure-")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	l, err := lab.New(ctx, dir, func(format string, args ...any) { fmt.Fprintf(os.Stderr, format+"\n", args...) })
	if err != nil {
		return nil, err
	}
	measured, err := l.RunAll(ctx, frameworks, ways, loads, items, atOnce)
	fmt.Print(measured)
	return measured, err
}

// save writes what was measured over the results of earlier runs, and all of them to
// the pages in a folder and to the catalogue.
func save(measured *lab.Results, folder string) error {
	if err := measured.Write(results); err != nil {
		return err
	}
	all, err := lab.Read(results)
	if err != nil {
		return err
	}
	return errors.Join(all.WritePages(folder), all.Renew(tables))
}
