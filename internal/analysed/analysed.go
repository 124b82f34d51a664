// Package analysed is what the analyzer tells the jobvet command of a file for
// which it makes fixes: which text they are for. Edits are offsets in that
// text, and the file may be another one by the time they are applied: the
// analysis runs in other processes, and the go command may have kept its result.
package analysed

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
)

// Category is the category of the diagnostics whose messages are encoded Files.
const Category = "file"

// A File is a file as it was analysed.
type File struct {
	// Name is the file's path, as the go command gave it.
	Name string `json:"name"`
	// Sum is the Sum of its text.
	Sum string `json:"sum"`
	// Imports maps the paths that it imports under no name of their own to the
	// names of these packages.
	Imports map[string]string `json:"imports,omitempty"`
}

// Sum identifies a text.
func Sum(text []byte) string {
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// Encode returns f as the message of a diagnostic.
func (f *File) Encode() string {
	data, _ := json.Marshal(f) // strings and a map of strings: no error
	return string(data)
}

// Decode reads what Encode returned.
func Decode(message string) (*File, error) {
	f := new(File)
	if err := json.Unmarshal([]byte(message), f); err != nil {
		return nil, err
	}
	return f, nil
}
