// Package retry is a stub of k8s.io/client-go/util/retry: as much of its API
// as the tests need.
package retry

import "k8s.io/apimachinery/pkg/util/wait"

func OnError(backoff wait.Backoff, retriable func(error) bool, fn func() error) error { panic("stub") }

func RetryOnConflict(backoff wait.Backoff, fn func() error) error { panic("stub") }
