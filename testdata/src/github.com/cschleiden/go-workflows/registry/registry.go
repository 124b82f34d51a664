// Package registry is a stub of github.com/cschleiden/go-workflows/registry: as much of its API
// as the tests need.
package registry

type RegisterOption interface {
	applyRegisterOption(registerConfig) registerConfig
}

type Registry struct{}

func (*Registry) RegisterWorkflow(workflow any, opts ...RegisterOption) error { panic("stub") }

func (*Registry) RegisterActivity(activity any, opts ...RegisterOption) error { panic("stub") }

type registerConfig struct{}
