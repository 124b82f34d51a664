// Package conc is a stub of github.com/sourcegraph/conc: as much of its API
// as the tests need.
package conc

import "github.com/sourcegraph/conc/panics"

type WaitGroup struct{}

func (*WaitGroup) Go(f func()) { panic("stub") }

func (*WaitGroup) Wait() { panic("stub") }

func (*WaitGroup) WaitAndRecover() *panics.Recovered { panic("stub") }
