// Package wait is a stub of k8s.io/apimachinery/pkg/util/wait: as much of its API
// as the tests need.
package wait

type Backoff struct{}
