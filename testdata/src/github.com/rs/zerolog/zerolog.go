// Package zerolog is a stub of github.com/rs/zerolog: as much of its API as the tests need.
package zerolog

type Event struct{}

func (*Event) Err(err error) *Event { panic("stub") }

func (*Event) Msg(msg string) { panic("stub") }
