package catalog

import (
	"bytes"
	"encoding/json"
	"testing"
)

// What is embedded decodes, with all its keys: where it is read, an error is not expected.
// words.json has a test of its own.
func TestEmbedded(t *testing.T) {
	dec := json.NewDecoder(bytes.NewReader(disguisesJSON))
	dec.DisallowUnknownFields()
	if err := dec.Decode(new(disguiseList)); err != nil {
		t.Error(err)
	}
	if list, err := parseDisguises(disguisesJSON); err != nil || len(list.Calls) == 0 || len(list.Registrations) == 0 {
		t.Errorf("disguises: %v, %v", list, err)
	}
	if _, err := parseDisguises([]byte(`{"calls": [{"method": "M", "func": "func(", "like": "a.B"}]}`)); err == nil {
		t.Error("a wrong shape is no error")
	}
	for _, e := range load(tableFS()).all {
		if _, err := decode(e.fsys, e.name); err != nil {
			t.Error(err)
		}
	}
	if _, err := decode(tableFS(), "nothing"); err == nil {
		t.Error("a missing table is no error")
	}
}
