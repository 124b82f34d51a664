package directive

import "go/token"

// Covering returns the first directive that suppresses a finding of the rule
// at pos, or nil. Unlike Suppressed it remembers nothing: it is for telling,
// not for deciding.
func (s *Set) Covering(pos token.Pos, rule string) *Directive {
	var first *Directive
	for d := range s.covering(pos, rule) {
		if first == nil || d.Pos < first.Pos {
			first = d
		}
	}
	return first
}
