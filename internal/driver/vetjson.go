package driver

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

// A unit is what "go vet -json" says of one package, or of its external tests.
// A unit without diagnostics does not say which package it is.
type unit struct {
	pkg    string
	diags  []vettool.Diagnostic
	errors []string
}

// A vetTree maps a package's ID to an analyzer's name to either a list of
// diagnostics or an error.
type vetTree map[string]map[string]json.RawMessage

// parseUnits reads the standard output of "go vet -json": one JSON object for
// each unit, one after the other. With an error it returns the units before it.
func parseUnits(r io.Reader) ([]unit, error) {
	var units []unit
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

func newUnit(tree vetTree) (unit, error) {
	var u unit
	for _, id := range slices.Sorted(maps.Keys(tree)) {
		u.pkg, _, _ = strings.Cut(id, " ") // "path [path.test]"
		for _, name := range slices.Sorted(maps.Keys(tree[id])) {
			raw := tree[id][name]
			if raw[0] != '[' {
				var e vettool.Failure
				if err := json.Unmarshal(raw, &e); err != nil {
					return u, err
				}
				u.errors = append(u.errors, e.Message)
				continue
			}
			var diags []vettool.Diagnostic
			if err := json.Unmarshal(raw, &diags); err != nil {
				return u, err
			}
			u.diags = append(u.diags, diags...)
		}
	}
	return u, nil
}
