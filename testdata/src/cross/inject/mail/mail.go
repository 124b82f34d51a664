// Package mail has constructors for a container.
package mail

import (
	"context"
	"io"
	"net/http"
	"time"
)

type SMTP struct{}

func NewSMTP() *SMTP { return &SMTP{} }

func (*SMTP) Mail(ctx context.Context) error {
	time.Sleep(time.Second)
	return nil
}

type Watch struct{}

func NewWatch() *Watch { return &Watch{} }

func (*Watch) Tick() { time.Sleep(time.Second) }

type paced struct{}

func (paced) RoundTrip(*http.Request) (*http.Response, error) {
	time.Sleep(time.Second)
	return nil, nil
}

func NewClient() (*http.Client, error) { return &http.Client{Transport: paced{}}, nil }

type file struct{}

func (file) Write([]byte) (int, error) {
	time.Sleep(time.Second)
	return 0, nil
}

func NewLog() io.Writer { return file{} }

// Idle is a reader that no constructor asks for.
type idle struct{}

func (idle) Read([]byte) (int, error) {
	time.Sleep(time.Second)
	return 0, nil
}

func NewReader() io.Reader { return idle{} }
