// Package findingtest makes findings, and what go vet prints of them, for tests.
package findingtest

import (
	"encoding/json"

	"github.com/jobvet/jobvet/internal/finding"
	"github.com/jobvet/jobvet/internal/vettool"
)

// Says returns a finding of no operator.
func Says(rule, text string, at, end finding.Place) *finding.Finding {
	return &finding.Finding{Rule: rule, Level: finding.Error, Place: at, End: end, What: finding.Clause{Text: text}}
}

// Diagnostic returns how go vet prints what the analyzer tells the command of a
// finding.
func Diagnostic(f *finding.Finding, fixes ...vettool.Fix) string {
	return JSON(vettool.Diagnostic{Category: f.Rule, Posn: f.Place.String(), End: f.End.String(), Message: f.Encode(), Fixes: fixes})
}

// JSON returns a value of a known type as JSON.
func JSON(v any) string {
	data, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(data)
}
