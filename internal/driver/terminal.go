package driver

import (
	"os"
	"runtime"

	"golang.org/x/term"

	"github.com/jobvet/jobvet/internal/report"
)

// colours are the values of -color.
var colours = [...]string{"auto", "always", "never"}

// painter returns how to paint what goes to standard output. "auto" is a
// terminal that is not dumb, unless NO_COLOR is set (https://no-color.org).
func (c *Command) painter(colour string) report.Painter {
	switch colour {
	case "always":
		return report.InColour
	case "never":
		return report.Plain
	}
	if c.StdoutTTY && c.getenv("NO_COLOR") == "" && !c.dumb() {
		return report.InColour
	}
	return report.Plain
}

// dumb reports whether a terminal is known to understand no control sequence.
func (c *Command) dumb() bool { return dumb(runtime.GOOS, c.getenv("TERM"), c.getenv("WT_SESSION")) }

// dumb decides for a system by what the environment has as TERM and WT_SESSION. A
// console of Windows does not say what it is; a terminal that does so understands all
// that is used here.
func dumb(goos, term, session string) bool {
	if goos == "windows" && term == "" {
		return session == ""
	}
	return term == "dumb"
}

// isTerminal reports whether a file is a terminal.
func isTerminal(f *os.File) bool { return term.IsTerminal(int(f.Fd())) }

// width returns how many columns a terminal has, 0 for a file that is none. A terminal
// that does not tell has as many as ever.
func width(f *os.File) int {
	if !isTerminal(f) {
		return 0
	}
	if columns, _, err := term.GetSize(int(f.Fd())); err == nil && columns > 0 {
		return columns
	}
	return 80
}

// getenv is os.Getenv on the command's environment.
func (c *Command) getenv(name string) string {
	value := ""
	for _, kv := range c.Env {
		if len(kv) > len(name) && kv[len(name)] == '=' && kv[:len(name)] == name {
			value = kv[len(name)+1:] // the last one counts
		}
	}
	return value
}
