// Analyzer measures what checking with jobvet costs: cold, warm, and after an
// edit of one package, against the go command's own vet, an analyzer that does
// nothing, Temporal's workflowcheck, staticcheck and golangci-lint.
//
//	go run ./analyzer [-rounds 5] [-tools LIST] [-golangci EXE] [-write ../docs] SUBJECT...
//
// A subject is watermill, river, beam, gen50, gen500 or gen5000 (a generated
// module of so many packages), or MODULE@VERSION. Each round runs every tool
// once on the subject, in turn, with a tool binary or a cache that has not been
// seen: cold (the packages are built, but not checked), again (warm), after an
// edit of a package that no other imports (leaf), and of the one that most
// import (root). What an edit makes necessary to compile is compiled before.
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
	"strings"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("analyzer: ")
	rounds := flag.Int("rounds", 5, "how often each tool runs")
	names := flag.String("tools", "vet,jobvet,empty,workflowcheck", "comma-separated `tools`; there are also staticcheck and golangci")
	golangci := flag.String("golangci", "", "a golangci-lint `executable` that has jobvet, for the tool golangci")
	data := flag.String("data", "analyzer/results.json", "the `file` of results")
	note := flag.String("note", "", "a `remark` on the circumstances, to stand with the results")
	write := flag.String("write", "", "`directory` of benchmarks.md")
	flag.Parse()
	if flag.NArg() == 0 && *write == "" {
		flag.Usage()
		os.Exit(2)
	}
	err := run(flag.Args(), strings.Split(*names, ","), *golangci, *note, *rounds, *data)
	if err == nil && *write != "" {
		err = publish(*data, *write)
	}
	if err != nil {
		log.Fatal(err)
	}
}

// run measures the subjects and adds what comes out to the results.
func run(subjects, names []string, golangci, note string, rounds int, data string) error {
	if len(subjects) == 0 {
		return nil
	}
	tmp, err := os.MkdirTemp("", "bench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(tmp)
	var tools []*tool
	for _, name := range names {
		t, err := newTool(name, golangci, tmp)
		if err != nil {
			return err
		}
		tools = append(tools, t)
	}
	for i, name := range subjects {
		s, err := newSubject(name, filepath.Join(tmp, fmt.Sprint("subject", i)))
		if err != nil {
			return err
		}
		r, err := measureAll(s, tools, rounds)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		r.Note = note
		fmt.Printf("\n%s\n", r.table())
		if err := r.save(data); err != nil {
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
