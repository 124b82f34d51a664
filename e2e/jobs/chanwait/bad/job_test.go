package chanwait

import "testing"

func TestBatch(t *testing.T) {
	f := &BatchFn{}
	f.Setup()
	var got []int
	emit := func(row int) { got = append(got, row) }
	for row := range 20 {
		f.ProcessElement(t.Context(), row, emit)
	}
	f.FinishBundle(t.Context(), emit)
	if len(got) != 20 {
		t.Errorf("wrote %d rows of 20", len(got))
	}
}
