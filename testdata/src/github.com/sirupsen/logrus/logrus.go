// Package logrus is a stub of github.com/sirupsen/logrus: as much of its API as the tests need.
package logrus

type Entry struct{}

func (*Entry) Fatal(args ...any) { panic("stub") }

func (*Entry) Error(args ...any) { panic("stub") }

func WithError(err error) *Entry { panic("stub") }

func Fatalf(format string, args ...any) { panic("stub") }
