// Package slack is a stub of github.com/slack-go/slack: as much of its API
// as the tests need.
package slack

import "context"

type Client struct{}

func (api *Client) PostMessage(channelID string) (string, string, error) { panic("stub") }

func (api *Client) PostMessageContext(ctx context.Context, channelID string) (string, string, error) {
	panic("stub")
}

func New(token string, options ...Option) *Client { panic("stub") }

type Option func(*Client)

func OptionDebug(debug bool) func(*Client) { panic("stub") }

func OptionRetry(maxRetries int) func(*Client) { panic("stub") }
