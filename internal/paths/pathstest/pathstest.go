// Package pathstest makes names of files for tests that run on each system.
package pathstest

import (
	"path/filepath"
	"runtime"
	"strings"
)

// Native returns a name, written with slashes, as the system writes it. A name that
// begins with a slash is absolute on Windows, too: it gets a drive.
func Native(name string) string {
	if runtime.GOOS == "windows" && strings.HasPrefix(name, "/") {
		name = "C:" + name
	}
	return filepath.FromSlash(name)
}
