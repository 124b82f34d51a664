/*
Jobvet finds code that waits, or moves rate limiting elsewhere, in functions
that run as job operators: Beam DoFns, river workers, watermill handlers and
many more.

Usage:

	jobvet [flags] [packages]

Packages are named as for go vet; the default is ./... . Jobvet runs go vet
with itself as the tool, so that results come from the build cache, and prints
what was found, sorted, as

	path:line:column: rule: what happens: what comes of it
	    operator: name (how and where it is registered) → its calls
	    fix: what -fix writes, or "advice:" if there is no fix
	    more: jobvet -explain rule

on standard output. On a terminal it is broken at the width, in colour, and the
line of the source stands below the first line, with the place marked. A summary, what the go command says, and a warning if there
is no operator in the packages go to standard error.

The flags are:

	-level L
		Report findings of level L and above: error (the default),
		caution or hint.
	-rules LIST
		Report only these rules, separated by commas.
	-tests
		Report findings in _test.go files, too.
	-catalog FILE
		Know the frameworks and limiters that FILE describes, too.
	-operators
		List the operators that jobvet sees, and nothing else.
	-stats
		Count the findings of each rule and of each framework, by level, and the
		operators of each framework, and list none of them.
	-require-operators
		End with status 3 if jobvet sees no operator: a gate that checks
		nothing must not be green.
	-fix
		Apply the suggested fixes, the first of each finding, then report what
		is left, and how many were fixed. If a package does not build, nothing
		is changed. Generated files, those that use cgo, and those of other
		modules are never changed. See below.
	-fix -diff
		Show the same changes as a diff for "git apply" or "patch -p1", and
		make none.
	-cure LIST
		With -fix: also make fixes of these kinds, although nobody has measured
		that they are good for the framework, or they were measured to be bad:
		give-back (ask the limiter without waiting, and give the element back if
		it refuses) and drop (the same, and drop the element).
	-format F
		Print findings as F, sorted by place in each:
		text    for people and editors (the default): the first line of a
		        finding begins with its place, the others with four blanks
		json    one document, see below; -json is short for it
		sarif   a SARIF 2.1.0 log, for code scanning and viewers, see below
		github  workflow commands, which GitHub shows at the lines of a change
	-since REV
		Report only what has to do with lines that changed since REV, see below.
	-baseline FILE
		Report only findings that are not in FILE, see below.
	-write-baseline FILE
		Write all findings to FILE and report none. FILE must be new, empty or
		a baseline.
	-color WHEN
		Colours in text: auto (the default: on a terminal, unless NO_COLOR is
		set or TERM is dumb), always or never.
	-explain WHAT
		Print the page of the rule WHAT; or, where WHAT is FILE:LINE, what
		stands on that line, which operators reach it, and why it is or is not
		reported. If there is no FILE, one whose path ends so is looked for
		in the packages, as messages name it. Findings are not reported.
	-graph FILE
		Draw the operators, what they reach and the calls in between into
		FILE, which ends in .html (a page that needs nothing else) or .dot
		(for Graphviz), or "-" for DOT on standard output. The drawing has what
		is suppressed and what frameworks tolerate, too, unless -level or
		-rules choose. Findings are not reported.
	-C DIR
		Work in DIR: packages, FILE and printed paths are relative to it.
	-tags LIST, -mod MODE
		As for go build. GOFLAGS works as well.
	-load HOW
		How packages are loaded. vet: go vet runs jobvet for each package, so
		that results come from the build cache, and compiles what is not in it.
		source: jobvet type-checks all packages from their source in its own
		process, which compiles nothing. If that cannot be done, go vet loads
		the packages, and jobvet says why. auto (the default): source if much
		would have to be compiled, which jobvet says; else vet. Findings are the
		same.
	-completion SHELL
		Print a script that completes flags in SHELL: bash, zsh or fish.
	-version, -h
		Print the version, as "jobvet version" does; print a summary of all
		this.

# Exit status

	0  nothing found, or nothing but what -baseline and -since hold back
	1  findings; with -fix those that are left; with -diff a diff
	2  wrong usage: a flag, a rule, a catalogue file, a baseline, a revision, a
	   line to explain, a pattern without packages; nothing was checked
	3  a package does not load or build, the analysis failed, or standard output
	   could not be written; the other packages were checked. With -fix also: a
	   file could not be fixed, or the run was interrupted

A package that does not load is named with the reason, in every format: two
package clauses in a directory, a directory whose name is no import path, a
file that cannot be read or embedded, an import cycle, tests that do not load.
If a pattern names no package, nothing is checked, whatever else is wrong.

With -explain and -graph findings do not count.

# Files and names

The files that flags name must be regular files of up to 16 MiB. Text, and what
goes to standard error, shows control characters in names of files as Go writes
them, such as \x1b, and a name that begins with "::" as "./::": no name is a
command to a terminal, or to a service that reads the log. JSON and SARIF have
the names as they are.

# Fixes

All changes are worked out, and the packages checked with them, before a file is
written. Fixes that touch the same lines as others wait for the next of up to
five rounds. If a package does not build with its fixes, they are left out and
the package is named. A fix is made in all of its files or in none.

A file that was changed since it was analysed, that is read-only, or that cannot
be written (the disk is full, the directory is not writable) stays as it is, is
named, and the exit status is 3. Each new text is written to a file beside the
old one and put in its place, so that no failure leaves a part of a file. Mode,
owner and group stay, and so do symbolic links; of several hard links the others
keep the old text. If a run is interrupted it says which files it has fixed.

A file that is formatted is so afterwards; of another one only the lines that a
fix touches are formatted. Line ends and a byte order mark stay. Imports that a
fix makes useless are removed.

# One finding for each cause

What waits in another package than the operator's, of a main module, is one
finding, however many calls lead to it. It stands at the best of the calls (the
highest level, then the shortest chain) and names others in lines "also:". A call that
has a fix of its own is a finding of its own. Functions that are registered in
another package, several on one line, and what a third package brings together,
are reported where they wait, without a column. go vet and golangci-lint see one
package at a time: they report each call, and the lines of registrations.

//jobvet:ignore works at the wait, for all ways to it, and at a call.

A go statement whose goroutine waits for a limiter and also uses what is valid
only until the operator returns is one finding, of rateasync, which says what
comes of it. An ignore directive or a -rules list without rateasync leaves that
of gospawn, and an ignore of gospawn leaves rateasync; a baseline needs only the
entry of rateasync.

# Introducing jobvet where there are findings

A baseline accepts the findings of today; only others are reported:

	jobvet -write-baseline .jobvet.json ./...
	jobvet -baseline .jobvet.json ./...

It is a sorted JSON file to keep with the code. An entry has package, rule and
what the finding says, without lines and advice, so that it stays when code
moves within its package; "count" is how many of them there are, and one more
is a finding. Each way to a cause is an entry, so that a new one is a finding. Entries that match nothing any more are named on standard error
and in the other formats, and do not change the exit status: to repair a finding
must not break the build. Entries of packages, rules, levels and tests that a
run does not look at are not among them. Write it with the flags and packages of
the gate.

With -since REV a finding is reported if its place, the registration of its
operator, a call of its chain or a place that its message names is on a line that
changed between the merge base of REV and HEAD, and the files as they are now:
committed or not. Files that Git
neither tracks nor ignores count as a whole, and where lines were only deleted
the line before and the one behind count. Of the chain, the lines in the
finding's own package are known, and the last, where the code waits; a change in
a package between the two is not seen. Files outside of the repository never
count. In a shallow clone the merge base may be missing: fetch more history.

# JSON

The document of -format=json is an object with these fields. Fields may be added.

	packages   how many packages the patterns name
	findings   a list of objects, sorted by file, line, column and message:
	           rule, package, file, line, column, end_line, end_column, level
	           (error, caution or hint), message (one line of at most 200
	           characters, as go vet prints it), operator, framework, harm
	           (what comes of it), advice, has_fix (true if -fix does what
	           advice says), url (the rule's page), fingerprint (see SARIF), related: a list of file, line, column,
	           message, one for each call of the chain, and ways: a list of file,
	           line, column, operator, registration, calls, one for each further
	           way to the same cause; a column of 0 is not known
	operators  a list of objects, sorted likewise:
	           package, file, line, column, name, registration, framework, policy
	failures   a list of objects, what could not be checked: package, message
	baseline   with -baseline: known, the number of findings it holds back, and
	           stale, a list of its entries that match nothing
	unchanged  with -since: the number of findings it holds back

Files below the working directory are relative to it; the separator is a slash.
The exit status is the same as without -json.

# SARIF and GitHub

Both name files from the root of the repository: the checkout that
GITHUB_WORKSPACE names if jobvet runs below it, else the nearest directory above
with a .git, else the working directory. A column counts UTF-16 code units,
where text and json count bytes. An error is SARIF's level error, a caution a
warning, a hint a note (notice on GitHub).

The SARIF log has the page of each rule as its help, the chain of calls of each
finding as a code flow and as related locations, and the fixes, except in files
that are generated or use cgo; the property hasFix tells of all. Imports that a fix makes useless are left to
whoever applies it; jobvet -fix removes them. What could not be checked, and that there was no
operator, are notifications of the invocation. The partial fingerprint
"jobvet/v1" is made of rule, package, and the message without its lines, level
and advice; equal ones are numbered in the order of their places. So it stays
when code moves within the package.

# As a tool of go vet

The same executable works for go vet, where flags have the analyzer's name in
front and -catalog needs an absolute path and the file's hash:

	go vet -vettool=$(which jobvet) -jobvet.level=caution ./...
*/
package main

import (
	"os"

	"github.com/jobvet/jobvet/internal/driver"
	"github.com/jobvet/jobvet/internal/engine"
	"github.com/jobvet/jobvet/internal/vettool"
)

func main() { os.Exit(int(driver.Main(newTool))) }

// newTool returns jobvet as a tool, with its default options.
func newTool() *vettool.Tool {
	e := engine.New(engine.Options{})
	return &vettool.Tool{Analyzer: e.Analyzer(), NoFacts: e.NoFacts}
}
