// Package github_ratelimit is a stub of
// github.com/gofri/go-github-ratelimit/v2/github_ratelimit: as much of its API as the
// tests need.
package github_ratelimit

import "net/http"

func New(base http.RoundTripper, opts ...any) http.RoundTripper { panic("stub") }

func NewClient(base http.RoundTripper, opts ...any) *http.Client { panic("stub") }
