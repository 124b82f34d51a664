package ratelimit

import "testing"

func TestFullBucketGrantsItsBurstAndNoMore(t *testing.T) {
	for _, burst := range []int{1, 5, 127, 128, 200, 5000} {
		l := Must(New(MinRate, burst))
		granted := 0
		for range 3 * burst {
			if l.TryAcquire() {
				granted++
			}
		}
		if granted != burst {
			t.Errorf("burst %d: granted %d", burst, granted)
		}
	}
}
