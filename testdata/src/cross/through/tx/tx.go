// Package tx has interfaces whose methods are given functions, and what implements them.
package tx

import "context"

// Manager runs what it is given. Later keeps it, and Spawn starts it.
type Manager interface {
	Within(ctx context.Context, f func(context.Context) error) error
	Later(f func())
	Spawn(f func())
}

type manager struct{ later []func() }

func New() Manager { return &manager{} }

func (m *manager) Within(ctx context.Context, f func(context.Context) error) error {
	if err := f(ctx); err != nil {
		return err
	}
	return nil
}

func (m *manager) Later(f func()) { m.later = append(m.later, f) }

func (m *manager) Spawn(f func()) { go f() }

// Other is implemented elsewhere.
type Other interface {
	Within(ctx context.Context, f func(context.Context) error) error
}

// Nobody is implemented by nobody.
type Nobody interface {
	Inside(ctx context.Context, f func(context.Context) error) error
}
