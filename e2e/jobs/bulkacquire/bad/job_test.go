package bulkacquire

import "testing"

func TestWrite(t *testing.T) {
	f := &WriteFn{}
	if err := f.Setup(); err != nil {
		t.Fatal(err)
	}
	var got []int
	for i := range 2 {
		if err := f.ProcessElement(t.Context(), i, func(x int) { got = append(got, x) }); err != nil {
			t.Fatal(err)
		}
	}
	if len(got) != 2 {
		t.Errorf("%d elements of 2", len(got))
	}
}
