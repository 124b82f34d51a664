// Package streams is a stub of github.com/reugn/go-streams: as much of its API
// as the tests need.
package streams

type Flow interface {
	Inlet
	Outlet
	To(Sink)
	Via(Flow) Flow
}

type Inlet interface {
	In() chan<- any
}

type Outlet interface {
	Out() <-chan any
}

type Sink interface {
	Inlet
	AwaitCompletion()
}
