package driver

import "github.com/jobvet/jobvet/internal/report"

// usageError prints what is wrong with the command line.
func (c *Command) usageError(err error) report.Status {
	c.say("%v\nRun 'jobvet -h' for usage.", err)
	return report.Usage
}

// usage is what -h prints.
func usage() string { return usageHead + (&commandLine{options: new(options)}).flagHelp() + usageTail }

const usageHead = `jobvet finds code that waits, or moves rate limiting elsewhere, in functions
that run as job operators: Beam DoFns, river workers, watermill handlers, ...

Usage: jobvet [flags] [packages]          packages as for go vet; default ./...

`

const usageTail = `
Exit status:
  0  nothing found
  1  findings; with -fix those that are left; with -diff a diff
  2  wrong usage: a flag, a rule, a file or revision, a pattern without packages
  3  a package that does not load or build, a file not fixed; the rest was done

Examples:
  jobvet ./...                            check the module
  jobvet -operators ./...                 is my job seen at all?
  jobvet -explain client.go:41 ./...      why is this line (not) reported?
  go vet -vettool=$(which jobvet) -jobvet.level=caution ./...

https://github.com/jobvet/jobvet/tree/main/docs explains the rules.
`
