// Package paths turns the names of files that are relative to a directory into
// absolute ones, and back. Its functions only look at the names.
package paths

import "path/filepath"

// Absolute returns path, which is relative to dir if it is relative at all.
func Absolute(dir, path string) string {
	if filepath.IsAbs(path) {
		return filepath.Clean(path)
	}
	return filepath.Join(dir, path)
}

// Relative returns file as seen from dir if it is below dir, else as it is.
func Relative(dir, file string) string {
	if !filepath.IsAbs(file) {
		return file
	}
	rel, err := filepath.Rel(dir, file)
	if err != nil || !filepath.IsLocal(rel) {
		return file
	}
	return rel
}
