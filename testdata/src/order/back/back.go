// Package back has functions that call each other, declared from bottom to top.
package back

import (
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
)

func init() { register(Fn{}) }

func register(fn any) { beam.ParDo(beam.Scope{}, fn, beam.PCollection{}) }

var ch = make(chan int)

func (Second) Save() { pause() }

func (First) Save() { nap() }

type Second struct{}

type First struct{}

type Store interface{ Save() }

func each(f func()) {
	f()
	go f()
}

func pause() { time.Sleep(2) }

func nap() { time.Sleep(1) }

func middle(x int) {
	left(x)
	<-ch
	pause()
}

func right(x int) {
	left(x)
	middle(x)
}

func left(x int) {
	right(x)
	nap()
}

func (f Fn) ProcessElement(x int) {
	left(x)
	right(x)
	f.s.Save()
	each(func() { right(x) })
}

type Fn struct{ s Store }
