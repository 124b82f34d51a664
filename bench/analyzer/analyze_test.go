package main

import (
	"go/types"
	"os"
	"syscall"
	"testing"
	"time"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/packages"

	"github.com/jobvet/jobvet/analyzer"
)

// cpuTime returns the CPU time of this process: other work on the machine adds
// to the wall time, not to this. It has that of the garbage collector.
func cpuTime(b *testing.B) time.Duration {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		b.Fatal(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

// BenchmarkAnalyze measures the analysis alone, without parsing and
// type-checking: on packages of the standard library, which are taken for those
// of a module, since the analyzer would not look at them.
//
//	go test -bench Analyze -run '^$' ./analyzer
func BenchmarkAnalyze(b *testing.B) {
	for _, path := range []string{"net/http", "go/types", "database/sql", "text/template", "math/big", "unicode/utf8"} {
		cfg := &packages.Config{Mode: packages.LoadSyntax}
		pkgs, err := packages.Load(cfg, path)
		if err != nil || len(pkgs) != 1 || len(pkgs[0].Errors) > 0 {
			b.Fatalf("%s: %v", path, err)
		}
		b.Run(path, func(b *testing.B) {
			p := pkgs[0]
			lines := 0
			for _, f := range p.Syntax {
				lines += p.Fset.File(f.FileStart).LineCount()
			}
			pass := &analysis.Pass{
				Analyzer: analyzer.Analyzer, Fset: p.Fset, Files: p.Syntax, Pkg: p.Types,
				TypesInfo: p.TypesInfo, TypesSizes: p.TypesSizes,
				Module:            &analysis.Module{Path: "example.com/bench"},
				ResultOf:          make(map[*analysis.Analyzer]any),
				ReadFile:          os.ReadFile,
				Report:            func(analysis.Diagnostic) {},
				ImportPackageFact: func(*types.Package, analysis.Fact) bool { return false },
				ExportPackageFact: func(analysis.Fact) {},
			}
			b.ReportAllocs()
			before := cpuTime(b)
			for b.Loop() {
				if _, err := analyzer.Analyzer.Run(pass); err != nil {
					b.Fatal(err)
				}
			}
			kloc := float64(lines) / 1000
			used := cpuTime(b) - before
			b.ReportMetric(float64(used.Microseconds())/float64(b.N)/kloc, "cpu-µs/kLoC")
			b.ReportMetric(kloc, "kLoC")
		})
	}
}
