// Package priority is a stub of github.com/failsafe-go/failsafe-go/priority: as much of its API
// as the tests need.
package priority

import "context"

type Priority int

func (Priority) RandomLevel() int { panic("stub") }

func (Priority) AddTo(ctx context.Context) context.Context { panic("stub") }

func (Priority) MaxLevel() int { panic("stub") }

func (Priority) MinLevel() int { panic("stub") }
