// Package api has types that embed HTTP clients.
package api

import (
	"net/http"
	"time"
)

type slow struct{}

func (slow) RoundTrip(r *http.Request) (*http.Response, error) {
	time.Sleep(time.Second)
	return nil, nil
}

// Client waits; Quick does not. Open is for others to make.
type (
	Client struct{ *http.Client }
	Quick  struct{ *http.Client }
	Open   struct{ *http.Client }
	Shut   struct{ *http.Client }
)

func New() *Client { return &Client{&http.Client{Transport: slow{}}} }

func NewQuick() *Quick { return &Quick{&http.Client{}} }

// Named returns a client with the transport that it is given.
func Named(rt http.RoundTripper) *Open { return &Open{Client: &http.Client{Transport: rt}} }
