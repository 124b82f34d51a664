// Package singleflight is a stub of golang.org/x/sync/singleflight: as much of its API
// as the tests need.
package singleflight

type Group struct{}

func (*Group) Do(key string, fn func() (any, error)) (v any, err error, shared bool) { panic("stub") }

func (*Group) DoChan(key string, fn func() (any, error)) <-chan Result { panic("stub") }

type Result struct {
	Val    any
	Err    error
	Shared bool
}
