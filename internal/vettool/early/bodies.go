package early

import "bytes"

// WithoutBodies returns the text of a Go file with blanks in the bodies of its
// functions and methods. Lines and columns of what is left stay. Function literals
// outside of functions keep their bodies. A text that is no Go file is returned as
// it is: the parser says what is wrong with it.
func WithoutBodies(src []byte) []byte {
	out := bytes.Clone(src)
	s := scanner{
		lexer:        lexer{src: out},
		declarations: &declarations{types: make(map[string][]typeRef)},
		file:         &imports{named: make(map[string]string)},
	}
	if bytes.HasPrefix(out, []byte("\ufeff")) {
		s.pos = len("\ufeff")
	}
	s.body = func(from, to int) {
		for i := from; i < to; i++ {
			if out[i] != '\n' {
				out[i] = ' '
			}
		}
	}
	if err := s.run(); err != nil {
		return src
	}
	return out
}
