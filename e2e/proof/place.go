package proof

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/jobvet/jobvet/e2e/jobs"
)

// A Place is what was measured in one place, by this run or an earlier one.
type Place struct {
	Name   string
	Jobs   map[string]*Pair `json:",omitempty"`
	Limits []*Limit         `json:",omitempty"`
	Costs  []*Cost          `json:",omitempty"`
	Holds  []*Hold          `json:",omitempty"`
}

// A Pair is a job's results.
type Pair struct{ Bad, Good *Result }

// path is the place's file in a folder.
func path(dir, name string) string {
	return filepath.Join(dir, strings.ReplaceAll(strings.ReplaceAll(strings.ToLower(name), ",", ""), " ", "-")+".json")
}

// ReadPlace reads what earlier runs have measured in a place. If there is nothing, the place
// is empty.
func ReadPlace(dir, name string) (*Place, error) {
	p := &Place{Name: name, Jobs: map[string]*Pair{}}
	data, err := os.ReadFile(path(dir, name))
	if errors.Is(err, fs.ErrNotExist) {
		return p, nil
	}
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(data, p); err != nil {
		return nil, fmt.Errorf("%s: %w", path(dir, name), err)
	}
	return p, nil
}

// Save writes the place's file.
func (p *Place) Save(dir string) error {
	data, err := json.MarshalIndent(p, "", "\t")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	return replace(path(dir, p.Name), string(data)+"\n")
}

// Empty reports whether nothing was measured.
func (p *Place) Empty() bool {
	return len(p.Jobs)+len(p.Limits)+len(p.Costs)+len(p.Holds) == 0
}

// AddJob adds the result of a job's "bad" or "good" version.
func (p *Place) AddJob(j *jobs.Job, version string, r *Result) {
	pair := p.Jobs[j.Name]
	if pair == nil {
		pair = &Pair{}
		p.Jobs[j.Name] = pair
	}
	if version == "bad" {
		pair.Bad = r
	} else {
		pair.Good = r
	}
}

// AddLimit adds a limit, in place of what was measured before.
func (p *Place) AddLimit(l *Limit) {
	p.Limits = put(p.Limits, l, func(o *Limit) bool { return o.Case.Name == l.Case.Name })
}

// AddCost adds a cost, in place of what was measured before.
func (p *Place) AddCost(c *Cost) {
	p.Costs = put(p.Costs, c, func(o *Cost) bool { return o.Way.Name == c.Way.Name && o.Rate == c.Rate })
}

// AddHold adds a case, in place of what was measured before.
func (p *Place) AddHold(h *Hold) {
	p.Holds = put(p.Holds, h, func(o *Hold) bool { return o.Case == h.Case })
}

// put replaces the element that is the same, or else appends x.
func put[T any](xs []T, x T, same func(T) bool) []T {
	if i := slices.IndexFunc(xs, same); i >= 0 {
		xs[i] = x
		return xs
	}
	return append(xs, x)
}
