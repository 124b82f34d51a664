// Package textfile reads and writes files that users name: catalogues, baselines,
// drawings and source.
package textfile

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
)

// Limit is the size in bytes of the largest file that is read. Catalogues and
// baselines are far below it.
const Limit = 16 << 20

// Read returns the content of a file. It reads regular files only and none
// beyond Limit: others may have no end, or wait for somebody to write. The error
// names the file; one of the file system's is a *fs.PathError. Read is safe for
// concurrent use.
func Read(name string) ([]byte, error) {
	info, err := os.Stat(name) // to open a device may do something already
	if err != nil {
		var at *fs.PathError
		if errors.As(err, &at) {
			at.Op = "open" // which is what was asked for
		}
		return nil, err
	}
	if kind := kindOf(info.Mode()); kind != "" {
		return nil, fmt.Errorf("%s is %s, not a regular file", name, kind)
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, Limit+1))
	if err != nil {
		return nil, err
	}
	if len(data) > Limit {
		return nil, fmt.Errorf("%s is too large: jobvet reads files of up to %d MiB", name, Limit>>20)
	}
	return data, nil
}

// kindOf says what a file is, "" if it is a regular one.
func kindOf(mode fs.FileMode) string {
	switch {
	case mode.IsRegular():
		return ""
	case mode.IsDir():
		return "a directory"
	case mode&fs.ModeNamedPipe != 0:
		return "a named pipe"
	case mode&fs.ModeSocket != 0:
		return "a socket"
	case mode&fs.ModeDevice != 0:
		return "a device"
	}
	return "something else"
}
