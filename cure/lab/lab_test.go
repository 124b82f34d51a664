package lab

import (
	"errors"
	"flag"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/jobvet/jobvet/cure/broker"
)

// TestMain lets more tests run at once than there are processors, unless it is told
// how many: the programs wait most of the time.
func TestMain(m *testing.M) {
	flag.Parse()
	given := false
	flag.Visit(func(f *flag.Flag) { given = given || f.Name == "test.parallel" })
	if !given {
		if err := flag.Set("test.parallel", "8"); err != nil {
			panic(err)
		}
	}
	os.Exit(m.Run())
}

// TestCures runs what jobvet -fix and the frameworks' own settings make of the job, if
// that was measured to be good, and judges by counts only. In short form only the full queue is tried, and no broker is
// waited for that is not installed.
func TestCures(t *testing.T) {
	t.Parallel()
	lab, err := New(t.Context(), t.TempDir(), t.Logf)
	if err != nil {
		t.Fatal(err)
	}
	loads, items := []string{Full, Stop}, 20
	if testing.Short() {
		loads = []string{Full}
	}
	measured := read(t)
	for _, f := range Frameworks() {
		t.Run(f.Key, func(t *testing.T) {
			t.Parallel()
			r, err := lab.Run(t.Context(), f, append([]Way{Waiting}, measured.good(f, Fixed, Advised, Booked, Throttle)...), loads, items)
			if errors.Is(err, broker.ErrMissing) {
				t.Skip(err)
			}
			if err != nil {
				t.Fatal(err)
			}
			if len(r.Trials) < 2*len(loads) && measured.tried(f) {
				t.Errorf("%d trials: there is nothing to compare the wait with", len(r.Trials))
			}
			for _, trial := range r.Trials {
				switch {
				case trial.Load == Stop && trial.Way == Fixed && (trial.Lost > 0 || trial.Twice > 0 || trial.Dead > 0):
					t.Errorf("%s, stopped in the middle: %+v", trial.Way, trial.Counts)
				case trial.Load == Full && trial.Way != Waiting && (trial.Done != items || trial.Twice > 0 || trial.Failed > 0 || trial.Dead > 0 || trial.MaxRuns > mostRuns):
					t.Errorf("%s: %+v", trial.Way, trial.Counts)
				}
			}
		})
	}
}

// good returns the ways that were not measured to be bad with a full queue.
func (r *Results) good(f *Framework, ways ...Way) []Way {
	return slices.DeleteFunc(ways, func(way Way) bool {
		for _, result := range r.Frameworks {
			if trial := result.Trial(way, Full); result.Key == f.Key && trial != nil && trial.bad() {
				return true
			}
		}
		return false
	})
}

// tried reports whether anything but the wait was measured. Core NATS has no cure.
func (r *Results) tried(f *Framework) bool {
	return slices.ContainsFunc(r.Frameworks, func(result *Result) bool {
		return result.Key == f.Key && slices.ContainsFunc(result.Trials, func(t *Trial) bool { return t.Way != Waiting && t.Load == Full })
	})
}

