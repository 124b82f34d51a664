package enrich

import (
	"context"
	"slices"
	"testing"

	"github.com/apache/beam/sdks/v2/go/pkg/beam/core/sdf"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/rtrackers/offsetrange"
	"github.com/jobvet/jobvet/examples/geo"
	"github.com/jobvet/jobvet/ratelimit"
)

// The local context: the functions are called as plain Go. These tests pass for
// the problematic functions as well as for the others, which is why they prove
// so little about a job.

func TestLocalWaiting(t *testing.T) {
	fn := new(WaitingFn)
	fn.Setup()
	var got []string
	if err := fn.ProcessElement(t.Context(), "a", func(c string) { got = append(got, c) }); err != nil {
		t.Fatal(err)
	}
	check(t, got, "a")
}

func TestLocalAsync(t *testing.T) {
	fn := &AsyncFn{limiter(t)}
	var got []string
	fn.ProcessElement(t.Context(), "a", func(c string) { got = append(got, c) })
	check(t, got, "a")
}

func TestLocalResuming(t *testing.T) {
	fn := &ResumingFn{Limiter: limiter(t)}
	var got []string
	emit := func(c string) { got = append(got, c) }

	for _, addr := range []string{"a", "b"} {
		if next := fn.ProcessElement(tracker(fn, addr), addr, emit); next.ShouldResume() {
			t.Fatalf("%s is to be resumed, although there was a permit", addr)
		}
	}
	check(t, got, "a", "b")

	// The limit is reached: the element goes back, with a time, and nothing is put out.
	next := fn.ProcessElement(tracker(fn, "c"), "c", emit)
	if !next.ShouldResume() || next.ResumeDelay() <= 0 {
		t.Errorf("over the limit: resume %t after %v", next.ShouldResume(), next.ResumeDelay())
	}
	check(t, got, "a", "b")
}

func TestLocalBulk(t *testing.T) {
	fn := &BulkFn{Limiter: limiter(t)}
	var got []string
	emit := func(c string) { got = append(got, c) }
	one, two := Batch{[]string{"a"}}, Batch{[]string{"b", "c"}}

	if next := fn.ProcessElement(tracker(fn, one), one, emit); next.ShouldResume() {
		t.Fatal("the batch of one is to be resumed, although there was a permit")
	}
	// One permit is left: it is not taken for half of a batch.
	if next := fn.ProcessElement(tracker(fn, two), two, emit); !next.ShouldResume() {
		t.Error("the batch of two was granted more than there was")
	}
	if !fn.Limiter.TryAcquire() {
		t.Error("the refused batch took a permit")
	}
	check(t, got, "a")
}

func TestLocalBatches(t *testing.T) {
	fn := new(BatchFn)
	var sizes []int
	emit := func(b Batch) { sizes = append(sizes, len(b.Addrs)) }
	for range batchSize + 3 {
		fn.ProcessElement("a", emit)
	}
	fn.FinishBundle(emit)
	fn.FinishBundle(emit)
	if want := []int{batchSize, 3}; !slices.Equal(sizes, want) {
		t.Errorf("batches of %v, want %v", sizes, want)
	}
}

func TestLocalCautious(t *testing.T) {
	fn := &CautiousFn{Limiter: limiter(t)}
	fn.Setup()
	defer fn.Teardown()
	var got []string
	next, err := fn.ProcessElement(t.Context(), tracker(fn, "a"), "a", func(c string) { got = append(got, c) })
	if err != nil || next.ShouldResume() {
		t.Fatalf("resume %t, error %v", next.ShouldResume(), err)
	}
	check(t, got, "a")
}

// The same client fails at once in a job, and waits where it is allowed to.
func TestLocalMixed(t *testing.T) {
	client, err := geo.NewClient(1000, 1)
	if err != nil {
		t.Fatal(err)
	}
	fn := &MixedFn{client: client}
	var got []string
	emit := func(c string) { got = append(got, c) }
	var resumed bool
	for !resumed {
		next, err := fn.ProcessElement(t.Context(), tracker(fn, "a"), "a", emit)
		if err != nil {
			t.Fatal(err)
		}
		resumed = next.ShouldResume()
	}
	if len(got) == 0 {
		t.Error("not even the first permit was granted")
	}
	ctx := ratelimit.AllowWaiting(context.Background())
	for range 3 {
		if _, err := client.Lookup(ctx, "a"); err != nil {
			t.Error(err)
		}
	}
}

// limiter returns a limiter with two permits that gets no more for a long time.
func limiter(t *testing.T) *ratelimit.Limiter {
	lim, err := ratelimit.New(0.001, 2)
	if err != nil {
		t.Fatal(err)
	}
	return lim
}

func tracker[E any](fn interface {
	CreateInitialRestriction(E) offsetrange.Restriction
	CreateTracker(offsetrange.Restriction) *sdf.LockRTracker
}, elem E) *sdf.LockRTracker {
	return fn.CreateTracker(fn.CreateInitialRestriction(elem))
}

func check(t *testing.T, got []string, addrs ...string) {
	t.Helper()
	if want := geo.Countries(addrs); !slices.Equal(got, want) {
		t.Errorf("put out %q, want %q", got, want)
	}
}
