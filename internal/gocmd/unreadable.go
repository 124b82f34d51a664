package gocmd

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"

	"github.com/jobvet/jobvet/internal/paths"
)

// A file or directory that cannot be read keeps the go command from looking for
// the packages of a pattern: a link to nowhere, a directory of another user's.
// It lists the pattern then as if that were a package, with an error of the
// file system's.

// fileError is such an error: "pattern ./...: open a/b: permission denied".
var fileError = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(?:pattern .*: )?[a-zA-Z]+ (.+): [^:]+$`)
})

// unreadable returns the absolute path of the file or directory that cannot be
// read, "" if that is not the error. One that is not there is none: it is what
// a wrong pattern names. dir is where the pattern starts.
func (e *loadError) unreadable(dir string) string {
	m := fileError().FindStringSubmatch(e.Err)
	if m == nil {
		return ""
	}
	file := paths.Absolute(dir, filepath.FromSlash(m[1]))
	if _, err := os.Lstat(file); errors.Is(err, fs.ErrNotExist) {
		return ""
	}
	return file
}

// directoryOf returns the directory of a file, and a directory as it is.
func directoryOf(file string) string {
	if info, err := os.Stat(file); err == nil && info.IsDir() {
		return file
	}
	return filepath.Dir(file)
}

// localPattern is the pattern that names a directory.
func localPattern(dir, file string) string {
	rel, err := filepath.Rel(dir, file)
	switch {
	case err != nil:
		return filepath.ToSlash(file)
	case rel == "." || rel == ".." || strings.HasPrefix(rel, ".."+string(filepath.Separator)):
		return filepath.ToSlash(rel)
	}
	return "./" + filepath.ToSlash(rel)
}

// waysAround returns patterns for what is left out of the search of a pattern
// that ended at something that cannot be read: all directories that are not on
// the way there, and those below a file's own. The go command has listed the
// packages on the way before it got there.
func (p *listedPackage) waysAround(dir string) (ways []string) {
	root, wild := strings.CutSuffix(p.ImportPath, "/...")
	file := p.Error.unreadable(dir)
	if !wild || file == "" {
		return nil
	}
	at := paths.Absolute(dir, filepath.FromSlash(root))
	rel, err := filepath.Rel(at, directoryOf(file))
	if err != nil || !filepath.IsLocal(rel) {
		return nil // the pattern is no path
	}
	for _, next := range append(strings.Split(rel, string(filepath.Separator)), "") {
		if next == "." {
			continue
		}
		entries, _ := os.ReadDir(at) // none of the directory that cannot be read
		for _, e := range entries {
			if below := filepath.Join(at, e.Name()); e.IsDir() && e.Name() != next && searched(below) {
				ways = append(ways, localPattern(dir, below)+"/...")
			}
		}
		at = filepath.Join(at, next)
	}
	return ways
}

// searched reports whether the go command looks for packages in a directory that
// it comes upon.
func searched(dir string) bool {
	name := filepath.Base(dir)
	if name[0] == '.' || name[0] == '_' || name == "testdata" || name == "vendor" {
		return false
	}
	return !isModule(dir)
}
