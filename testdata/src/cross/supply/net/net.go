// Package net has clients.
package net

import (
	"net/http"
	"time"
)

type Slow struct{}

func (Slow) RoundTrip(*http.Request) (*http.Response, error) {
	time.Sleep(time.Second)
	return nil, nil
}

type Mail struct{}

func (*Mail) Send() { time.Sleep(time.Second) }

// Idle is what nobody asks for.
type Idle struct{}

func (*Idle) Send() { time.Sleep(time.Second) }
