// Package typex is a stub of github.com/apache/beam/sdks/v2/go/pkg/beam/core/typex: as much of its API
// as the tests need.
package typex

import "time"

type BundleFinalization interface {
	RegisterCallback(time.Duration, func() error)
}
