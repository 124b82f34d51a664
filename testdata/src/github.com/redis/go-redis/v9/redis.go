// Package redis is a stub of go-redis.
package redis

type UniversalClient interface{ Close() error }
