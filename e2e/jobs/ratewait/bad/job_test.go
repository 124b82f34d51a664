package ratewait

import "testing"

func TestFetch(t *testing.T) {
	f := &FetchFn{}
	f.Setup()
	var got []int
	rt := f.CreateTracker(f.CreateInitialRestriction(25))
	next, err := f.ProcessElement(t.Context(), rt, 25, func(page int) { got = append(got, page) })
	if err != nil || next.ShouldResume() {
		t.Fatalf("%v, %v; want the end of the range", next, err)
	}
	if len(got) != 25 || got[24] != 24 {
		t.Errorf("fetched %v; want all 25 pages", got)
	}
}
