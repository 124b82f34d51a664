// Package broker starts what the frameworks keep their queues in, on free ports of
// this machine and in temporary folders, and stops it.
package broker

import (
	"context"

	"github.com/jobvet/jobvet/internal/daemon"
)

// ErrMissing is the error of a broker that is not installed.
var ErrMissing = daemon.ErrMissing

// A Broker is a running broker.
type Broker interface {
	// Space returns the address of an empty space in it, in the form that the
	// programs of its frameworks take.
	Space(ctx context.Context) (string, error)
	// Version returns its name and version.
	Version() string
	// Stop stops it, and removes what it has stored.
	Stop() error
}

// Channel is what a framework has that keeps its queue in a channel of its own process.
func Channel(context.Context) (Broker, error) { return none("a Go channel"), nil }

// List is what a framework has that keeps no queue: the application has a list.
func List(context.Context) (Broker, error) { return none("a list of the application's"), nil }

// none is named after what there is instead of a broker.
type none string

func (none) Space(context.Context) (string, error) { return "", nil }

func (n none) Version() string { return string(n) }

func (none) Stop() error { return nil }
