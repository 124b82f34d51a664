// Package lab runs a job that keeps to a rate limit in several ways on real
// frameworks with their real brokers, counts what becomes of its items, and judges
// whether a way is a cure or does more harm than the wait.
package lab
