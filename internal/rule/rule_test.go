package rule

import (
	"slices"
	"testing"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/effect"
	"github.com/jobvet/jobvet/internal/finding"
)

// Each rule says all that its kind has to say.
func TestRulesAreComplete(t *testing.T) {
	seen := make(map[string]bool)
	for _, r := range All() {
		switch {
		case r.Name == "" || seen[r.Name]:
			t.Errorf("the name %q is missing or stands there twice", r.Name)
		case r.Levels == nil || r.Highest() == finding.None:
			t.Errorf("%s has no levels", r.Name)
		case r.Find != nil && (r.Search != nil || r.Judge != nil || r.Harm != nil || r.Advice != nil):
			t.Errorf("%s has Find and yet fields for what operators reach", r.Name)
		case r.Find == nil && (r.Harm == nil || r.Advice == nil || r.Last):
			t.Errorf("%s lacks Harm or Advice, or is Last without Find", r.Name)
		case r.Unless != "" && Lookup(string(r.Unless)) == nil:
			t.Errorf("%s names the unknown rule %s", r.Name, r.Unless)
		case Lookup(r.Name) != r:
			t.Errorf("%s is not found by its name", r.Name)
		}
		seen[r.Name] = true
	}
	// Users know the rules in this order; new ones come behind.
	want := []string{"ratewait", "rateasync", "chanwait", "gospawn", "timewait", "syncwait", "jobexit", "opstate", "bulkacquire", "directive"}
	if got := Names(); len(got) < len(want) || !slices.Equal(got[:len(want)], want) {
		t.Errorf("in the order %v, want %v", got, want)
	}
	if Lookup("nothing") != nil {
		t.Error("there is a rule nothing")
	}
}

// The levels of each rule, row by row: forbid, bounded, free.
func TestLevels(t *testing.T) {
	short := map[finding.Level]string{finding.None: "-", finding.Hint: "h", finding.Caution: "c", finding.Error: "e"}
	for name, want := range map[string][]string{
		"ratewait":    {"eec", "eec", "ee-", "ec-", "ec-"},
		"rateasync":   {"eec"},
		"chanwait":    {"eee", "eec", "cc-", "c--", "---"},
		"gospawn":     {"eee", "ee-", "c--"},
		"timewait":    {"eee", "ee-", "cc-", "c--", "c--"},
		"syncwait":    {"eee", "cc-", "cc-", "c--", "c--"},
		"jobexit":     {"eec"},
		"opstate":     {"eee"},
		"bulkacquire": {"hhh"},
		"directive":   {"eee"},
	} {
		var got []string
		for _, row := range Lookup(name).Levels.Rows() {
			got = append(got, short[row.Forbid]+short[row.Bounded]+short[row.Free])
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
}

// An effect gets the level of its row.
func TestLevelOf(t *testing.T) {
	none := finding.None
	bound, join := Lookup("chanwait").Levels, Lookup("gospawn").Levels
	for _, tt := range []struct {
		levels Levels
		policy catalog.Policy
		effect effect.Effect
		want   finding.Level
	}{
		{bound, catalog.Forbid, effect.Effect{}, finding.Error},
		{bound, catalog.Free, effect.Effect{}, finding.Caution},
		{bound, catalog.Bounded, effect.Effect{Bound: effect.Bound{Kind: effect.Foreign}}, finding.Caution},
		{bound, catalog.Forbid, effect.Effect{Bound: effect.Bound{Kind: effect.Own}}, finding.Caution},
		{bound, catalog.Bounded, effect.Effect{Bound: effect.Bound{Kind: effect.Own}}, none},
		{bound, catalog.Forbid, effect.Effect{Bound: effect.Bound{Kind: effect.Unknown}}, finding.Caution},
		{bound, catalog.Forbid, effect.Effect{Bound: effect.Bound{Kind: effect.Param}}, finding.Caution},
		{bound, catalog.Forbid, effect.Effect{Bound: effect.Bound{Kind: effect.Duration}}, none},
		{join, catalog.Bounded, effect.Effect{Join: effect.Cancelled}, finding.Error},
		{join, catalog.Bounded, effect.Effect{Join: effect.CallerMayJoin}, finding.Error},
		{join, catalog.Forbid, effect.Effect{Join: effect.Joined}, finding.Caution},
		{join, catalog.Bounded, effect.Effect{Join: effect.Joined}, none},
	} {
		if got := tt.levels.Of(tt.policy, &effect.Finding{Effect: tt.effect}); got != tt.want {
			t.Errorf("%s, bound %d, join %d: %v, want %v", tt.policy, tt.effect.Bound.Kind, tt.effect.Join, got, tt.want)
		}
	}
}
