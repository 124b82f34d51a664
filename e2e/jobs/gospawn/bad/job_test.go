package gospawn

import (
	"sync/atomic"
	"testing"
	"testing/synctest"
)

func TestNotify(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var got atomic.Int32
		for notice := range 100 {
			new(NotifyFn).ProcessElement(t.Context(), notice, func(int) { got.Add(1) })
		}
		synctest.Wait()
		if got.Load() != 100 {
			t.Errorf("%d notices of 100", got.Load())
		}
	})
}
