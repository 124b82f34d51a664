// Package mem implements it.
package mem

import (
	"context"

	"cross/callback/bus"
)

type mem struct {
	handlers []func(context.Context)
}

func (m *mem) Subscribe(f func(context.Context)) { m.handlers = append(m.handlers, f) }

func (m *mem) Publish(ctx context.Context) {
	for _, f := range m.handlers {
		f(ctx)
	}
}

func New() bus.Bus { return &mem{} }

func NewQuiet() bus.Quiet { return &mem{} }

type mine struct{ f func(context.Context) }

func (m *mine) Subscribe(f func(context.Context)) { m.f = f }

func (m *mine) Publish(ctx context.Context) { m.f(ctx) }

func NewMine() bus.Mine { return &mine{} }

// Direct and Silent are known by their names.
type (
	Direct struct{ f func(context.Context) }
	Silent struct{ f func(context.Context) }
)

func (d *Direct) Subscribe(f func(context.Context)) { d.f = f }

func (d *Direct) Publish(ctx context.Context) { d.f(ctx) }

func (s *Silent) Subscribe(f func(context.Context)) { s.f = f }

func (s *Silent) Publish(ctx context.Context) { s.f(ctx) }

type later struct{ f func(context.Context) }

func (l *later) Subscribe(f func(context.Context)) { l.f = f }

func (l *later) Publish(ctx context.Context) {}

func NewLater() bus.Later { return &later{} }
