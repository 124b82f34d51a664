package catalog

import (
	_ "embed"
	"encoding/json"
	"slices"
	"sync"
)

// The words are names from which jobvet guesses what no table says.
type words struct {
	// Lifecycle are methods of an operator that run once per worker.
	Lifecycle []string `json:"lifecycle"`
	// Ending are methods that end what a value holds.
	Ending []string `json:"ending"`
}

//go:embed words.json
var wordsJSON []byte

var guesses = sync.OnceValue(func() *words {
	w := &words{}
	_ = json.Unmarshal(wordsJSON, w) // a test decodes the embedded file
	return w
})

// IsLifecycle reports whether a method of an operator runs once per worker, by
// its name: of an operator that no table describes.
func IsLifecycle(method string) bool { return slices.Contains(guesses().Lifecycle, method) }

// IsEnding reports whether a method ends what its receiver holds, by its name.
func IsEnding(method string) bool { return slices.Contains(guesses().Ending, method) }
