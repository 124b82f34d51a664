package report

import "fmt"

// A style is the number of a terminal's rendition (ECMA-48, SGR).
type style int

const (
	plain  style = 0
	bold   style = 1
	red    style = 31
	yellow style = 33
	blue   style = 34
	cyan   style = 36
)

// A Painter gives a text a style, or leaves it as it is.
type Painter func(style, string) string

// InColour gives the text the style.
func InColour(s style, text string) string {
	if s == plain {
		return text
	}
	return fmt.Sprintf("\x1b[%dm%s\x1b[0m", s, text)
}

// Plain leaves the text as it is.
func Plain(_ style, text string) string { return text }
