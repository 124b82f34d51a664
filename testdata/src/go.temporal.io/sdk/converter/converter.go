// Package converter is a stub of go.temporal.io/sdk/converter: as much of its API
// as the tests need.
package converter

type EncodedValue interface {
	Get(valuePtr any) error
	HasValue() bool
}
