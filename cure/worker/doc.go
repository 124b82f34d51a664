// Package worker is what the programs of the lab share: each is a worker of one
// framework, whose job keeps to a rate limit and tells this package of each run
// and of each item that it has done.
package worker
