//go:build !linux

package driver

import (
	"io"
	"os"
)

// standardOutput returns where the command prints.
func standardOutput() io.Writer { return os.Stdout }
