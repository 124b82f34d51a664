// Command code measures how code is laid out: the sizes of packages, files and
// functions, how entangled functions are, and how much is said about them. It
// prints a row for each folder, so that a change of structure can be judged by
// the same table before and after:
//
//	go run ./code ..                        # this repository, and each of its packages
//	go run ./code -packages=false ../../x   # one row for another tree
//
// Tests, generated files and folders named testdata or vendor do not count as
// code, nor do modules inside of the tree.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"text/tabwriter"
)

func main() {
	packages := flag.Bool("packages", true, "print a row for each package, too")
	flag.Usage = func() {
		fmt.Fprintln(flag.CommandLine.Output(), "usage: code [-packages=false] directory...")
		flag.PrintDefaults()
	}
	flag.Parse()
	if flag.NArg() == 0 {
		flag.Usage()
		os.Exit(2)
	}
	if err := run(flag.Args(), *packages); err != nil {
		fmt.Fprintln(os.Stderr, "code:", err)
		os.Exit(1)
	}
}

func run(dirs []string, packages bool) error {
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, header)
	for _, dir := range dirs {
		all, err := measure(dir)
		if err != nil {
			return err
		}
		var total folder
		for _, f := range all {
			total.add(f)
		}
		fmt.Fprintln(w, row(filepath.Base(absolute(dir)), len(all), &total))
		if !packages {
			continue
		}
		for _, f := range slices.Backward(slices.SortedFunc(slices.Values(all), bySize)) {
			fmt.Fprintln(w, row("  "+f.name, 1, f))
		}
	}
	return w.Flush()
}

func absolute(dir string) string {
	if abs, err := filepath.Abs(dir); err == nil {
		return abs
	}
	return dir
}
