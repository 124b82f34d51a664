// Package panics is a stub of github.com/sourcegraph/conc/panics: as much of its API
// as the tests need.
package panics

type Recovered struct{}
