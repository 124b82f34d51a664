// Analyzer measures what checking a module with jobvet costs, against an
// analyzer that does nothing, the go command's own vet, and Temporal's
// workflowcheck.
//
//	go run ./analyzer [-rounds 5] [-tools jobvet,empty,vet,workflowcheck] MODULE@VERSION [PACKAGES...]
//
// Each round runs every tool once on the module, in turn, with a tool binary
// that the cache has not seen (cold: the packages are built, but not checked),
// and once more (warm). It prints medians and the ratio to the empty analyzer.
// CPU is that of the go command and all its children; RSS that of the largest.
package main

import (
	"cmp"
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"text/tabwriter"
	"time"
)

// tools are the packages that the tools are built from; the go command's own
// vet is none.
var tools = map[string]string{
	"jobvet":        "github.com/jobvet/jobvet/cmd/jobvet",
	"empty":         "github.com/jobvet/jobvet/bench/analyzer/empty",
	"workflowcheck": "go.temporal.io/sdk/contrib/tools/workflowcheck",
}

// A sample is one run.
type sample struct {
	wall, cpu time.Duration
	rss       int64 // bytes
}

func main() {
	log.SetFlags(0)
	rounds := flag.Int("rounds", 5, "how often each tool runs")
	names := flag.String("tools", "empty,jobvet,vet,workflowcheck", "comma-separated `tools`")
	flag.Parse()
	if flag.NArg() == 0 {
		flag.Usage()
		os.Exit(2)
	}
	if err := run(flag.Arg(0), flag.Args()[1:], strings.Split(*names, ","), *rounds); err != nil {
		log.Fatal(err)
	}
}

func run(module string, packages, names []string, rounds int) error {
	if len(packages) == 0 {
		packages = []string{"./..."}
	}
	tmp, err := os.MkdirTemp("", "bench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(tmp)
	dir, err := download(module, tmp)
	if err != nil {
		return err
	}
	// What the packages import must be built before anything is measured.
	prime := exec.Command("go", append([]string{"list", "-export", "-deps", "-test", "-f", "{{.ImportPath}}"}, packages...)...)
	prime.Dir = dir
	out, err := prime.Output()
	if err != nil {
		return fmt.Errorf("building %s: %w", module, err)
	}
	fmt.Printf("%s %s: %d packages with their dependencies, %d rounds\n", module, strings.Join(packages, " "), strings.Count(string(out), "\n"), rounds)

	cold, warm := make(map[string][]sample), make(map[string][]sample)
	for range rounds {
		for _, name := range names {
			flag, err := unseen(tmp, name)
			if err != nil {
				return err
			}
			for _, into := range []map[string][]sample{cold, warm} {
				s, err := measure(dir, flag, packages)
				if err != nil {
					return fmt.Errorf("%s: %w", name, err)
				}
				into[name] = append(into[name], s)
			}
		}
	}
	table("cold", names, cold)
	table("warm", names, warm)
	return nil
}

// unseen returns a flag for go vet with which the cache has no results: a
// freshly linked tool, or for the go command's own vet, whose version does not
// depend on its binary, the name of a printf wrapper that nobody has.
func unseen(tmp, name string) (string, error) {
	unique := fmt.Sprintf("%s%d", name, time.Now().UnixNano())
	if name == "vet" {
		return "-printf.funcs=" + unique, nil
	}
	tool := filepath.Join(tmp, name)
	if out, err := exec.Command("go", "build", "-ldflags=-buildid="+unique, "-o", tool, tools[name]).CombinedOutput(); err != nil {
		return "", fmt.Errorf("building %s: %w\n%s", name, err, out)
	}
	return "-vettool=" + tool, nil
}

// download copies a module to a directory where the go command may write.
func download(module, tmp string) (string, error) {
	cmd := exec.Command("go", "mod", "download", "-json", module)
	cmd.Dir = tmp
	out, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("downloading %s: %w", module, err)
	}
	var info struct{ Dir string }
	if err := json.Unmarshal(out, &info); err != nil {
		return "", err
	}
	dir := filepath.Join(tmp, "module")
	if err := os.CopyFS(dir, os.DirFS(info.Dir)); err != nil {
		return "", err
	}
	return dir, filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.Type()&os.ModeSymlink != 0 {
			return err
		}
		return os.Chmod(path, 0o755)
	})
}

// measure runs go vet once. Findings are no failure.
func measure(dir, flag string, packages []string) (sample, error) {
	cmd := exec.Command("go", append([]string{"vet", flag}, packages...)...)
	cmd.Dir = dir
	start := time.Now()
	out, err := cmd.CombinedOutput()
	wall := time.Since(start)
	if err != nil && cmd.ProcessState.ExitCode() != 1 {
		return sample{}, fmt.Errorf("%w\n%s", err, out)
	}
	usage := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	return sample{wall, cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), usage.Maxrss * 1024}, nil
}

// median returns the median of a field of the samples.
func median[T cmp.Ordered](samples []sample, field func(sample) T) T {
	var values []T
	for _, s := range samples {
		values = append(values, field(s))
	}
	slices.Sort(values)
	return values[len(values)/2]
}

func table(title string, names []string, samples map[string][]sample) {
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(w, "%s\twall s\tCPU s\tCPU/empty\twall/vet\tRSS MB\t\n", title)
	wall := func(s sample) float64 { return s.wall.Seconds() }
	cpu := func(s sample) float64 { return s.cpu.Seconds() }
	ratio := func(name, base string, field func(sample) float64) string {
		if len(samples[base]) == 0 {
			return "-"
		}
		return fmt.Sprintf("%.2f", median(samples[name], field)/median(samples[base], field))
	}
	for _, name := range names {
		s := samples[name]
		fmt.Fprintf(w, "%s\t%.2f\t%.2f\t%s\t%s\t%d\t\n", name, median(s, wall), median(s, cpu),
			ratio(name, "empty", cpu), ratio(name, "vet", wall), median(s, func(s sample) int64 { return s.rss })>>20)
	}
	w.Flush()
}
