package main

import (
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"
)

func main() {
	opts := new(options)
	flag.Uint64Var(&opts.seed, "seed", 1, "which `number` of plans")
	flag.IntVar(&opts.rounds, "rounds", 0, "how often each package is copied; 0 for as often as there are statements to plant")
	flag.IntVar(&opts.per, "per", 1, "statements in each operator of a copy")
	flag.BoolVar(&opts.short, "short", false, "only few libraries and modules")
	flag.StringVar(&opts.only, "only", "", "only the modules with this `word` in their paths")
	flag.BoolVar(&opts.verbose, "v", false, "show each fix, and what could not be planted")
	keep := flag.String("keep", "", "a `directory` to work in, which is left as it is at the end")
	flag.Parse()
	dir := *keep
	if dir == "" {
		tmp, err := os.MkdirTemp("", "mutation")
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		defer os.RemoveAll(tmp)
		dir = tmp
	}
	res, err := run(dir, opts, func(format string, args ...any) { fmt.Fprintf(os.Stderr, format+"\n", args...) })
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	res.print(os.Stdout, opts.verbose)
	if len(res.problems()) > 0 {
		os.Exit(1)
	}
}

type options struct {
	seed        uint64
	rounds, per int
	short       bool
	only        string
	verbose     bool
}

// quickTables are the libraries of a short run.
var quickTables = []string{"std", "xtime", "xsync", "uber-ratelimit", "juju-ratelimit", "beefsack-rate", "gokit-ratelimit", "failsafe", "jobvet-ratelimit", "cenkalti-backoff"}

// run does all of it in dir.
func run(dir string, opts *options, log func(string, ...any)) (*measurement, error) {
	dir, err := filepath.EvalSymlinks(dir)
	if err != nil {
		return nil, err
	}
	w, err := newWorkspace(dir)
	if err != nil {
		return nil, err
	}
	if err := w.copySources(opts.short, opts.only); err != nil {
		return nil, err
	}
	ops, err := w.operators()
	if err != nil {
		return nil, err
	}
	if len(ops) == 0 {
		return nil, fmt.Errorf("no operators in what is copied")
	}
	var packages []*pkg
	frameworks := make(map[string]bool)
	n := 0
	for _, dir := range sorted(ops) {
		p, err := readPackage(w, dir, ops[dir])
		if err != nil {
			return nil, err
		}
		for _, t := range p.targets {
			frameworks[t.op.Framework] = true
		}
		n += len(p.targets)
		packages = append(packages, p)
	}
	log("%d operators of %d frameworks in %d packages: %s", n, len(frameworks), len(packages), strings.Join(sorted(frameworks), ", "))
	list, refused, err := calls(func(table, _ string) bool { return !opts.short || slices.Contains(quickTables, table) })
	if err != nil {
		return nil, err
	}
	pairs := pairsOf(list)
	log("%d calls, %d pairs of call and shape; %d calls cannot be written", len(list), len(pairs), len(refused))
	if opts.verbose {
		for _, r := range refused {
			log("  %s: %s", r.name, r.why)
		}
	}
	rng := rand.New(rand.NewPCG(opts.seed, 0))
	return w.measure(plan(packages, pairs, opts.rounds, opts.per, rng), log)
}

// problems are the mutants that failed.
func (r *measurement) problems() []*mutant {
	return slices.DeleteFunc(slices.Clone(r.mutants), func(m *mutant) bool { return m.problem == "" })
}

// counts are what a line of the tables shows.
type counts struct{ planted, reported, fixed, compiled, done, clean int }

func (c *counts) add(m *mutant) {
	c.planted++
	if len(m.reported) > 0 {
		c.reported++
	}
	if m.after != m.before {
		c.fixed++
		if m.problem == "" {
			c.compiled++
		}
		if !m.errorsLeft() {
			c.done++
		}
		if len(m.left) == 0 {
			c.clean++
		}
	}
}

func share(part, of int) string {
	if of == 0 {
		return "-"
	}
	return fmt.Sprintf("%.0f %%", 100*float64(part)/float64(of))
}

// print prints what became of the mutants for each call, shape and framework.
func (r *measurement) print(out io.Writer, verbose bool) {
	for _, view := range []struct {
		title string
		key   func(*mutant) string
	}{
		{"call", func(m *mutant) string { return m.call.name }},
		{"shape", func(m *mutant) string { return m.shape.name }},
		{"framework", func(m *mutant) string { return m.op.op.Framework }},
		{"all", func(*mutant) string { return "all" }},
	} {
		rows := make(map[string]*counts)
		for _, m := range r.mutants {
			key := view.key(m)
			if rows[key] == nil {
				rows[key] = new(counts)
			}
			rows[key].add(m)
		}
		tw := tabwriter.NewWriter(out, 0, 1, 2, ' ', 0)
		fmt.Fprintf(tw, "%s\tplanted\treported\tfixed\tgood\tshare\tno error left\tshare\tno finding left\tshare\n", view.title)
		for _, key := range sorted(rows) {
			c := rows[key]
			fmt.Fprintf(tw, "%s\t%d\t%d\t%d\t%d\t%s\t%d\t%s\t%d\t%s\n", key, c.planted, c.reported, c.fixed, c.compiled, share(c.compiled, c.fixed), c.done, share(c.done, c.fixed), c.clean, share(c.clean, c.fixed))
		}
		tw.Flush()
		fmt.Fprintln(out)
	}
	for _, m := range r.mutants {
		if verbose && m.after != m.before || m.problem != "" {
			fmt.Fprintf(out, "%s as %q in %s (%s, %s/%s): reported %v, left %v\n%s→\n%s%s\n\n", m.call.name, m.shape.name, m.op.op.Name, m.op.op.Framework, m.dir, m.op.file, m.reported, m.left, m.before, m.after, m.problem)
		}
	}
	if verbose {
		for _, id := range sortedIDs(r.unplanted) {
			fmt.Fprintf(out, "not planted: %s\n", r.unplanted[id])
		}
	}
}

func sortedIDs(m map[int]string) []int {
	var ids []int
	for id := range m {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}
