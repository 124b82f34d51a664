// Package driver is the logic of the jobvet command: it runs the analyzer on
// packages by way of "go vet", so that results come from the build cache, and
// reports what the analyzer found.
//
// The same executable is the command and the vettool that the command names to
// "go vet"; Main tells the two uses apart.
package driver

import (
	"context"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"

	"golang.org/x/tools/go/analysis"

	"github.com/jobvet/jobvet/internal/report"
	"github.com/jobvet/jobvet/internal/vettool"
)

// A Command is one run of jobvet as a command.
type Command struct {
	// Analyzer is what the vettool runs. The command itself only reads and
	// sets its flags.
	Analyzer *analysis.Analyzer
	// Tool is the absolute path of the vettool, this executable, and New makes it to
	// run in this process.
	Tool string
	New  func() *vettool.Tool

	Stdout, Stderr io.Writer
	// StdoutTTY and StderrTTY tell that they are terminals.
	StdoutTTY, StderrTTY bool
	// Width is how many columns the terminal of standard output has; 0 if it is none.
	Width int
	// Dir is the absolute path of the directory to start in.
	Dir string
	// Env is the environment of the go command.
	Env []string
}

// Main runs the executable, as the command or as the vettool, and returns its
// exit status. As the vettool it does not return.
func Main(newTool func() *vettool.Tool) report.Status {
	args := os.Args[1:]
	tool := newTool()
	tool.Main(args)
	if os.Getenv("GOGC") == "" {
		// Read from source, most of what is allocated stays: a fifth of the time was the
		// collector's, which looked at it again and again.
		debug.SetGCPercent(200)
	}

	exe, err := os.Executable()
	if err != nil {
		say(os.Stderr, "cannot find its own executable, which go vet has to run: %v", err)
		return report.Failed
	}
	dir, err := os.Getwd()
	if err != nil {
		say(os.Stderr, "%v", err)
		return report.Failed
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	c := &Command{
		Analyzer:  tool.Analyzer,
		Tool:      exe,
		New:       newTool,
		Stdout:    os.Stdout,
		Stderr:    os.Stderr,
		StdoutTTY: isTerminal(os.Stdout),
		Width:     width(os.Stdout),
		StderrTTY: isTerminal(os.Stderr),
		Dir:       dir,
		Env:       os.Environ(),
	}
	return c.Run(ctx, args)
}
