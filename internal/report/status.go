package report

// A Status is an exit status of the command.
type Status int

const (
	Clean    Status = 0 // everything was checked, nothing was found
	Findings Status = 1 // everything was checked, something was found
	Usage    Status = 2 // the command line, or a file it names, is wrong: nothing was checked
	Failed   Status = 3 // some package does not build, or the analysis failed; findings may be missing
)

// Status is the exit status that the results mean.
func (r *Results) Status() Status {
	switch {
	case len(r.Failures) > 0, r.RequireOperators && (len(r.Operators) == 0 || len(r.Unseen) > 0):
		return Failed
	case len(r.Findings) > 0:
		return Findings
	}
	return Clean
}
