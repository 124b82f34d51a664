// Package v1 is a stub of github.com/hatchet-dev/hatchet/internal/services/shared/proto/v1: as much of its API
// as the tests need.
package v1

type Action int32

func (Action) Enum() *Action { panic("stub") }

func (Action) String() string { panic("stub") }

func (Action) EnumDescriptor() ([]byte, []int) { panic("stub") }