func TestLaw(t *testing.T) {
	l := load(Full, 80)
	waiting := &Counts{Done: 80, Runs: 80, MaxRuns: 1, Seconds: 4, Ideal: 4, CPU: 0.1}
	for _, tt := range []struct {
		name   string
		change func(*Counts)
		load   string
		want   string // a part of the only fault; empty if there is none
	}{
		{"as good", func(*Counts) {}, Full, ""},
		{"two runs of an item", func(c *Counts) { c.Runs, c.MaxRuns = 160, 2 }, Full, ""},
		{"three runs of an item", func(c *Counts) { c.Runs, c.MaxRuns = 82, 3 }, Full, "82 runs, up to 3 of one item"},
		{"a polling interval late", func(c *Counts) { c.Seconds = 5.9 }, Full, ""},
		{"later", func(c *Counts) { c.Seconds = 6.1 }, Full, "6.1 s instead of 4.0 s"},
		{"not all", func(c *Counts) { c.Done, c.Lost = 79, 1 }, Full, "79 of 80 done"},
		{"twice", func(c *Counts) { c.Twice = 1 }, Full, "1 done twice"},
		{"failed", func(c *Counts) { c.Failed = 1 }, Full, "1 failures counted"},
		{"given up", func(c *Counts) { c.Dead = 1 }, Full, "1 given up"},
		{"twice the processor time", func(c *Counts) { c.CPU = 0.2 }, Full, ""},
		{"more processor time", func(c *Counts) { c.CPU = 0.3 }, Full, "0.30 s of processor time"},
		{"failed by a time limit", func(c *Counts) { c.Failed = 1 }, Timeout, "1 failures counted"},
		{"a polling interval late, by three", func(c *Counts) { c.Seconds = 5.9 }, Workers, ""},
		{"later, by three", func(c *Counts) { c.Seconds = 6.1 }, Workers, "6.1 s instead of 4.0 s"},
		{"late, but stopped", func(c *Counts) { c.Seconds = 60 }, Stop, ""},
		{"lost by stopping", func(c *Counts) { c.Lost = 1 }, Stop, "1 of 80 not done"},
		{"twice by stopping", func(c *Counts) { c.Twice = 1 }, Stop, "1 done twice"},
	} {
		c := *waiting
		tt.change(&c)
		got := faults(&c, waiting, tt.load, l, time.Second)
		if tt.want == "" && got != nil || tt.want != "" && (len(got) != 1 || !strings.HasPrefix(got[0], tt.want)) {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

// TestLawForSeveralProcesses has a broker that gives all items to one process, which has a
// third of the limit.
func TestLawForSeveralProcesses(t *testing.T) {
	l := load(Workers, 80)
	waiting := &Counts{Done: 80, Runs: 80, MaxRuns: 1, Seconds: 12, Ideal: 4, CPU: 0.1}
	c := *waiting
	if got := faults(&c, waiting, Workers, l, 0); got != nil {
		t.Errorf("as slow as the wait: %q", got)
	}
	c.Seconds = 15.1
	if got := faults(&c, waiting, Workers, l, 0); len(got) != 1 || got[0] != "15.1 s instead of 12.0 s" {
		t.Errorf("slower than the wait: %q", got)
	}
}

// TestStops compares stops, no two of which are the same.
func TestStops(t *testing.T) {
	for _, tt := range []struct {
		waits, failed int
		worse         bool
	}{{0, 0, false}, {0, 1, true}, {5, 6, false}, {5, 7, true}, {42, 44, false}, {42, 47, true}, {42, 3, false}} {
		got := faults(&Counts{Failed: tt.failed}, &Counts{Failed: tt.waits}, Timeout, load(Timeout, 80), 0)
		if worse := len(got) > 0; worse != tt.worse {
			t.Errorf("%d failures, where the wait has %d: %q, want worse = %v", tt.failed, tt.waits, got, tt.worse)
		}
	}
}

// TestCatalogue holds the catalogue against what was measured.
func TestCatalogue(t *testing.T) {
	wrong, err := read(t).Check("../../internal/catalog/tables")
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range wrong {
		t.Error(w)
	}
}

// TestCheck changes what the catalogue says, which must not pass.
func TestCheck(t *testing.T) {
	r := &Results{Frameworks: []*Result{{Framework: "fw", On: "Broker 1", Kinds: map[Way]string{Fixed: "own-context", GiveBack: "give-back"}, Trials: []*Trial{
		{Way: Waiting, Load: Full, Items: 80, Rate: 20},
		{Way: Fixed, Load: Full, Items: 80, Rate: 20, Counts: Counts{Done: 80, Runs: 80, Seconds: 4}},
		{Way: Fixed, Load: Timeout, Faults: []string{"9 failures counted"}},
		{Way: GiveBack, Load: Full, Items: 80, Rate: 20, Faults: []string{"2 of 80 done"}},
	}}}}
	const good, bad = "Broker 1, 80 items at 20 a second: all are done in 4.0 s with 80 runs, none is lost, done twice or counted as failed, unless it waits for longer than a run may take", "Broker 1, 80 items at 20 a second: 2 of 80 done"
	for _, tt := range []struct {
		framework string
		cure      cure
		wrong     bool
	}{
		{"fw", cure{"own-context", "good", good}, false},
		{"fw", cure{"own-context", "", ""}, true},
		{"fw", cure{"own-context", "bad", good}, true},
		{"fw", cure{"own-context", "good", "it is fine"}, true},
		{"fw", cure{"own-context", "bad", "by source: it is not"}, true},
		{"fw", cure{"give-back", "bad", bad}, false},
		{"fw", cure{"give-back", "good", bad}, true},
		{"fw", cure{"throttle", "", ""}, false},
		{"fw", cure{"throttle", "good", "somebody said so"}, true},
		{"other", cure{"give-back", "bad", "by source: it is lost"}, false},
		{"other", cure{"give-back", "good", "by source: it is not"}, true},
		{"other", cure{"give-back", "bad", "somebody said so"}, true},
	} {
		if got := r.check(tt.framework, tt.cure); (len(got) > 0) != tt.wrong {
			t.Errorf("%s, %+v: %q, want wrong = %v", tt.framework, tt.cure, got, tt.wrong)
		}
	}
}

func TestRenew(t *testing.T) {
	r := &Results{Frameworks: []*Result{{Framework: "fw", Kinds: map[Way]string{Fixed: "own-context", Throttle: "throttle"}, Trials: []*Trial{
		{Way: Fixed, Load: Full, Counts: Counts{Seconds: 1}}, {Way: Throttle, Load: Full, Counts: Counts{Seconds: 2}},
	}}}}
	_, own := r.verdict("fw", "own-context")
	_, throttle := r.verdict("fw", "throttle")
	table := func(own, throttle string) string {
		return `{"frameworks": [{"name": "fw", "cures": [{"kind": "own-context", "verdict": "good", "shown": ` + quoted(own) + `},
			{"kind": "drop", "shown": "kept"}, {"kind": "give-back"}, {"kind": "throttle", "shown": ` + quoted(throttle) + `}]}]}`
	}
	for _, before := range []string{table("<old", "old>"), table(throttle, own), table(own, throttle)} {
		dir := t.TempDir()
		if err := os.WriteFile(dir+"/fw.json", []byte(before), 0o666); err != nil {
			t.Fatal(err)
		}
		if err := r.Renew(dir); err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile(dir + "/fw.json")
		if want := table(own, throttle); err != nil || string(got) != want {
			t.Errorf("%s\n%v, want\n%s", got, err, want)
		}
	}
}

// TestPages holds the pages against what was measured.
func TestPages(t *testing.T) {
	results := read(t)
	err := results.eachPage(func(page string, on []*Result) error {
		text, err := os.ReadFile("../../docs/" + page)
		if err != nil {
			return err
		}
		renewed, err := withTables(string(text), on)
		if err == nil && renewed != string(text) {
			t.Errorf("docs/%s does not show the results: run go run . -render -write ../docs", page)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
	if plot, err := os.ReadFile("../../docs/cure.svg"); err != nil || string(plot) != results.Plot() {
		t.Errorf("docs/cure.svg does not show the results: run go run . -render -write ../docs (%v)", err)
	}
	if _, err := withTables("no table", results.Frameworks); err == nil {
		t.Error("a page without the lines of the tables has no error")
	}
}

func TestOutcome(t *testing.T) {
	for _, tt := range []struct {
		trial Trial
		want  string
	}{
		{Trial{Way: Waiting, Load: Full, Counts: Counts{Done: 80, Runs: 80, Seconds: 4}}, "4.0 s"},
		{Trial{Way: Waiting, Load: Stop, Counts: Counts{Done: 8, Lost: 16, Runs: 24, Seconds: 2.8}}, "2.8 s, 16 not done"},
		{Trial{Way: Booked, Load: Full, Counts: Counts{Done: 80, Runs: 159, Seconds: 4}}, "good: 4.0 s, 159 runs"},
		{Trial{Way: Fixed, Load: Stop, Counts: Counts{Done: 24, Twice: 1, Failed: 2, Dead: 3, Runs: 25, Seconds: 6}}, "no worse: 6.0 s, 1 done twice, 2 failures, 3 given up, 25 runs"},
		{Trial{Way: GiveBack, Load: Full, Faults: []string{"3 of 80 done", "9 failures counted"}}, "**bad**: 3 of 80 done; 9 failures counted"},
		{Trial{Way: Fixed, Load: Timeout, Faults: []string{"9 failures counted"}}, "**beware**: 9 failures counted"},
	} {
		if got := tt.trial.outcome(); got != tt.want {
			t.Errorf("%+v: %q, want %q", tt.trial, got, tt.want)
		}
	}
}

func read(t *testing.T) *Results {
	r, err := Read("../results")
	if err != nil {
		t.Fatal(err)
	}
	var keys []string
	for _, f := range Frameworks() {
		if !slices.ContainsFunc(r.Frameworks, func(r *Result) bool { return r.Key == f.Key }) {
			keys = append(keys, f.Key)
		}
	}
	if keys != nil {
		t.Errorf("not measured: %s", strings.Join(keys, ", "))
	}
	return r
}
