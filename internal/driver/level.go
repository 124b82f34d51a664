package driver

import (
	"slices"
	"strings"
)

// A level is how serious a finding is.
type level int

const (
	hint level = iota
	caution
	severe
)

// levelNames are the words of messages, of -level and of JSON.
var levelNames = [...]string{hint: "hint", caution: "caution", severe: "error"}

func (l level) String() string { return levelNames[l] }

// levelOf returns the level of a name, the highest if there is none.
func levelOf(name string) level {
	if i := slices.Index(levelNames[:], name); i >= 0 {
		return level(i)
	}
	return severe
}

// splitMessage takes a diagnostic's message apart, "rule: text" for an error
// and "rule: level: text" for all else: the JSON of go vet has no other place
// for the level.
func splitMessage(rule, message string) (l level, text string) {
	text, ok := strings.CutPrefix(message, rule+": ")
	if !ok {
		return severe, message
	}
	for l, name := range levelNames {
		if rest, ok := strings.CutPrefix(text, name+": "); ok {
			return level(l), rest
		}
	}
	return severe, text
}
