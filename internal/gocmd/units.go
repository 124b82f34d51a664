package gocmd

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/jobvet/jobvet/internal/vettool"
)

// A Unit is what "go vet -json" says of one package, or of its external tests.
// A unit without diagnostics does not say which package it is.
type Unit struct {
	Package     string // its path, "_test" behind it for external tests
	Diagnostics []vettool.Diagnostic
	Errors      []string // of the analysis
}

// A vetTree maps a package's ID to an analyzer's name to either a list of
// diagnostics or an error.
type vetTree map[string]map[string]json.RawMessage

// ParseUnits reads the standard output of "go vet -json": one JSON object for
// each unit, one after the other. With an error it returns the units before it.
func ParseUnits(r io.Reader) ([]Unit, error) {
	var units []Unit
	for dec := json.NewDecoder(r); ; {
		var tree vetTree
		if err := dec.Decode(&tree); errors.Is(err, io.EOF) {
			return units, nil
		} else if err != nil {
			return units, fmt.Errorf("at byte %d: %w", dec.InputOffset(), err)
		}
		u, err := newUnit(tree)
		if err != nil {
			return units, fmt.Errorf("before byte %d: %w", dec.InputOffset(), err)
		}
		units = append(units, u)
	}
}

func newUnit(tree vetTree) (Unit, error) {
	var u Unit
	for _, id := range slices.Sorted(maps.Keys(tree)) {
		u.Package, _, _ = strings.Cut(id, " ") // "path [path.test]"
		for _, name := range slices.Sorted(maps.Keys(tree[id])) {
			raw := tree[id][name]
			if raw[0] != '[' {
				var e vettool.Failure
				if err := json.Unmarshal(raw, &e); err != nil {
					return u, err
				}
				u.Errors = append(u.Errors, e.Message)
				continue
			}
			var diags []vettool.Diagnostic
			if err := json.Unmarshal(raw, &diags); err != nil {
				return u, err
			}
			u.Diagnostics = append(u.Diagnostics, diags...)
		}
	}
	return u, nil
}
