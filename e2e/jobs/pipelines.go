package jobs

import "github.com/jobvet/jobvet/e2e/job"

// Pipelines returns the pipelines of all jobs by name: ratewait/bad,
// ratewait/good, ...
func Pipelines() map[string]job.Pipeline {
	m := map[string]job.Pipeline{}
	for _, j := range All {
		m[j.Name+"/bad"] = j.Bad
		m[j.Name+"/good"] = j.Good
	}
	return m
}
