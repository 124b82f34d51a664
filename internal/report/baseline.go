package report

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/jobvet/jobvet/internal/finding"
	"github.com/jobvet/jobvet/internal/textfile"
)

// A Baseline is a file of findings that are accepted for now. Its entries have
// no lines and no paths, so that it holds while code moves.
type Baseline struct {
	Version  int     `json:"version"`
	Findings []Entry `json:"findings"`
}

// An Entry stands for Count findings of one key.
type Entry struct {
	Package string `json:"package"`
	Rule    string `json:"rule"`
	Level   string `json:"level"`
	// Tests tells that they are in _test.go files, which only -tests looks at.
	Tests   bool   `json:"tests,omitempty"`
	Finding string `json:"finding"`
	Count   int    `json:"count,omitempty"` // 1 if left out
}

// baselineVersion is raised when files of an older version would no longer fit.
const baselineVersion = 1

func (e *Entry) key() finding.Key {
	return finding.Key{Rule: e.Rule, Package: e.Package, Text: e.Finding}
}

func compareEntries(a, b Entry) int {
	return cmp.Or(
		cmp.Compare(a.Package, b.Package), cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Finding, b.Finding))
}

// String is an entry on one line.
func (e Entry) String() string {
	s := fmt.Sprintf("%s: %s: %s", e.Package, e.Rule, e.Finding)
	if e.Count > 1 {
		s += fmt.Sprintf(" (%d times)", e.Count)
	}
	return s
}

// NewBaseline accepts all of the findings.
func NewBaseline(findings []Result) *Baseline {
	entries := make(map[finding.Key]*Entry)
	b := &Baseline{Version: baselineVersion, Findings: []Entry{}}
	for _, f := range single(findings) {
		k := f.key()
		tests := strings.HasSuffix(f.stood.File, "_test.go")
		e := entries[k]
		if e == nil {
			e = &Entry{Package: k.Package, Rule: k.Rule, Level: f.Level.String(), Tests: tests, Finding: k.Text}
			entries[k] = e
		}
		e.Count++
		e.Level = max(f.Level, LevelOf(e.Level)).String()
		e.Tests = e.Tests && tests
	}
	for _, e := range entries {
		if e.Count == 1 {
			e.Count = 0
		}
		b.Findings = append(b.Findings, *e)
	}
	slices.SortFunc(b.Findings, compareEntries)
	return b
}

// parseBaseline reads a baseline file, strictly: what it does not understand
// could be meant to accept something.
func parseBaseline(data []byte) (*Baseline, error) {
	var version struct{ Version int }
	if err := json.Unmarshal(data, &version); err != nil {
		return nil, err
	}
	if version.Version != baselineVersion {
		return nil, fmt.Errorf("version %d, and this jobvet knows version %d: write it anew", version.Version, baselineVersion)
	}
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	b := new(Baseline)
	if err := dec.Decode(b); err != nil {
		return nil, err
	}
	seen := make(map[finding.Key]bool)
	for i := range b.Findings {
		e := &b.Findings[i]
		switch {
		case e.Package == "" || e.Rule == "" || e.Finding == "":
			return nil, fmt.Errorf("entry %d lacks its package, rule or finding", i+1)
		case !slices.Contains(finding.LevelNames(), e.Level):
			return nil, fmt.Errorf("entry %d: level %q is none of %s", i+1, e.Level, strings.Join(finding.LevelNames(), ", "))
		case e.Count < 0:
			return nil, fmt.Errorf("entry %d: count %d", i+1, e.Count)
		case seen[e.key()]:
			return nil, fmt.Errorf("entry %d stands there twice: %v", i+1, e)
		}
		seen[e.key()] = true
		e.Count = max(e.Count, 1)
	}
	return b, nil
}

// ReadBaseline reads a baseline file.
func ReadBaseline(file string) (*Baseline, error) {
	data, err := textfile.Read(file)
	if err != nil {
		return nil, err
	}
	b, err := parseBaseline(data)
	if err != nil {
		return nil, fmt.Errorf("%s is no baseline: %w", file, err)
	}
	return b, nil
}

// CheckBaselineTarget returns why no baseline can be written to file, as far as
// that can be told before there is one. A file that is something else is not
// overwritten.
func CheckBaselineTarget(file string) error {
	info, err := os.Stat(file)
	switch {
	case errors.Is(err, os.ErrNotExist):
		_, err := os.Stat(filepath.Dir(file))
		return err
	case err != nil:
		return err
	case !info.Mode().IsRegular():
		return fmt.Errorf("%s is no regular file", file)
	case info.Size() == 0:
		return nil
	}
	_, err = ReadBaseline(file)
	return err
}

// Write writes the file in one step.
func (b *Baseline) Write(file string) error {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(b); err != nil {
		return err
	}
	return textfile.Write(file, buf.Bytes())
}

// split takes the findings that the baseline accepts out of the list: of each
// key as many as it has, in the order of their places. Of the entries that are
// in scope it returns what there was no finding for.
func (b *Baseline) split(findings []Result, inScope func(*Entry) bool) (fresh []Result, stale []Entry) {
	left := make(map[finding.Key]int)
	for i := range b.Findings {
		e := &b.Findings[i]
		left[e.key()] = e.Count
	}
	for i := range findings {
		if k := findings[i].key(); left[k] > 0 {
			left[k]--
		} else {
			fresh = append(fresh, findings[i])
		}
	}
	for i := range b.Findings {
		if e := b.Findings[i]; left[e.key()] > 0 && inScope(&e) {
			e.Count = left[e.key()]
			stale = append(stale, e)
		}
	}
	slices.SortFunc(stale, compareEntries)
	return fresh, stale
}
