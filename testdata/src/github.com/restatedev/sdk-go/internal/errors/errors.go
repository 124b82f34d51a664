// Package errors is a stub of github.com/restatedev/sdk-go/internal/errors: as much of its API
// as the tests need.
package errors

import "github.com/restatedev/sdk-go/internal/stringmap"

type Code uint16

type TerminalError interface {
	error
	Code() Code
	Message() string
	Metadata() stringmap.Map
	terminalError()
}
