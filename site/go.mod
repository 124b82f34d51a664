// The site: its generated pages and the playground. See README.md.
module github.com/jobvet/jobvet/site

go 1.26.0

replace github.com/jobvet/jobvet => ../

require (
	github.com/jobvet/jobvet v0.0.0
	golang.org/x/net v0.61.0
)

require (
	github.com/rogpeppe/go-internal v1.16.0 // indirect
	golang.org/x/sys v0.50.0 // indirect
)

require (
	golang.org/x/mod v0.42.0 // indirect
	golang.org/x/sync v0.24.0 // indirect
	golang.org/x/tools v0.52.0
)
