package finding

import (
	"fmt"
	"slices"
	"strings"

	"github.com/jobvet/jobvet/internal/nearest"
)

// A Level is how serious a finding is.
type Level int

// The levels, in their order. None is the level of what is no finding.
const (
	None Level = iota
	Hint
	Caution
	Error
)

var levelNames = [...]string{Hint: "hint", Caution: "caution", Error: "error"}

// LevelNames returns the names of the levels, the lowest first.
func LevelNames() []string { return slices.Clone(levelNames[Hint:]) }

// String returns "hint", "caution" or "error".
func (l Level) String() string {
	if l <= None || int(l) >= len(levelNames) {
		return fmt.Sprintf("Level(%d)", int(l))
	}
	return levelNames[l]
}

// ParseLevel returns the level of the given name.
func ParseLevel(name string) (Level, error) {
	if i := slices.Index(levelNames[:], name); i > 0 {
		return Level(i), nil
	}
	return None, fmt.Errorf("unknown level %q: known are %s%s", name, strings.Join(LevelNames(), ", "), nearest.Hint(name, "", LevelNames()))
}

// MarshalText returns the name of the level; None has the empty one.
func (l Level) MarshalText() ([]byte, error) {
	if l == None {
		return nil, nil
	}
	return []byte(l.String()), nil
}

// UnmarshalText reads what MarshalText returned.
func (l *Level) UnmarshalText(text []byte) (err error) {
	*l = None
	if len(text) > 0 {
		*l, err = ParseLevel(string(text))
	}
	return err
}
