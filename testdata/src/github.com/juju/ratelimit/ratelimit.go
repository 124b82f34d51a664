// Package ratelimit is a stub of github.com/juju/ratelimit: as much of its API
// as the tests need.
package ratelimit

import (
	"io"
	"time"
)

type Bucket struct{}

func (*Bucket) Wait(count int64) { panic("stub") }

func (*Bucket) WaitMaxDuration(count int64, maxWait time.Duration) bool { panic("stub") }

func (*Bucket) Take(count int64) time.Duration { panic("stub") }

func (*Bucket) TakeMaxDuration(count int64, maxWait time.Duration) (time.Duration, bool) {
	panic("stub")
}

func (*Bucket) TakeAvailable(count int64) int64 { panic("stub") }

func NewBucket(fillInterval time.Duration, capacity int64) *Bucket { panic("stub") }

func Reader(r io.Reader, bucket *Bucket) io.Reader { panic("stub") }

func Writer(w io.Writer, bucket *Bucket) io.Writer { panic("stub") }
