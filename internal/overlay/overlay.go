// Package overlay lets the go command see files with another text than they
// have, by its flag -overlay, and lets a vettool present such files under their
// own names. So the tool's results are those that the files would have with
// that text, and the go command, which knows files by their texts, may cache
// them.
package overlay

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

const (
	// prefix begins the name of the directory of an overlay. In it each file
	// has a directory of its own, with its text, under its own base name, and
	// its path, in a file that is not a Go file.
	prefix     = "jobvet-overlay-"
	originFile = "origin"
)

// Write makes an overlay in which files, by absolute path, have these texts. It
// returns the name of the file for -overlay, and a function that removes the
// overlay.
func Write(texts map[string][]byte) (name string, remove func(), err error) {
	dir, err := os.MkdirTemp("", prefix)
	if err != nil {
		return "", nil, err
	}
	remove = func() { os.RemoveAll(dir) }
	defer func() {
		if err != nil {
			remove()
			err = fmt.Errorf("cannot prepare the check of the fixed code: %w", err)
		}
	}()
	if dir, err = filepath.Abs(dir); err != nil {
		return "", nil, err
	}
	replace := make(map[string]string)
	for path, text := range texts {
		own := filepath.Join(dir, strconv.Itoa(len(replace)))
		if err := os.Mkdir(own, 0o700); err != nil {
			return "", nil, err
		}
		actual := filepath.Join(own, filepath.Base(path))
		if err := os.WriteFile(actual, text, 0o600); err != nil {
			return "", nil, err
		}
		if err := os.WriteFile(filepath.Join(own, originFile), []byte(path), 0o600); err != nil {
			return "", nil, err
		}
		replace[path] = actual
	}
	data, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		return "", nil, err
	}
	name = filepath.Join(dir, "overlay.json")
	return name, remove, os.WriteFile(name, data, 0o600)
}

// Read returns what an overlay's file says: where the texts of files are, by the files'
// absolute paths. Without a name it is nothing.
func Read(name string) (map[string]string, error) {
	if name == "" {
		return nil, nil
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	var file struct{ Replace map[string]string }
	if err := json.Unmarshal(data, &file); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return file.Replace, nil
}

// Origin returns the path of the file that a file of an overlay stands for. It
// is false for other files.
func Origin(actual string) (string, bool) {
	own := filepath.Dir(actual)
	if !strings.HasPrefix(filepath.Base(filepath.Dir(own)), prefix) {
		return "", false
	}
	path, err := os.ReadFile(filepath.Join(own, originFile))
	if err != nil || filepath.Base(string(path)) != filepath.Base(actual) {
		return "", false
	}
	return string(path), true
}
