// Package group wraps an errgroup.
package group

import "golang.org/x/sync/errgroup"

type Group struct{ inner *errgroup.Group }

func New() *Group { return &Group{new(errgroup.Group)} }

func (g *Group) Go(f func() error) { g.inner.Go(f) }

func (g *Group) Wait() error { return g.inner.Wait() }
