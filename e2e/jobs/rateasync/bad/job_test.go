package rateasync

import (
	"sync/atomic"
	"testing"
	"testing/synctest"
)

func TestEnrich(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &EnrichFn{}
		f.Setup()
		var got atomic.Int32
		for order := range 100 {
			f.ProcessElement(t.Context(), order, func(int) { got.Add(1) })
		}
		synctest.Wait()
		if got.Load() != 100 {
			t.Errorf("%d orders of 100", got.Load())
		}
	})
}
