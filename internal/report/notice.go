package report

import "github.com/jobvet/jobvet/internal/finding"

// A notice is something to know about a run, other than a finding.
type notice struct {
	level finding.Level
	text  string
}

// notices returns what a format that goes to other programs has to say beside
// the findings; people read it on standard error.
func (r *Report) notices() []notice {
	var list []notice
	for _, f := range r.Failures {
		text := f.Message
		if f.Package != "" {
			text = f.Package + ": " + text
		}
		list = append(list, notice{finding.Error, text})
	}
	if len(r.Failures) == 0 && len(r.Operators) == 0 {
		level := finding.Caution
		if r.RequireOperators {
			level = finding.Error
		}
		list = append(list, notice{level, r.NoOperator()})
	}
	for _, u := range r.Unseen {
		level := finding.Hint
		if r.RequireOperators {
			level = finding.Error
		}
		list = append(list, notice{level, Unfollowed(u)})
	}
	for _, e := range r.Held.Stale {
		list = append(list, notice{finding.Hint, "in the baseline, but not found any more: " + e.String()})
	}
	return list
}
