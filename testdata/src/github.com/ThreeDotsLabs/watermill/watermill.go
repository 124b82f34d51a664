// Package watermill is a stub of github.com/ThreeDotsLabs/watermill: as much of its API
// as the tests need.
package watermill

type LogFields map[string]interface{}

func (LogFields) Add(newFields LogFields) LogFields { panic("stub") }

func (LogFields) Copy() LogFields { panic("stub") }

type LoggerAdapter interface {
	Debug(msg string, fields LogFields)
	Error(msg string, err error, fields LogFields)
	Info(msg string, fields LogFields)
	Trace(msg string, fields LogFields)
	With(fields LogFields) LoggerAdapter
}
