package main

import (
	"testing"
	"time"
)

// TestJudge: windows before the time that counts are looked at, too, and idle time saves no more than the burst.
func TestJudge(t *testing.T) {
	at := func(ms int64, n int) granted { return granted{ms * int64(time.Millisecond), n} }
	for _, c := range []struct {
		name      string
		outs      []*outcome
		use, over float64
	}{
		{"the limit", []*outcome{{Grants: []granted{at(0, 10), at(1500, 5)}}, {Grants: []granted{at(1000, 10)}}}, 1.5, 0},
		{"half a burst more", []*outcome{{Grants: []granted{at(1000, 10)}}, {Grants: []granted{at(1000, 5)}}}, 1.5, 0.5},
		{"before it counts", []*outcome{{Grants: []granted{at(0, 20)}}}, 0, 1},
		{"after an idle time", []*outcome{{Grants: []granted{at(0, 1), at(1900, 10), at(1950, 1)}}}, 1.1, 0.05},
	} {
		s := judge(c.outs, 10, 10, int64(time.Second), time.Second)
		if diff := s.use - c.use; diff > 1e-9 || diff < -1e-9 || s.over-c.over > 1e-9 || c.over-s.over > 1e-9 {
			t.Errorf("%s: %+v", c.name, s)
		}
	}
}
