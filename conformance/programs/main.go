package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/diff"

	"github.com/jobvet/jobvet/conformance/internal/tool"
)

func main() {
	opts := new(options)
	flag.StringVar(&opts.goroot, "goroot", "", "the Go distribution in this `directory`; default what go env GOROOT says")
	flag.StringVar(&opts.only, "only", "", "only files with this `word` in their paths")
	flag.BoolVar(&opts.short, "short", false, "only some that fixes have harmed, or might")
	flag.DurationVar(&opts.limit, "limit", 30*time.Second, "what does not end within this `time` hangs")
	verbose := flag.Bool("v", false, "show all that was changed")
	flag.Parse()
	dir, err := os.MkdirTemp("", "programs")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	res, err := prove(dir, opts, func(format string, args ...any) { fmt.Fprintf(os.Stderr, format+"\n", args...) })
	os.RemoveAll(dir)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	res.print(os.Stdout, *verbose)
	if len(res.harmed()) > 0 {
		os.Exit(1)
	}
}

type options struct {
	goroot string
	only   string
	short  bool
	limit  time.Duration
}

// prove does all of it in dir.
func prove(dir string, opts *options, log func(string, ...any)) (*result, error) {
	dir, err := filepath.EvalSymlinks(dir)
	if err != nil {
		return nil, err
	}
	goroot := opts.goroot
	if goroot == "" {
		out, _, err := tool.Run(dir, "go", "env", "GOROOT")
		if err != nil {
			return nil, err
		}
		goroot = strings.TrimSpace(string(out))
	}
	list, err := sources(goroot, func(name string) bool {
		return strings.Contains(name, opts.only) && (!opts.short || slices.ContainsFunc(risky, func(r string) bool { return strings.HasPrefix(name, r) }))
	})
	if err != nil {
		return nil, err
	}
	jobvet := filepath.Join(dir, "jobvet.exe")
	if err := tool.Build(jobvet); err != nil {
		return nil, err
	}
	log("%d files", len(list))
	built, changes, err := fixAll(filepath.Join(dir, "fixed"), jobvet, list)
	if err != nil {
		return nil, err
	}
	res := &result{changes: changes}
	for _, s := range built {
		res.programs += len(s.functions())
	}
	log("%d of them build alone, %d programs; fixed", len(built), res.programs)
	return res, judge(filepath.Join(dir, "run"), changes, opts.limit)
}

// risky are what a short run takes, by the beginnings of their paths: programs
// that fixes have harmed, and others with goroutines, pipes and channels.
var risky = []string{
	"src/compress/flate/example_test.go", "src/context/", "src/io/", "src/math/rand/", "src/net/http/csrf_test.go", "src/os/exec/",
	"src/reflect/iter_test.go", "src/reflect/set_test.go", "src/runtime/runtime_unix_test.go", "src/strings/reader_test.go", "src/sync/",
	"test/chan/", "test/deferfin.go", "test/fixedbugs/bug084.go", "test/fixedbugs/bug320.go", "test/fixedbugs/issue11256.go",
	"test/fixedbugs/issue25897", "test/fixedbugs/issue27695.go", "test/fixedbugs/issue30041.go", "test/fixedbugs/issue52612.go",
	"test/fixedbugs/issue5493.go", "test/fixedbugs/issue9321.go", "test/goprint.go", "test/ken/", "test/typeparam/chans.go",
	"test/typeparam/orderedmap.go",
}

// A result is what became of the programs.
type result struct {
	programs int
	changes  []*change
}

// count returns how many programs have a verdict among those of their changes,
// all of them if it is "".
func (r *result) count(v verdict) int {
	names := make(map[string]bool)
	for _, c := range r.changes {
		if v == "" || c.verdict == v {
			names[c.name()] = true
		}
	}
	return len(names)
}

// harmed are the changes after which a program does not end as it did.
func (r *result) harmed() []*change {
	return slices.DeleteFunc(slices.Clone(r.changes), func(c *change) bool { return c.verdict != hangs && c.verdict != differs })
}

// print shows the changes that harm, or all, and counts them in the last line.
func (r *result) print(out io.Writer, verbose bool) {
	list := r.harmed()
	if verbose {
		list = r.changes
	}
	shown := make(map[string]bool)
	for _, c := range list {
		fmt.Fprintf(out, "%s (%s): %s\n", c.name(), c.policies, strings.TrimSpace(string(c.verdict)+" "+c.why))
		if !shown[c.source.name+c.after] {
			shown[c.source.name+c.after] = true
			fmt.Fprintf(out, "%s\n", diff.Diff("before", []byte(c.source.text), "after", []byte(c.after)))
		}
	}
	if n := r.count(leftOut); n > 0 {
		fmt.Fprintf(out, "%d programs are left out: they do not end before, or not in the same way twice\n", n)
	}
	fmt.Fprintf(out, "%d programs, %d changed, %d hang, %d differ\n", r.programs, r.count(""), r.count(hangs), r.count(differs))
}
