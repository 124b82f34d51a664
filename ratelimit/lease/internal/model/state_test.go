package model

import (
	"errors"
	"os"
	"regexp"
	"slices"
	"testing"

	"github.com/jobvet/jobvet/ratelimit/internal/explore"
)

var single = Config{Unit: 1, Pace: 1, Burst: 1, TTL: 2}

// slow gains a permit in more time than a lease lasts.
var slow = Config{Unit: 3, Pace: 1, Burst: 1, TTL: 2}
var double = Config{Unit: 1, Pace: 1, Burst: 2, TTL: 2}

// script returns what a worker does.
func script(spends int8, calls ...int8) Script {
	s := Script{Spends: spends}
	for i := range s.Calls {
		s.Calls[i] = -1
	}
	copy(s.Calls[:], calls)
	return s
}

var nobody = script(0)

type scenario struct {
	name    string
	setting Setting
	large   bool // left out by -short
}

func (s scenario) explore(bug Bug, visit explore.Visit) (int, error) {
	return explore.Explore(New(&s.setting, bug), 3_000_000, visit)
}

var scenarios = []scenario{
	{"one", Setting{Config: single, Workers: [2]Script{script(2, 1, 1), nobody}, Ticks: 3}, false},
	{"one, two at once", Setting{Config: double, Workers: [2]Script{script(3, 2, 1), nobody}, Ticks: 2}, false},
	{"one takes after the other", Setting{Config: single, Workers: [2]Script{script(1, 1, 0), script(1, 1)}, Ticks: 2}, false},
	{"one expires", Setting{Config: single, Workers: [2]Script{script(1, 1), script(1, 1)}, Ticks: 4}, false},
	{"one expires, and it is slow", Setting{Config: slow, Workers: [2]Script{script(1, 1), script(1, 1)}, Ticks: 4}, false},
	{"one gives back, and asks again", Setting{Config: single, Workers: [2]Script{script(1, 0, 1), script(1, 1)}, Ticks: 1}, false},
	{"both hold, and one renews", Setting{Config: single, Workers: [2]Script{script(1, 1), script(1, 1, 1)}, Ticks: 3}, true},
	{"two at once", Setting{Config: double, Workers: [2]Script{script(1, 2), script(2, 1, 1)}, Ticks: 2}, true},
	{"restart", Setting{Config: single, Workers: [2]Script{script(1, 1), script(1, 1, 1)}, Ticks: 2, Restarts: 1}, false},
	{"restart, two at once", Setting{Config: double, Workers: [2]Script{script(2, 2), script(2, 2)}, Ticks: 4, Restarts: 1}, true},
}

func TestEveryOrderKeepsTheBound(t *testing.T) {
	taken := map[string]bool{}
	for _, s := range scenarios {
		t.Run(s.name, func(t *testing.T) {
			if s.large && testing.Short() {
				t.Skip("large")
			}
			states, err := s.explore(NoBug, func(s explore.Step) { taken[s.Name] = true })
			t.Logf("%d states", states)
			if err != nil {
				t.Error(err)
			}
		})
	}
	// The steps that the code names are those of the model.
	code, err := os.ReadFile("../../pool.go")
	if err != nil {
		t.Fatal(err)
	}
	named := regexp.MustCompile(`step: ([a-z ]+)`).FindAllStringSubmatch(string(code), -1)
	if len(named) < 9 {
		t.Errorf("the code names %d steps", len(named))
	}
	for _, step := range named {
		if !taken[step[1]] {
			t.Errorf("no scenario takes the step %q", step[1])
		}
	}
}

// found tells which scenario finds a deliberate mistake.
var found = map[Bug]string{
	FullAtFirst: "restart",
	NoFreeze:    "restart",
	OldState:    "restart",
	NoSeq:       "one gives back, and asks again",
	FreeExpired: "one expires, and it is slow",
	ChargeEarly: "one",
	LateClock:   "one",
	NoExpiry:    "one expires",
	TrustHeld:   "both hold, and one renews",
	SplitReport: "one",
}

func TestEveryBugIsFound(t *testing.T) {
	for _, bug := range Bugs() {
		i := slices.IndexFunc(scenarios, func(s scenario) bool { return s.name == found[bug] })
		if i < 0 {
			t.Errorf("bug %d has no scenario", bug)
			continue
		}
		states, err := scenarios[i].explore(bug, func(explore.Step) {})
		t.Logf("bug %d: %d states: %v", bug, states, err)
		if err == nil || errors.Is(err, explore.ErrLimit) {
			t.Errorf("bug %d is not found", bug)
		}
	}
}
