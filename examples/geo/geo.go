// Package geo stands for a remote service that tells the country of an address
// and accepts a limited number of requests a second.
package geo

import (
	"context"
	"hash/fnv"
	"time"

	"github.com/jobvet/jobvet/ratelimit"
)

// What the service accepts from all its clients together.
const (
	Rate  = 200 // requests a second
	Burst = 20  // requests at once
)

var countries = [...]string{"DE", "FR", "JP", "NZ", "US"}

// Country returns the country of an address. The caller keeps to the limit.
func Country(addr string) string {
	h := fnv.New32a()
	h.Write([]byte(addr))
	return countries[h.Sum32()%uint32(len(countries))]
}

// Countries returns the countries of several addresses: each counts as a request.
func Countries(addrs []string) []string {
	out := make([]string, len(addrs))
	for i, addr := range addrs {
		out[i] = Country(addr)
	}
	return out
}

// A Client keeps to the limit by itself, and is the same in jobs and elsewhere:
// see Lookup.
type Client struct {
	lim *ratelimit.Limiter
}

// NewClient returns a client that sends at most rate requests a second, and
// burst at once.
func NewClient(rate float64, burst int) (*Client, error) {
	lim, err := ratelimit.New(rate, burst)
	return &Client{lim}, err
}

// Lookup returns the country of an address. Over the limit it fails at once, with
// ratelimit.ErrRefused, unless the caller allowed it to wait by a context from
// ratelimit.AllowWaiting. An operator does not allow that; a command may.
func (c *Client) Lookup(ctx context.Context, addr string) (string, error) {
	if err := c.lim.Admit(ctx, 1); err != nil {
		return "", err
	}
	return Country(addr), nil
}

// RetryAfter returns how long it takes until the next request may be sent.
func (c *Client) RetryAfter() time.Duration { return c.lim.RetryAfter(1) }
