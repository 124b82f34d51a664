// The demo is a module of its own so that the jobs in it, half of which are
// wrong on purpose, are no part of jobvet.
module example.com/demo

go 1.26.0

require (
	github.com/ThreeDotsLabs/watermill v1.5.1
	github.com/apache/beam/sdks/v2 v2.77.0
	github.com/jobvet/jobvet v0.0.0
	github.com/riverqueue/river v0.51.1
	golang.org/x/time v0.15.0
)

replace (
	github.com/ThreeDotsLabs/watermill => ./stubs/watermill
	github.com/apache/beam/sdks/v2 => ./stubs/beam
	github.com/jobvet/jobvet => ../..
	github.com/riverqueue/river => ./stubs/river
	golang.org/x/time => ./stubs/time
)
