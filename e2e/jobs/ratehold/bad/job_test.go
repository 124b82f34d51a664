package ratehold

import "testing"

func TestLookup(t *testing.T) {
	f := &LookupFn{}
	f.Setup()
	var got []int
	for i := range 25 {
		if err := f.ProcessElement(t.Context(), i, func(x int) { got = append(got, x) }); err != nil {
			t.Fatal(err)
		}
	}
	if len(got) != 25 {
		t.Errorf("%d elements of 25", len(got))
	}
}
