// Package helper is between the bottom and the jobs.
package helper

import (
	"context"

	"cross/store"
)

// Enrich waits two packages further down.
func Enrich(ctx context.Context) error { return store.Throttle(ctx) }

// Background waits there without an end.
func Background() error { return store.Throttle(context.Background()) }

// Rest sleeps there.
func Rest() { store.Sleep() }

// Fast does not wait.
func Fast() { store.Quick() }
