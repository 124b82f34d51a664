package syncwait

import "testing"

func TestLookup(t *testing.T) {
	f := &LookupFn{}
	f.Setup()
	var got []int
	for i := range 20 {
		if err := f.ProcessElement(t.Context(), i, func(x int) { got = append(got, x) }); err != nil {
			t.Fatal(err)
		}
	}
	if len(got) != 20 {
		t.Errorf("%d elements of 20", len(got))
	}
}
