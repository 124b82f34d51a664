// Package retryablehttp is a stub of github.com/hashicorp/go-retryablehttp: as much of
// its API as the tests need.
package retryablehttp

import (
	"context"
	"net/http"
)

type Client struct {
	HTTPClient *http.Client
	RetryMax   int
}

func (c *Client) Do(req *Request) (*http.Response, error) { panic("stub") }

func (c *Client) Get(url string) (*http.Response, error) { panic("stub") }

func (c *Client) StandardClient() *http.Client { panic("stub") }

type Request struct{ *http.Request }

func (r *Request) WithContext(ctx context.Context) *Request { panic("stub") }

func Get(url string) (*http.Response, error) { panic("stub") }

func NewClient() *Client { panic("stub") }

func NewRequest(method, url string, rawBody interface{}) (*Request, error) { panic("stub") }

func NewRequestWithContext(ctx context.Context, method, url string, rawBody interface{}) (*Request, error) {
	panic("stub")
}
