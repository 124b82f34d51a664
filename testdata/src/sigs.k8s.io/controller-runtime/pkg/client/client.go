// Package client is a stub of sigs.k8s.io/controller-runtime/pkg/client: as much of its
// API as the tests need.
package client

type Client interface{ Scheme() any }

type Object interface{ GetName() string }
