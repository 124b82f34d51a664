package directive

import (
	"go/token"
	"slices"
)

// Covering returns the first directive that suppresses a finding of the rule
// at pos, or nil. Unlike Suppressed it remembers nothing: it is for telling,
// not for deciding.
func (s *Set) Covering(pos token.Pos, rule string) *Directive {
	for _, d := range s.directives {
		if d.Kind != Local && !(d.Kind == Ignore && slices.Contains(d.Rules, rule)) {
			continue
		}
		for _, sp := range d.spans {
			if sp.from <= pos && pos < sp.to {
				return d
			}
		}
	}
	return nil
}
