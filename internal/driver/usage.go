package driver

import "github.com/jobvet/jobvet/internal/report"

// usageError prints what is wrong with the command line.
func (c *Command) usageError(err error) report.Status {
	c.say("%v\nRun 'jobvet -h' for usage.", err)
	return report.Usage
}

const usage = `jobvet finds code that waits, or moves rate limiting elsewhere, in functions
that run as job operators: Beam DoFns, river workers, watermill handlers, ...

Usage: jobvet [flags] [packages]          packages as for go vet; default ./...

  -level L       findings of level L and above: error (default), caution, hint
  -rules LIST    only these rules, separated by commas (default: all)
  -tests         findings in _test.go files, too
  -catalog FILE  frameworks and limiters that jobvet does not know by itself
  -operators     list the operators that jobvet sees, and nothing else
  -require-operators    status 3 if jobvet sees none
  -fix           apply the suggested fixes, then report what is left
  -fix -diff     show the same changes as a diff and make none
  -cure LIST     with -fix: give-back, drop, though not measured to be good
  -format F      text (default), json (or -json), sarif, github (annotations)
  -since REV     only findings on lines changed since REV left this branch
  -baseline FILE        without the findings that FILE has
  -write-baseline FILE  write all findings to FILE, for -baseline
  -color WHEN    colours in text: auto (default: on a terminal), always, never
  -explain WHAT  a rule's page; or, of FILE:LINE, why it is (not) reported
  -graph FILE    draw what the operators reach into FILE.html or FILE.dot
  -C DIR         work in DIR: patterns, FILE and shown paths are relative to it
  -tags LIST, -mod MODE    build tags and module mode, as for go build
  -load HOW      auto (default); vet: by go vet; source: read, not compiled
  -version, -h   print the version; print this

Exit status:
  0  nothing found
  1  findings; with -fix those that are left; with -diff a diff
  2  wrong usage: a flag, a rule, a file or revision, a pattern without packages
  3  a package that does not load or build, a file not fixed; the rest was done

Examples:
  jobvet ./...                            check the module
  jobvet -operators ./...                 is my job seen at all?
  jobvet -explain client.go:41 ./...      why is this line (not) reported?
  jobvet -level=caution -rules=ratewait,timewait ./pipeline/...
  go vet -vettool=$(which jobvet) -jobvet.level=caution ./...

https://github.com/jobvet/jobvet/tree/main/docs explains the rules.
`
