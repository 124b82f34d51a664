// Package zap is a stub of go.uber.org/zap: as much of its API as the tests need.
package zap

type Field struct{}

type Logger struct{}

func (*Logger) Fatal(msg string, fields ...Field) { panic("stub") }

func (*Logger) Panic(msg string, fields ...Field) { panic("stub") }

func (*Logger) Error(msg string, fields ...Field) { panic("stub") }

func (*Logger) Sugar() *SugaredLogger { panic("stub") }

func Error(err error) Field { panic("stub") }

type SugaredLogger struct{}

func (*SugaredLogger) Fatalf(template string, args ...any) { panic("stub") }
