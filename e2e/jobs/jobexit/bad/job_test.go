package jobexit

import "testing"

func TestParse(t *testing.T) {
	f := &ParseFn{}
	var got []int
	for i := range 100 {
		if err := f.ProcessElement(t.Context(), i, func(x int) { got = append(got, x) }); err != nil {
			t.Fatal(err)
		}
	}
	if len(got) != 100 {
		t.Errorf("%d elements of 100", len(got))
	}
}
