// Package sdf stands in for github.com/apache/beam/sdks/v2/go/pkg/beam/core/sdf.
package sdf

import "time"

type RTracker interface {
	TryClaim(pos any) (ok bool)
	GetError() error
	TrySplit(fraction float64) (primary, residual any, err error)
	GetProgress() (done, remaining float64)
	IsDone() bool
	GetRestriction() any
}

type LockRTracker struct{ Rt RTracker }

func NewLockRTracker(rt RTracker) *LockRTracker { return &LockRTracker{rt} }

func (rt *LockRTracker) TryClaim(pos any) bool { return rt.Rt.TryClaim(pos) }
func (rt *LockRTracker) GetRestriction() any   { return rt.Rt.GetRestriction() }

type ProcessContinuation interface {
	ShouldResume() bool
	ResumeDelay() time.Duration
}

type continuation struct {
	resumes bool
	delay   time.Duration
}

func (c *continuation) ShouldResume() bool         { return c.resumes }
func (c *continuation) ResumeDelay() time.Duration { return c.delay }

func StopProcessing() ProcessContinuation { return &continuation{} }

func ResumeProcessingIn(delay time.Duration) ProcessContinuation {
	return &continuation{true, delay}
}
