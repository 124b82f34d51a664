// Package protocol is a stub of github.com/cloudevents/sdk-go/v2/protocol: as much of its API
// as the tests need.
package protocol

type Result interface {
	Error() string
}
