package timewait

import "testing"

func TestPoll(t *testing.T) {
	var got []int
	new(PollFn).ProcessElement(t.Context(), 3, func(device int) { got = append(got, device) })
	if len(got) != 3 {
		t.Errorf("polled %v; want 3 devices", got)
	}
}
