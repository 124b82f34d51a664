// Package port has interfaces, as a layered application has.
package port

import "context"

type Mailer interface {
	Send(ctx context.Context, to string) error
}

// Clock has an implementation that sleeps and one that does not.
type Clock interface{ Tick() }

// Store is implemented by nobody who waits.
type Store interface{ Save(string) }

// Reader is embedded in Files: who fills Files fills Reader.
type Reader interface{ Read() }

type Files interface {
	Reader
	Write()
}
