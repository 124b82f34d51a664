// Package forth has functions that call each other, declared from top to bottom.
package forth

import (
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
)

type Fn struct{ s Store }

func (f Fn) ProcessElement(x int) {
	left(x)
	right(x)
	f.s.Save()
	each(func() { right(x) })
}

func left(x int) {
	right(x)
	nap()
}

func right(x int) {
	left(x)
	middle(x)
}

func middle(x int) {
	left(x)
	<-ch
	pause()
}

func nap() { time.Sleep(1) }

func pause() { time.Sleep(2) }

func each(f func()) {
	f()
	go f()
}

type Store interface{ Save() }

type First struct{}

type Second struct{}

func (First) Save() { nap() }

func (Second) Save() { pause() }

var ch = make(chan int)

func register(fn any) { beam.ParDo(beam.Scope{}, fn, beam.PCollection{}) }

func init() { register(Fn{}) }
