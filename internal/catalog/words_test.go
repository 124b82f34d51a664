package catalog

import (
	"bytes"
	"encoding/json"
	"testing"
)

// TestWords: the file has no key that nobody reads, and the names are told apart.
func TestWords(t *testing.T) {
	d := json.NewDecoder(bytes.NewReader(wordsJSON))
	d.DisallowUnknownFields()
	if err := d.Decode(&words{}); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		method            string
		lifecycle, ending bool
	}{
		{"Setup", true, false}, {"Close", true, true}, {"Commit", false, true}, {"Work", false, false}, {"close", false, false}, {"", false, false},
	} {
		if IsLifecycle(test.method) != test.lifecycle || IsEnding(test.method) != test.ending {
			t.Errorf("%q: lifecycle %v, ending %v", test.method, IsLifecycle(test.method), IsEnding(test.method))
		}
	}
}
