// Package dig is a stub of go.uber.org/dig: as much of its API as the tests need.
package dig

type (
	Container     struct{}
	Scope         struct{}
	ProvideOption interface{ apply() }
	InvokeOption  interface{ apply() }
)

func New() *Container { return nil }

func As(i ...any) ProvideOption { return nil }

func (c *Container) Provide(constructor any, opts ...ProvideOption) error { return nil }

func (c *Container) Invoke(function any, opts ...InvokeOption) error { return nil }

func (s *Scope) Provide(constructor any, opts ...ProvideOption) error { return nil }

func (s *Scope) Invoke(function any, opts ...InvokeOption) error { return nil }
