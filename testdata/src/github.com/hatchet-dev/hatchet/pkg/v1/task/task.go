// Package task is a stub of github.com/hatchet-dev/hatchet/pkg/v1/task: as much of its API
// as the tests need.
package task

type DurableTaskDeclaration[I any] struct{}

type OnFailureTaskDeclaration[I any] struct{}

type TaskDeclaration[I any] struct{}
