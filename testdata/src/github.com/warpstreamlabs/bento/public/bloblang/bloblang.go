// Package bloblang is a stub of github.com/warpstreamlabs/bento/public/bloblang: as much of its API
// as the tests need.
package bloblang

type Executor struct{}
