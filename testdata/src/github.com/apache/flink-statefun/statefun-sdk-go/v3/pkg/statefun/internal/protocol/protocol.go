// Package protocol is a stub of github.com/apache/flink-statefun/statefun-sdk-go/v3/pkg/statefun/internal/protocol: as much of its API
// as the tests need.
package protocol

type FromFunction_EgressMessage struct{}
