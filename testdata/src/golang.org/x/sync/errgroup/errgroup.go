// Package errgroup is a stub of golang.org/x/sync/errgroup: as much of its API
// as the tests need.
package errgroup

import "context"

type Group struct{}

func (*Group) Wait() error { panic("stub") }

func (*Group) Go(f func() error) { panic("stub") }

func (*Group) TryGo(f func() error) bool { panic("stub") }

func (*Group) SetLimit(n int) { panic("stub") }

func WithContext(ctx context.Context) (*Group, context.Context) { panic("stub") }
