package opstateunexported

import (
	"testing"

	"golang.org/x/time/rate"
)

func TestSample(t *testing.T) {
	f := &SampleFn{limiter: rate.NewLimiter(1000, 200)}
	var got []int
	for i := range 100 {
		f.ProcessElement(t.Context(), i, func(x int) { got = append(got, x) })
	}
	if len(got) != 100 {
		t.Errorf("%d elements of 100", len(got))
	}
}
