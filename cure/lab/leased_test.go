package lab

import (
	"errors"
	"slices"
	"testing"

	"github.com/jobvet/jobvet/cure/broker"
)

// TestLeased has four worker processes share one limit by leases, and judges by counts only.
func TestLeased(t *testing.T) {
	t.Parallel()
	lab, err := New(t.Context(), t.TempDir(), t.Logf)
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"asynq", "river"} {
		t.Run(key, func(t *testing.T) {
			t.Parallel()
			f := Frameworks()[slices.IndexFunc(Frameworks(), func(f *Framework) bool { return f.Key == key })]
			start := func(start func() (broker.Broker, error)) broker.Broker {
				br, err := start()
				if errors.Is(err, broker.ErrMissing) {
					t.Skip(err)
				}
				if err != nil {
					t.Fatal(err)
				}
				t.Cleanup(func() {
					if err := br.Stop(); err != nil {
						t.Error(err)
					}
				})
				return br
			}
			br := start(func() (broker.Broker, error) { return f.Broker(t.Context()) })
			store := start(func() (broker.Broker, error) { return broker.Redis(t.Context()) })
			p, err := lab.builder.build(t.Context(), f, Leased)
			if err != nil {
				t.Fatal(err)
			}
			l := load(Workers, 80)
			l.Workers, l.Burst = 4, 4
			if l.Store, err = store.Space(t.Context()); err != nil {
				t.Fatal(err)
			}
			c, err := trial(t.Context(), p, br, lab.builder.dir, l)
			if err != nil {
				t.Fatal(err)
			}
			t.Logf("%d of %d done in %.1f s of %.1f s, %d runs, %d failed", c.Done, l.Items, c.Seconds, c.Ideal, c.Runs, c.Failed)
			if c.Done != l.Items || c.Twice > 0 || c.Failed > 0 || c.Dead > 0 || c.Runs != l.Items {
				t.Errorf("%+v", c)
			}
		})
	}
}
