// Package mtime is a stub of github.com/apache/beam/sdks/v2/go/pkg/beam/core/graph/mtime: as much of its API
// as the tests need.
package mtime

import "time"

type Time int64

func (Time) Milliseconds() int64 { panic("stub") }

func (Time) ToTime() time.Time { panic("stub") }

func (Time) Add(d time.Duration) Time { panic("stub") }

func (Time) Subtract(d time.Duration) Time { panic("stub") }

func (Time) String() string { panic("stub") }
