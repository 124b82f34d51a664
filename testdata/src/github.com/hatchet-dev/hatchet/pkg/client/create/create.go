// Package create is a stub of github.com/hatchet-dev/hatchet/pkg/client/create: as much of its API
// as the tests need.
package create

type NamedTask interface {
	GetName() string
}

type StandaloneTask struct{}

type WorkflowOnFailureTask[I any, O any] struct{}

type WorkflowTask[I any, O any] struct{}
