// Analyzer measures what checking with jobvet costs: on a fresh machine, cold, warm,
// and after an edit of one package, against the go command's own vet, an analyzer that does
// nothing, Temporal's workflowcheck, staticcheck and golangci-lint.
//
//	go run ./analyzer [-rounds 5] [-tools LIST] [-golangci EXE] [-write ../docs] SUBJECT...
//
// A subject is watermill, river, beam, gen50, gen500 or gen5000 (a generated
// module of so many packages), or MODULE@VERSION. A tool of the list may have a
// number of rounds of its own, the first ones: staticcheck:2. The tool jobvet
// is the executable as a vet tool, command is the command, and source is the
// command with -load=source.
//
// In each round all tools run in turn, each with an executable or a cache that
// has not been seen: fresh (the build cache is empty as well, the module cache is
// not); cold (the packages are built, but not checked); again
// (warm); after an edit of a package that no other imports (leaf), and of the
// one that most import (root). What an edit makes necessary to compile is
// compiled before. What takes little time runs several times.
//
// What the analysis alone costs for a thousand lines, in time and allocations,
// says BenchmarkAnalyze.
//
// Results are kept in results.json, one entry for each subject, from which
// -write makes the section and the plot in the given directory. Without
// subjects it only does that.
package main

import (
	"cmp"
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("analyzer: ")
	rounds := flag.Int("rounds", 5, "the `number` of rounds")
	names := flag.String("tools", "vet,jobvet,empty,workflowcheck", "comma-separated `tools`; there are also command, source, plain, staticcheck and golangci")
	golangci := flag.String("golangci", "", "a golangci-lint `executable` that has jobvet, for the tool golangci")
	only := flag.String("scenarios", usual, "comma-separated `scenarios` to run; there is also fresh")
	data := flag.String("data", "analyzer/results.json", "the `file` of results")
	note := flag.String("note", "", "a `remark` on the circumstances, to stand with the results")
	write := flag.String("write", "", "`directory` of benchmarks.md")
	flag.Parse()
	if flag.NArg() == 0 && *write == "" {
		flag.Usage()
		os.Exit(2)
	}
	b := &bench{tools: *names, golangci: *golangci, note: *note, rounds: *rounds, only: *only, data: *data}
	err := b.run(flag.Args())
	if err == nil && *write != "" {
		err = publish(*data, *write)
	}
	if err != nil {
		log.Fatal(err)
	}
}

// usual are the scenarios that are measured if nothing else is asked for. On a fresh
// machine most tools take minutes.
const usual = "cold,warm,leaf,root"

// A bench is what is measured of each subject, as the flags say.
type bench struct {
	tools, golangci, note string
	rounds                int
	only                  string // the scenarios
	data                  string // the file of results
}

// run measures the subjects and adds what comes out to the results.
func (b *bench) run(subjects []string) error {
	if len(subjects) == 0 {
		return nil
	}
	tmp, err := os.MkdirTemp("", "bench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(tmp)
	var tools []*tool
	for name := range strings.SplitSeq(b.tools, ",") {
		name, limit, limited := strings.Cut(name, ":")
		t, err := newTool(name, b.golangci, tmp)
		if err != nil {
			return err
		}
		t.rounds = b.rounds
		if limited {
			if t.rounds, err = strconv.Atoi(limit); err != nil || t.rounds < 1 {
				return fmt.Errorf("tool %s: %q is no number of rounds", name, limit)
			}
		}
		tools = append(tools, t)
	}
	for i, name := range subjects {
		s, err := newSubject(name, filepath.Join(tmp, fmt.Sprint("subject", i)))
		if err != nil {
			return err
		}
		r := newResult(s, tools, strings.Split(b.only, ","))
		r.Note = b.note
		r.Command = fmt.Sprintf("go run ./analyzer -rounds %d -tools %s", b.rounds, b.tools)
		if b.golangci != "" {
			r.Command += " -golangci " + filepath.Base(b.golangci)
		}
		if b.only != usual {
			r.Command += " -scenarios " + b.only
		}
		r.Command += " " + name
		for round := range b.rounds {
			if err := r.measure(s, tools, round); err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
		}
		if err := r.save(b.data); err != nil {
			return err
		}
		fmt.Printf("\n%s\n", r.table())
		if err := os.RemoveAll(s.dir); err != nil {
			return err
		}
	}
	return nil
}

// machine describes where results come from.
func machine() string {
	return fmt.Sprintf("%s, %s/%s, %d cores", runtime.Version(), runtime.GOOS, runtime.GOARCH, runtime.NumCPU())
}

func median[T cmp.Ordered](values []T) T {
	values = slices.Sorted(slices.Values(values))
	return values[len(values)/2]
}
