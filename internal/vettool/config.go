package vettool

import (
	"encoding/json"
	"fmt"
	"go/version"
	"os"
	"runtime"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/unitchecker"

	"github.com/jobvet/jobvet/internal/overlay"
)

// A config describes a package, as the go command writes it.
type config struct {
	unitchecker.Config
	actual map[string]string // where files of an overlay are, by their own paths
}

func readConfig(name string) (*config, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	cfg := new(config)
	if err := json.Unmarshal(data, &cfg.Config); err != nil {
		return nil, fmt.Errorf("cannot decode JSON config file %s: %v", name, err)
	}
	if len(cfg.GoFiles) == 0 {
		return nil, fmt.Errorf("package has no files: %s", cfg.ImportPath)
	}
	cfg.actual = make(map[string]string)
	for _, names := range [][]string{cfg.GoFiles, cfg.NonGoFiles, cfg.IgnoredFiles} {
		for i, name := range names {
			if origin, ok := overlay.Origin(name); ok {
				cfg.actual[origin] = name
				names[i] = origin
			}
		}
	}
	return cfg, nil
}

// hasExportData reports whether the go command provides the compiler's export
// data, of a release that this program can read. The answer is the same for
// all packages of a run, because the files in which facts are kept differ.
func (cfg *config) hasExportData() bool {
	return cfg.FixArchive == "" && cfg.PackageFile != nil && cfg.Compiler == "gc" && Readable(release(), runtime.Version())
}

// release returns the Go release that the go command says it is. A build system
// other than the go command may say none.
func release() string { return os.Getenv("GOVERSION") }

// Readable reports whether export data of a Go release can be read by a program
// built with Go release own: if it is no newer, or not told.
func Readable(release, own string) bool {
	if release == "" || release == own {
		return true
	}
	lang := version.Lang(release)
	return lang != "" && version.Compare(lang, version.Lang(own)) <= 0
}

// moduleOf returns the package's module, or nil if it is not known.
func moduleOf(cfg *unitchecker.Config) *analysis.Module {
	if cfg.Module != nil {
		return cfg.Module
	}
	if cfg.ModulePath == "" { // always so before Go 1.27
		return nil
	}
	return &analysis.Module{Path: cfg.ModulePath, Version: cfg.ModuleVersion, GoVersion: cfg.GoVersion}
}
