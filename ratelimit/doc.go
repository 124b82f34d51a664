// Package ratelimit is a token-bucket rate limiter for code that must not wait.
package ratelimit
