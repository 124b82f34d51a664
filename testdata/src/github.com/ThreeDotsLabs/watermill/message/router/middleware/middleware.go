// Package middleware is a stub of github.com/ThreeDotsLabs/watermill/message/router/middleware: as much of its API
// as the tests need.
package middleware

import "github.com/ThreeDotsLabs/watermill/message"

type DelayOnError struct{}

func (*DelayOnError) Middleware(h message.HandlerFunc) message.HandlerFunc { panic("stub") }
