package lab

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// Counts are what became of the items of a trial. Times are in seconds.
type Counts struct {
	Done    int `json:"done"`
	Twice   int `json:"twice"`
	Lost    int `json:"lost"`
	Failed  int `json:"failed"` // runs that the framework counts as failed
	Dead    int `json:"dead"`   // items that it has given up
	Runs    int `json:"runs"`
	MaxRuns int `json:"max_runs"` // of one item
	// Seconds is the time to the last item done, Ideal what the limiter and the
	// arrival of the items take, First the time to the first.
	Seconds float64 `json:"seconds"`
	Ideal   float64 `json:"ideal"`
	First   float64 `json:"first"`
	CPU     float64 `json:"cpu"`
	// Stopping is how long the worker took to stop, under load Stop.
	Stopping float64 `json:"stopping,omitempty"`
	// OthersMedian and OthersMost are how long items without a limit waited for
	// the worker; OthersLost had not come when the last item was done.
	OthersMedian float64 `json:"others_median,omitempty"`
	OthersMost   float64 `json:"others_most,omitempty"`
	OthersLost   int     `json:"others_lost,omitempty"`
}

// A Trial is a way under a load.
type Trial struct {
	Way   Way     `json:"way"`
	Load  string  `json:"load"`
	Items int     `json:"items"`
	Rate  float64 `json:"rate"`
	Burst int     `json:"burst"`
	Counts
	// Faults are what breaks the law of the cure; there are none of the job as written.
	Faults []string `json:"faults,omitempty"`
}

// A Result is what was measured of a framework.
type Result struct {
	// Key is the framework's name in the lab, and Framework the one in the catalogue.
	Key       string `json:"key"`
	Framework string `json:"framework"`
	// On is the broker.
	On      string `json:"on"`
	Module  string `json:"module"`
	Version string `json:"version"`
	// Machine and Date say where and when.
	Machine string `json:"machine"`
	Date    string `json:"date"`
	// Wrote says for each way which lines jobvet wrote.
	Wrote map[Way][]string `json:"wrote,omitempty"`
	// Kinds says for each way which of the catalogue's kinds of cure it is.
	Kinds  map[Way]string `json:"kinds"`
	Trials []*Trial       `json:"trials"`
}

// Ways are all ways, in order.
func Ways() []Way { return []Way{Waiting, Fixed, Advised, GiveBack, Booked, Throttle} }

// Ways returns the ways that were measured, in order.
func (r *Result) Ways() []Way {
	return slices.DeleteFunc(Ways(), func(w Way) bool {
		return !slices.ContainsFunc(r.Trials, func(t *Trial) bool { return t.Way == w })
	})
}

// Trial returns the trial of a way under a load, or nil.
func (r *Result) Trial(way Way, load string) *Trial {
	for _, t := range r.Trials {
		if t.Way == way && t.Load == load {
			return t
		}
	}
	return nil
}

// bad reports whether the trial says that its way is no cure. Load Timeout does not:
// there the job breaks the framework's own time limit whatever it does, and what comes
// of that is a condition to name.
func (t *Trial) bad() bool { return len(t.Faults) > 0 && t.Load != Timeout }

// Results are those of several frameworks, in the order of Frameworks.
type Results struct {
	Frameworks []*Result
}

// Read reads the results from the files in a folder.
func Read(dir string) (*Results, error) {
	r := new(Results)
	for _, f := range Frameworks() {
		data, err := os.ReadFile(file(dir, f.Key))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		result := new(Result)
		if err := json.Unmarshal(data, result); err != nil {
			return nil, fmt.Errorf("%s: %w", file(dir, f.Key), err)
		}
		r.Frameworks = append(r.Frameworks, result)
	}
	return r, nil
}

// Write writes them to files in a folder, over those of the same frameworks.
func (r *Results) Write(dir string) error {
	for _, f := range r.Frameworks {
		data, err := json.MarshalIndent(f, "", "\t")
		if err != nil {
			return err
		}
		if err := os.WriteFile(file(dir, f.Key), append(data, '\n'), 0o666); err != nil {
			return err
		}
	}
	return nil
}

func file(dir, key string) string { return filepath.Join(dir, key+".json") }
