// Package client makes HTTP clients and writers. Some of them wait.
package client

import (
	"io"
	"net/http"
	"time"
)

type slow struct{ next http.RoundTripper }

func (s *slow) RoundTrip(r *http.Request) (*http.Response, error) {
	time.Sleep(time.Second)
	return s.next.RoundTrip(r)
}

// New returns a client whose transport is set later.
func New() *http.Client { return make(3) }

func make(n int) *http.Client {
	c := &http.Client{Timeout: time.Duration(n)}
	c.Transport = &slow{http.DefaultTransport}
	return c
}

// Plain returns one that does not wait.
func Plain() *http.Client { return &http.Client{} }

// Named returns what it is given.
func Named(c *http.Client, name string) *http.Client { return c }

// Endpoint has a client in a field, as configurations have.
type Endpoint struct{ Client, Other *http.Client }

func NewEndpoint() *Endpoint { return &Endpoint{Client: New(), Other: Plain()} }

type file struct{}

func (file) Write(b []byte) (int, error) {
	time.Sleep(time.Second)
	return len(b), nil
}

// Open returns a writer.
func Open() io.Writer { return file{} }

// Shared is for others to set.
var Shared *http.Client
