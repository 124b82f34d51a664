package gocmd

import (
	"strings"
	"testing"
)

func TestParseUnitsBroken(t *testing.T) {
	for _, tt := range []struct {
		in    string
		units int
	}{
		{"{}\n{}\n# example.com/a\n{}", 2},
		{`{} {"a": {"jobvet": [{"posn": 1}]}}`, 1},
		{`{} {"a": {"jobvet": "x"}}`, 1},
		{`{} {"a": {"jobvet": [`, 1},
		{`[]`, 0},
	} {
		units, err := ParseUnits(strings.NewReader(tt.in))
		if err == nil || len(units) != tt.units {
			t.Errorf("ParseUnits(%q) = %d units, error %v; want %d units and an error", tt.in, len(units), err, tt.units)
		}
	}
}
