package main

import "testing"

const trees = `// Package x has two operators.
package x

import (
	"context"
	"time"

	"golang.org/x/time/rate"
)

var lim *rate.Limiter

type kept struct{}

func (kept) Work(ctx context.Context) error { return lim.Wait(ctx) } // want ` + "`ratewait: `" + `

type other struct{}

func (other) Work(ctx context.Context) error {
	time.Sleep(1) // want ` + "`timewait: `" + `
	return nil
}

func main() {
	time.Sleep(1)
	workers := newWorkers()
	var unused int
	add(workers, other{})
	add(workers, kept{})
}

func newWorkers() []any { return nil }

func add([]any, any) {}
`

const wantPart = `package x

import (
	"context"

	"golang.org/x/time/rate"
)

var lim *rate.Limiter

type kept struct{}

func (kept) Work(ctx context.Context) error { return lim.Wait(ctx) }

func main() {
	workers := newWorkers()
	add(workers, kept{})
}

func newWorkers() []any { return nil }

func add([]any, any) {}
`

func TestParts(t *testing.T) {
	list := parts(trees)
	if len(list) != 2 || list[0] != wantPart {
		t.Errorf("%d parts, the first is\n%s", len(list), list)
	}
	for _, text := range []string{"", "package p\n", "no Go // want `x`", "package p\n\nvar x = 1 // want `x`\n"} {
		if got := parts(text); got != nil {
			t.Errorf("parts of %q: %q", text, got)
		}
	}
}
