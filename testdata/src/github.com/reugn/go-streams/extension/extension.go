// Package extension is a stub of github.com/reugn/go-streams/extension: as much of its API
// as the tests need.
package extension

import "io"

type ElementReader func(io.Reader) ([]byte, error)

type Opt func(*options)

type ReaderSource struct{}

type options struct{}

func NewReaderSource(reader io.ReadCloser, elementReader ElementReader, opts ...Opt) (*ReaderSource, error) {
	panic("stub")
}
