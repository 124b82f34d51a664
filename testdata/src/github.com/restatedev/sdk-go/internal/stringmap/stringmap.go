// Package stringmap is a stub of github.com/restatedev/sdk-go/internal/stringmap: as much of its API
// as the tests need.
package stringmap

import (
	"encoding/json"
	"iter"
)

type Map interface {
	json.Marshaler
	Get(key string) string
	Iter() iter.Seq2[string, string]
	ToMap() map[string]string
}
