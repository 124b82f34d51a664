package driver

import (
	"fmt"
	"io"

	"github.com/jobvet/jobvet/internal/printable"
)

// say prints a message of the command's own on standard error.
func (c *Command) say(format string, args ...any) { say(c.Stderr, format, args...) }

func say(w io.Writer, format string, args ...any) {
	fmt.Fprint(w, printable.Sprintf("jobvet: "+format+"\n", args...))
}
