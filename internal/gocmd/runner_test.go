package gocmd

import (
	"reflect"
	"strings"
	"testing"
)

func TestWithoutToolFlags(t *testing.T) {
	env := []string{"A=b", "GOFLAGS=-mod=mod -jobvet.level=hint --jobvet -jobvetx=1", "C="}
	got := withoutToolFlags(env, "jobvet")
	want := []string{"A=b", "GOFLAGS=-mod=mod -jobvetx=1", "C="}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if strings.Count(env[1], " ") != 3 {
		t.Errorf("changed the environment it was given: %q", env)
	}
}
