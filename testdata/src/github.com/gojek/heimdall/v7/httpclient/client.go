// Package httpclient is a stub of github.com/gojek/heimdall/v7/httpclient: as much of its
// API as the tests need.
package httpclient

import (
	"net/http"

	"github.com/gojek/heimdall/v7"
)

type Client struct{}

func (c *Client) Do(request *http.Request) (*http.Response, error) { panic("stub") }

func NewClient(opts ...Option) *Client { panic("stub") }

type Option func(*Client)

func WithRetrier(retrier heimdall.Retriable) Option { panic("stub") }

func WithRetryCount(retryCount int) Option { panic("stub") }
