package vettool

import (
	"errors"
	"flag"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
)

// levelled returns an analyzer with a flag of each kind.
func levelled() *analysis.Analyzer {
	a := &analysis.Analyzer{Name: "toy", Doc: "none"}
	a.Flags.Bool("tests", false, "")
	a.Flags.Func("level", "", func(s string) error {
		if s == "loud" {
			return errors.New("unknown level")
		}
		return nil
	})
	return a
}

func TestParseCall(t *testing.T) {
	for _, tt := range []struct {
		args string
		want Call
	}{
		{"vet.cfg", Call{File: "vet.cfg", Context: -1}},
		{"-json vet.cfg", Call{File: "vet.cfg", Context: -1, JSON: true}},
		{"-toy.level=hint -toy.tests -json a/vet.cfg", Call{File: "a/vet.cfg", Context: -1, JSON: true}},
		{"-toy.level hint --toy.tests=false -c=2 vet.cfg", Call{File: "vet.cfg", Context: 2}},
		{"-fix -diff vet.cfg", Call{File: "vet.cfg", Context: -1, Fix: true, Diff: true}},
		{"-toy=false vet.cfg", Call{File: "vet.cfg", Context: -1, Disabled: true}},
		{"-toy -v -all -source -tags x vet.cfg", Call{File: "vet.cfg", Context: -1}},
	} {
		got, err := ParseCall(levelled(), strings.Fields(tt.args))
		if err != nil || *got != tt.want {
			t.Errorf("ParseCall(%q) = %+v, %v, want %+v", tt.args, got, err, tt.want)
		}
	}
}

func TestParseCallWrong(t *testing.T) {
	for _, tt := range []struct{ args, value string }{
		{"-toy.nope=1 vet.cfg", ""},
		{"-other.level=loud vet.cfg", ""},
		{"-toy=perhaps vet.cfg", ""},
		{"vet.cfg other.cfg", ""},
		{"vet.go", ""},
		{"", ""},
		{"-h vet.cfg", ""},
		{"-toy.level=loud vet.cfg", "-toy.level: unknown level"},
		{"--toy.level loud vet.cfg", "-toy.level: unknown level"},
		{"-toy.tests=perhaps vet.cfg", "-toy.tests: "},
	} {
		_, err := ParseCall(levelled(), strings.Fields(tt.args))
		var wrong *ValueError
		switch {
		case tt.value == "" && err != ErrUsage:
			t.Errorf("ParseCall(%q): %v, want ErrUsage", tt.args, err)
		case tt.value != "" && (!errors.As(err, &wrong) || !strings.HasPrefix(err.Error(), tt.value)):
			t.Errorf("ParseCall(%q): %v, want %s", tt.args, err, tt.value)
		}
	}
}

// A flag that is set by the call is set in the analyzer.
func TestParseCallSets(t *testing.T) {
	a := levelled()
	if _, err := ParseCall(a, []string{"-toy.tests", "vet.cfg"}); err != nil {
		t.Fatal(err)
	}
	if got := a.Flags.Lookup("tests").Value.(flag.Getter).Get(); got != true {
		t.Errorf("-toy.tests is %v", got)
	}
}
