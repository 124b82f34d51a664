// Package myfw is a framework that only a user's catalogue knows.
package myfw

import (
	"context"
	"time"
)

type Step interface{ Do(x int) }

func Add(s Step) {}

func Each(f func(ctx context.Context) error) {}

type Limiter struct{}

func (*Limiter) Block() { time.Sleep(1) }

func Wait(ctx context.Context) error { <-ctx.Done(); return ctx.Err() }

func Detach(ctx context.Context) context.Context { return ctx }

func Limit(ctx context.Context) context.Context { return ctx }

func Trace(ctx context.Context) context.Context { return ctx }
