package golangci

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"

	"github.com/golangci/plugin-module-register/register"

	"github.com/jobvet/jobvet/analyzer"
	"github.com/jobvet/jobvet/internal/textfile"
)

// settings are what a configuration can set under
// linters.settings.custom.jobvet.settings.
type settings struct {
	Level   *string  `json:"level"`
	Rules   []string `json:"rules"`
	Tests   bool     `json:"tests"`
	Catalog string   `json:"catalog"`
}

// parse returns the options that the settings ask for. It reads the catalogue
// file, so that a mistake in it is told before any package is looked at.
func parse(raw any) (analyzer.Options, error) {
	// Related information is left out: golangci-lint makes an issue of each.
	opts := analyzer.Options{NoRelated: true}
	s, err := decode(raw)
	if err != nil {
		return opts, err
	}
	opts.Rules, opts.Tests = s.Rules, s.Tests
	if s.Level != nil {
		if opts.Level, err = analyzer.ParseLevel(*s.Level); err != nil {
			return opts, fmt.Errorf("setting level: %w", err)
		}
	}
	if s.Catalog != "" {
		if opts.Catalog, err = find(s.Catalog); err != nil {
			return opts, err
		}
		if err := renewWith(raw, opts.Catalog); err != nil {
			return opts, err
		}
	}
	return opts, opts.Validate()
}

// decode reads the settings strictly.
func decode(raw any) (settings, error) {
	if m, ok := raw.(map[string]any); ok {
		m = maps.Clone(m)
		delete(m, hashKey)
		raw = m
	}
	s, err := register.DecodeSettings[settings](raw)
	var mismatch *json.UnmarshalTypeError
	switch {
	case errors.As(err, &mismatch) && mismatch.Field == "":
		return s, fmt.Errorf("settings are a map from names to values, not a %s", mismatch.Value)
	case errors.As(err, &mismatch):
		return s, fmt.Errorf("setting %s: got a %s, want %s", mismatch.Field, mismatch.Value, kinds[mismatch.Type.String()])
	case err != nil:
		return s, fmt.Errorf("%w; the settings are level, rules, tests and catalog", err)
	}
	return s, nil
}

// kinds names the Go types of settings as users know them.
var kinds = map[string]string{
	"bool":     "true or false",
	"string":   "a string",
	"[]string": "a list of strings",
}

// find returns the absolute path of a catalogue file. golangci-lint does not tell
// plugins where its configuration is, so that a relative path is looked for as
// golangci-lint looks for its configuration: in the working directory, and then
// in each directory above.
func find(path string) (string, error) {
	if filepath.IsAbs(path) {
		return path, nil
	}
	wd, err := os.Getwd()
	if err != nil {
		return "", fmt.Errorf("setting catalog: %w", err)
	}
	for dir := wd; ; dir = filepath.Dir(dir) {
		file := filepath.Join(dir, path)
		if _, err := os.Stat(file); err == nil {
			return file, nil
		}
		if dir == filepath.Dir(dir) {
			return "", fmt.Errorf("setting catalog: %s is not in %s, nor above", path, wd)
		}
	}
}

// hashKey is the setting that renewWith adds.
const hashKey = "cataloghash"

// renewWith makes golangci-lint forget cached results when the content of a file
// changes. All that its cache knows of a plugin is the plugin's settings, which it
// reads after the plugin has been made: the content's hash goes among them.
func renewWith(raw any, file string) error {
	data, err := textfile.Read(file)
	if err != nil {
		return fmt.Errorf("setting catalog: %w", err)
	}
	if m, ok := raw.(map[string]any); ok {
		m[hashKey] = fmt.Sprintf("%x", sha256.Sum256(data))
	}
	return nil
}
