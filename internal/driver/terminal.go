package driver

import (
	"fmt"
	"os"
	"runtime"
)

// A style is the number of a terminal's rendition (ECMA-48, SGR).
type style int

const (
	bold   style = 1
	red    style = 31
	yellow style = 33
	blue   style = 34
)

// A painter gives a text a style, or leaves it as it is.
type painter func(style, string) string

func inColour(s style, text string) string { return fmt.Sprintf("\x1b[%dm%s\x1b[0m", s, text) }
func plain(_ style, text string) string    { return text }

// colours are the values of -color.
var colours = [...]string{"auto", "always", "never"}

// painter returns how to paint what goes to standard output. "auto" is a
// terminal that is not dumb, unless NO_COLOR is set (https://no-color.org).
func (c *Command) painter(colour string) painter {
	switch colour {
	case "always":
		return inColour
	case "never":
		return plain
	}
	if c.StdoutTTY && c.getenv("NO_COLOR") == "" && !c.dumb() {
		return inColour
	}
	return plain
}

// dumb reports whether a terminal is known to understand no control sequence.
// A console of Windows says nothing of itself; the terminals that say what
// they are understand all that is used here.
func (c *Command) dumb() bool {
	term := c.getenv("TERM")
	if runtime.GOOS == "windows" && term == "" {
		return c.getenv("WT_SESSION") == ""
	}
	return term == "dumb"
}

// isTerminal reports whether a file is a character device other than the null
// device. Whoever writes to yet another device gets colours there; to know that
// better is not worth a dependency on golang.org/x/term.
func isTerminal(f *os.File) bool {
	info, err := f.Stat()
	if err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return false
	}
	null, err := os.Stat(os.DevNull)
	return err != nil || !os.SameFile(info, null)
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
