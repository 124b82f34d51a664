// Package resty is a stub of github.com/go-resty/resty/v2: as much of its API
// as the tests need.
package resty

import (
	"context"
	"net/http"
)

type Client struct{}

func New() *Client { panic("stub") }

func NewWithClient(hc *http.Client) *Client { panic("stub") }

func (c *Client) R() *Request { panic("stub") }

func (c *Client) SetBaseURL(url string) *Client { panic("stub") }

func (c *Client) SetRetryCount(count int) *Client { panic("stub") }

type Request struct{}

func (r *Request) Get(url string) (*Response, error) { panic("stub") }

func (r *Request) SetContext(ctx context.Context) *Request { panic("stub") }

type Response struct{}
