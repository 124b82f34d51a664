// Package cond has effects that a boolean argument excludes.
package cond

import (
	"context"
	"time"

	"github.com/hibiken/asynq"
)

func save(x int, now bool) {
	if now {
		return
	}
	go store(x) // want `gospawn: operator later .* via save;`
}

func store(int) {}

// pause sleeps only if asked to; the condition is passed on.
func pause(long bool) {
	if long {
		time.Sleep(time.Hour) // want `timewait: operator long .* via between → pause;`
	} else {
		store(1)
	}
}

func between(short bool) { pause(!short) }

// assigned changes its parameter: nothing is known.
func assigned(quick bool) {
	quick = !quick
	if !quick {
		time.Sleep(time.Hour) // want `timewait: operator quick .* via assigned;`
	}
}

func now(ctx context.Context, t *asynq.Task) error {
	save(1, true)
	return nil
}

func later(ctx context.Context, t *asynq.Task) error {
	save(1, false)
	return nil
}

func short(ctx context.Context, t *asynq.Task) error {
	between(true)
	return nil
}

func long(ctx context.Context, t *asynq.Task) error {
	between(false)
	return nil
}

func quick(ctx context.Context, t *asynq.Task) error {
	assigned(true)
	return nil
}

// unknown passes what it does not know.
func unknown(ctx context.Context, t *asynq.Task) error {
	nap(len(t.Payload()) > 0)
	return nil
}

func nap(b bool) {
	if b {
		time.Sleep(time.Hour) // want `timewait: operator unknown .* via nap;`
	}
}

func Register(mux *asynq.ServeMux) {
	mux.HandleFunc("now", now)
	mux.HandleFunc("later", later)
	mux.HandleFunc("short", short)
	mux.HandleFunc("long", long)
	mux.HandleFunc("quick", quick)
	mux.HandleFunc("unknown", unknown)
}
