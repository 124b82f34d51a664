// Package types is a stub of k8s.io/apimachinery/pkg/types: as much of its API
// as the tests need.
package types

type NamespacedName struct {
	Namespace string
	Name      string
}
