// Package github_secondary_ratelimit is a stub of
// github.com/gofri/go-github-ratelimit/v2/github_ratelimit/github_secondary_ratelimit: as
// much of its API as the tests need.
package github_secondary_ratelimit

type Option func()

func WithNoSleep(callback func()) Option { panic("stub") }

func WithTotalSleepLimit(limit int, callback func()) Option { panic("stub") }
