// Package github is a stub of github.com/google/go-github/v73/github: as much of its API
// as the tests need.
package github

import (
	"context"
	"net/http"
)

type Client struct {
	Repositories *RepositoriesService
}

func (c *Client) WithAuthToken(token string) *Client { panic("stub") }

func NewClient(httpClient *http.Client) *Client { panic("stub") }

type RepositoriesService struct{}

func (s *RepositoriesService) ListByOrg(ctx context.Context, org string) error { panic("stub") }
