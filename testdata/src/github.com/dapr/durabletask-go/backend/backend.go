// Package backend is a stub of github.com/dapr/durabletask-go/backend: as much of its API
// as the tests need.
package backend

type Logger interface {
	Debug(v ...any)
	Debugf(format string, v ...any)
	Error(v ...any)
	Errorf(format string, v ...any)
	Info(v ...any)
	Infof(format string, v ...any)
	Warn(v ...any)
	Warnf(format string, v ...any)
}
