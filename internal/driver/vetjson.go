package driver

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
)

// A unit is what "go vet -json" says of one package, or of its external tests.
// A unit without diagnostics does not say which package it is.
type unit struct {
	pkg    string
	diags  []vetDiagnostic
	errors []string
}

// The JSON of golang.org/x/tools/go/analysis drivers.
type (
	// vetTree maps a package's ID to an analyzer's name to either a list of
	// diagnostics or an error.
	vetTree map[string]map[string]json.RawMessage

	vetError struct {
		Error string `json:"error"`
	}
	vetDiagnostic struct {
		Category string       `json:"category"`
		Posn     string       `json:"posn"`
		End      string       `json:"end"`
		Message  string       `json:"message"`
		Related  []vetRelated `json:"related"`
		Fixes    []vetFix     `json:"suggested_fixes"`
	}
	vetFix struct {
		Message string    `json:"message"`
		Edits   []vetEdit `json:"edits"`
	}
	vetEdit struct {
		Filename string `json:"filename"`
		Start    int    `json:"start"` // offsets in bytes
		End      int    `json:"end"`
		New      string `json:"new"`
	}
	vetRelated struct {
		Posn    string `json:"posn"`
		End     string `json:"end"`
		Message string `json:"message"`
	}
)

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
				var e vetError
				if err := json.Unmarshal(raw, &e); err != nil {
					return u, err
				}
				u.errors = append(u.errors, e.Error)
				continue
			}
			var diags []vetDiagnostic
			if err := json.Unmarshal(raw, &diags); err != nil {
				return u, err
			}
			u.diags = append(u.diags, diags...)
		}
	}
	return u, nil
}
