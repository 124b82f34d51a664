package driver

import (
	"errors"
	"io"
	"os"
	"syscall"
)

// standardOutput returns where the command prints. If standard output was closed
// when the process started, Go has opened the null device in its place, for
// reading as well: what is printed would be lost without a word. Who means to
// drop the output opens that device for writing, as shells do.
func standardOutput() io.Writer {
	null, err := os.Stat(os.DevNull)
	if err != nil {
		return os.Stdout
	}
	info, err := os.Stdout.Stat()
	if err != nil || !os.SameFile(info, null) {
		return os.Stdout
	}
	flags, _, errno := syscall.Syscall(syscall.SYS_FCNTL, os.Stdout.Fd(), syscall.F_GETFL, 0)
	if errno != 0 || flags&syscall.O_ACCMODE != syscall.O_RDWR {
		return os.Stdout
	}
	return closedOutput{}
}

// closedOutput is a standard output that is closed.
type closedOutput struct{}

func (closedOutput) Write([]byte) (int, error) {
	return 0, errors.New("standard output is closed, or is " + os.DevNull + " opened for reading as well")
}
