package proof

import (
	"reflect"
	"testing"
	"time"

	"github.com/jobvet/jobvet/e2e/hold"
	"github.com/jobvet/jobvet/e2e/jobs"
)

func TestPlace(t *testing.T) {
	dir := t.TempDir()
	p, err := ReadPlace(dir, "Here, there")
	if err != nil {
		t.Fatal(err)
	}
	if !p.Empty() {
		t.Error("a place without a file is not empty")
	}
	first, again := &Result{Got: jobs.Hung}, &Result{Got: jobs.Complete, Out: 2}
	p.AddJob(&jobs.All[0], "bad", first)
	p.AddJob(&jobs.All[0], "good", first)
	p.AddJob(&jobs.All[0], "good", again)
	p.AddHold(&Hold{Case: hold.Everywhere[0], Result: first})
	p.AddHold(&Hold{Case: hold.Everywhere[1], Result: first})
	p.AddHold(&Hold{Case: hold.Everywhere[0], Result: again})
	if err := p.Save(dir); err != nil {
		t.Fatal(err)
	}
	got, err := ReadPlace(dir, "Here, there")
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, p) {
		t.Errorf("read %+v; saved %+v", got, p)
	}
	if j := got.Jobs[jobs.All[0].Name]; j.Bad.Got != jobs.Hung || j.Good.Out != 2 {
		t.Errorf("the job has %+v and %+v", j.Bad, j.Good)
	}
	if len(got.Holds) != 2 || got.Holds[0].Out != 2 {
		t.Errorf("what is measured again is not in place of what was: %+v", got.Holds)
	}
}

// TestProof puts two places together, one of which has not run a job.
func TestProof(t *testing.T) {
	r := func(cluster string, got jobs.Ending) *Result {
		return &Result{Measurement: Measurement{Cluster: cluster}, Got: got}
	}
	one, two := &Place{Name: "one", Jobs: map[string]*Pair{}}, &Place{Name: "two", Jobs: map[string]*Pair{}}
	one.AddJob(&jobs.All[0], "bad", r("one", jobs.Hung))
	one.AddJob(&jobs.All[0], "good", r("one", jobs.Complete))
	two.AddJob(&jobs.All[0], "good", r("two", jobs.Complete))
	p := New([]*Place{one, two})
	if got, want := p.Jobs[0].rows(p.Places), 2; len(got) != want {
		t.Errorf("%d rows; want %d: %q", len(got), want, got)
	}
	p.Jobs[0].Bad["two"] = r("two", jobs.Hung)
	p.Jobs[0].Bad["two"].Deadline = time.Second
	if got, want := p.Jobs[0].rows(p.Places), "| one; two | **hangs**: 0 of 0 and no end after 0s to 1s | done, 0 of 0, first output after 0s |"; len(got) != 1 || got[0] != want {
		t.Errorf("the same in two places: %q, want %q", got, want)
	}
	if got := p.Jobs[1].rows(p.Places); len(got) != 0 {
		t.Errorf("a job that did not run has rows: %q", got)
	}
}
