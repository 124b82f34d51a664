// Package sdf is a stub of github.com/apache/beam/sdks/v2/go/pkg/beam/core/sdf: as much of its API
// as the tests need.
package sdf

import (
	"sync"
	"time"
)

type LockRTracker struct {
	Mu sync.Mutex
	Rt RTracker
}

func (*LockRTracker) TryClaim(pos any) (ok bool) { panic("stub") }

func (*LockRTracker) GetError() error { panic("stub") }

func (*LockRTracker) TrySplit(fraction float64) (any, any, error) { panic("stub") }

func (*LockRTracker) GetProgress() (float64, float64) { panic("stub") }

func (*LockRTracker) IsDone() bool { panic("stub") }

func (*LockRTracker) GetRestriction() any { panic("stub") }

func (*LockRTracker) IsBounded() bool { panic("stub") }

func (*LockRTracker) String() string { panic("stub") }

type ProcessContinuation interface {
	ResumeDelay() time.Duration
	ShouldResume() bool
}

type RTracker interface {
	GetError() error
	GetProgress() (done float64, remaining float64)
	GetRestriction() any
	IsDone() bool
	TryClaim(pos any) (ok bool)
	TrySplit(fraction float64) (primary any, residual any, err error)
}

func ResumeProcessingIn(delay time.Duration) ProcessContinuation { panic("stub") }

func StopProcessing() ProcessContinuation { panic("stub") }
