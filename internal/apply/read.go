package apply

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// realPath returns the path of a file without symbolic links: what a link
// points at is written, and the link stays.
func realPath(name string) (string, error) {
	path, err := filepath.EvalSymlinks(name)
	if err != nil {
		return "", cause(err)
	}
	return filepath.Abs(path)
}

// readFile reads a regular file.
func readFile(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, cause(err)
	}
	if !info.Mode().IsRegular() {
		return nil, errors.New("it is no regular file")
	}
	text, err := os.ReadFile(path)
	return text, cause(err)
}

// cause is an error without the operation and the path: a FileError names the
// file.
func cause(err error) error {
	var path *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &path):
		return path.Err
	case errors.As(err, &link):
		return link.Err
	}
	return err
}
