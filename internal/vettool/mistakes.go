package vettool

import (
	"go/scanner"
	"go/token"
	"go/types"
)

// Mistakes are what keeps the source of a package from being checked. As an error it
// is the first of them, as the parser or the type checker says it.
type Mistakes struct {
	List []Mistake
	err  error
}

// A Mistake is one of them.
type Mistake struct {
	Pos     token.Position
	Message string
}

func (m *Mistakes) Error() string { return m.err.Error() }
func (m *Mistakes) Unwrap() error { return m.err }

// mistakes makes one error of those of the parser, or of the type checker.
func mistakes(errs ...error) error {
	m := &Mistakes{err: errs[0]}
	for _, err := range errs {
		switch err := err.(type) {
		case scanner.ErrorList:
			for _, e := range err {
				m.List = append(m.List, Mistake{e.Pos, e.Msg})
			}
		case types.Error:
			m.List = append(m.List, Mistake{err.Fset.Position(err.Pos), err.Msg})
		default:
			return err // of the file system, or another one of no place
		}
	}
	return m
}
