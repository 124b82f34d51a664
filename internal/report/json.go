package report

import (
	"encoding/json"
	"io"
	"path/filepath"
	"slices"

	"github.com/jobvet/jobvet/docs"
	"github.com/jobvet/jobvet/internal/finding"
)

// The document of -format=json. The command's documentation describes it; fields are
// only ever added.
type (
	jsonDocument struct {
		Packages  int            `json:"packages"`
		Findings  []jsonFinding  `json:"findings"`
		Operators []jsonOperator `json:"operators"`
		Failures  []jsonFailure  `json:"failures"`
		Baseline  *jsonBaseline  `json:"baseline,omitempty"`
		Unchanged *int           `json:"unchanged,omitempty"`
	}
	jsonFinding struct {
		Rule    string `json:"rule"`
		Package string `json:"package"`
		jsonPlace
		EndLine     int           `json:"end_line,omitempty"`
		EndColumn   int           `json:"end_column,omitempty"`
		Level       string        `json:"level"`
		Message     string        `json:"message"`
		Operator    string        `json:"operator,omitempty"`
		Framework   string        `json:"framework,omitempty"`
		Harm        string        `json:"harm,omitempty"`
		Advice      string        `json:"advice,omitempty"`
		HasFix      bool          `json:"has_fix"`
		URL         string        `json:"url,omitempty"`
		Fingerprint string        `json:"fingerprint"`
		Related     []jsonRelated `json:"related,omitempty"`
		Ways        []jsonWay     `json:"ways,omitempty"`
	}
	jsonWay struct {
		jsonPlace
		Operator     string   `json:"operator"`
		Registration string   `json:"registration"`
		Calls        []string `json:"calls,omitempty"`
	}
	jsonRelated struct {
		jsonPlace
		Message string `json:"message"`
	}
	jsonOperator struct {
		Package string `json:"package"`
		jsonPlace
		Name         string `json:"name"`
		Registration string `json:"registration"`
		Framework    string `json:"framework"`
		Policy       string `json:"policy"`
	}
	jsonPlace struct {
		File   string `json:"file"`
		Line   int    `json:"line"`
		Column int    `json:"column"`
	}
	jsonBaseline struct {
		Known int     `json:"known"`
		Stale []Entry `json:"stale"`
	}
	jsonFailure struct {
		Package string `json:"package,omitempty"`
		Message string `json:"message"`
	}
)

// printJSON prints the results as one JSON document.
func printJSON(w io.Writer, res *Report) error {
	doc := jsonDocument{
		Packages:  len(res.Packages),
		Findings:  []jsonFinding{},
		Operators: []jsonOperator{},
		Failures:  []jsonFailure{},
	}
	for _, f := range res.Findings {
		jf := jsonFinding{
			Rule:        f.Rule,
			Package:     f.Package,
			jsonPlace:   newPlace(f.Place),
			EndLine:     f.End.Line,
			EndColumn:   f.End.Col,
			Level:       f.Level.String(),
			Message:     f.Message(),
			Harm:        f.Harm,
			Advice:      f.Advice,
			HasFix:      f.HasFix,
			Fingerprint: f.Fingerprint,
		}
		if f.Operator != nil {
			jf.Operator, jf.Framework = f.Operator.Name, f.Operator.Framework
		}
		if rule, ok := docs.Lookup(f.Rule); ok {
			jf.URL = rule.URL()
		}
		for _, step := range slices.Concat(f.Way(), f.happens(), f.Also()) {
			jf.Related = append(jf.Related, jsonRelated{newPlace(step.Place), step.Message})
		}
		for _, w := range f.Ways {
			jw := jsonWay{newPlace(w.Place), w.Operator.Name, filepath.ToSlash(w.Operator.Registration()), nil}
			for _, h := range w.Calls {
				jw.Calls = append(jw.Calls, h.Name)
			}
			jf.Ways = append(jf.Ways, jw)
		}
		doc.Findings = append(doc.Findings, jf)
	}
	for _, op := range res.Operators {
		doc.Operators = append(doc.Operators, jsonOperator{
			Package:      op.Package,
			jsonPlace:    newPlace(op.Place),
			Name:         op.Name,
			Registration: filepath.ToSlash(op.Registration()),
			Framework:    op.Framework,
			Policy:       op.Policy,
		})
	}
	for _, f := range res.Failures {
		doc.Failures = append(doc.Failures, jsonFailure(f))
	}
	if res.WithBaseline {
		doc.Baseline = &jsonBaseline{res.Held.Known, append([]Entry{}, res.Held.Stale...)}
	}
	if res.WithSince {
		doc.Unchanged = &res.Held.Unchanged
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(doc)
}

func newPlace(p finding.Place) jsonPlace {
	return jsonPlace{filepath.ToSlash(p.File), p.Line, p.Col}
}
