// Growth measures how the cost of checking one package grows with its size, on
// packages of a kind that nobody writes by hand: a chain of ten thousand calls,
// a function with ten thousand goroutines.
//
//	go run ./growth [-n 2500] [-doublings 2] [SHAPE...]
//
// Each shape is analysed in sizes n, 2n, 4n, ..., each in a process of its own:
// the CPU time is that of the analysis, without parsing and type-checking, with
// the garbage collector's; memory is the most that the process had.
//
// What must hold of it is tested by what the analysis does, not by times: see
// TestLinear.
package main

import (
	"flag"
	"fmt"
	"log"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("growth: ")
	n := flag.Int("n", 2500, "the smallest `size`")
	doublings := flag.Int("doublings", 2, "how `often` the size is doubled")
	one := flag.Bool("one", false, "analyse the one shape here, in size n, and print CPU seconds, megabytes and findings")
	flag.Parse()
	if *n < 2 || *doublings < 0 {
		log.Fatal("-n is at least 2, and -doublings at least 0")
	}
	var list []shape
	for _, s := range shapes {
		if flag.NArg() == 0 || slices.Contains(flag.Args(), s.name) {
			list = append(list, s)
		}
	}
	if len(list) == 0 || flag.NArg() > len(list) {
		var names []string
		for _, s := range shapes {
			names = append(names, s.name)
		}
		log.Fatalf("shapes are %s", strings.Join(names, ", "))
	}
	var err error
	if *one {
		err = measure(list[0], *n)
	} else {
		err = table(list, *n, *doublings)
	}
	if err != nil {
		log.Fatal(err)
	}
}

// measure analyses a shape and prints what it took.
func measure(s shape, n int) error {
	u, err := load(s.source(n))
	if err != nil {
		return err
	}
	before, err := usage()
	if err != nil {
		return err
	}
	if err := u.run(); err != nil {
		return err
	}
	after, err := usage()
	if err != nil {
		return err
	}
	_, err = fmt.Printf("%.3f %.0f %d\n", (cpu(after) - cpu(before)).Seconds(), float64(after.Maxrss)/1024, u.findings)
	return err
}

func usage() (syscall.Rusage, error) {
	var u syscall.Rusage
	err := syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return u, err
}

func cpu(u syscall.Rusage) time.Duration { return time.Duration(u.Utime.Nano() + u.Stime.Nano()) }

// table measures the shapes in all sizes and prints a table in Markdown.
func table(list []shape, n, doublings int) error {
	exe, err := os.Executable()
	if err != nil {
		return err
	}
	fmt.Print("| package |")
	for i := range doublings + 1 {
		fmt.Printf(" CPU s, n = %d |", n<<i)
	}
	fmt.Printf(" growth | MB, n = %d |\n| --- |%s --- | --- |\n", n<<doublings, strings.Repeat(" --- |", doublings+1))
	for _, s := range list {
		fmt.Printf("| %s |", s.what)
		var last, before, mb float64
		for i := range doublings + 1 {
			out, err := exec.Command(exe, "-one", "-n", strconv.Itoa(n<<i), s.name).Output()
			if err != nil {
				return fmt.Errorf("%s: %w", s.name, err)
			}
			before = last
			var findings int
			if _, err := fmt.Sscan(string(out), &last, &mb, &findings); err != nil {
				return fmt.Errorf("%s: %q: %w", s.name, out, err)
			}
			fmt.Printf(" %.2f |", last)
		}
		growth := ""
		if doublings > 0 {
			growth = fmt.Sprintf("%.1f", last/max(before, 0.001))
		}
		fmt.Printf(" %s | %.0f |\n", growth, mb)
	}
	return nil
}
