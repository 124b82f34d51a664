package finding

import (
	"reflect"
	"strings"
	"testing"
)

func TestWire(t *testing.T) {
	for _, f := range []*Finding{stall(), lost(), unknown()} {
		got, err := Decode(f.Encode())
		if err != nil || !reflect.DeepEqual(got, f) {
			t.Errorf("%+v becomes %+v, %v", f, got, err)
		}
	}
	l := &Listed{*stall().Operator, Place{"a.go", 3, 1}, 2}
	if got, err := DecodeListed(l.Encode()); err != nil || *got != *l {
		t.Errorf("%+v becomes %+v, %v", l, got, err)
	}
}

// A sentence is no record, nor is a record of something else.
func TestWireBroken(t *testing.T) {
	for text, want := range map[string]string{
		"":                                    "corrupt finding",
		"ratewait: operator f waits":          "corrupt finding",
		`{"rule": "ratewait"}`:                "no rule or no level",
		`{"level": "error"}`:                  "no rule or no level",
		`{"rule": "x", "level": "severe"}`:    `unknown level "severe"`,
		`{"rule": "x", "level": "error"} {}`:  "corrupt finding",
		`{"rule": ["x"], "level": "caution"}`: "corrupt finding",
	} {
		if f, err := Decode(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %+v, %v; want an error with %q", text, f, err, want)
		}
	}
	if l, err := DecodeListed("operator: f"); err == nil {
		t.Errorf("a sentence is the operator %+v", l)
	}
}

func FuzzDecode(f *testing.F) {
	f.Add(stall().Encode())
	f.Add(lost().Encode())
	f.Add(unknown().Encode())
	f.Fuzz(func(t *testing.T, text string) {
		got, err := Decode(text)
		if err != nil {
			return
		}
		again, err := Decode(got.Encode())
		if err != nil || again.Message() != got.Message() || again.Key("a") != got.Key("a") {
			t.Errorf("%q: %+v becomes %+v, %v", text, got, again, err)
		}
	})
}
