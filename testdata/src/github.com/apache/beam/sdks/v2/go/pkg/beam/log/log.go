// Package log is a stub of github.com/apache/beam/sdks/v2/go/pkg/beam/log: as much of its API
// as the tests need.
package log

import "context"

func Exit(ctx context.Context, v ...any) { panic("stub") }

func Exitf(ctx context.Context, format string, v ...any) { panic("stub") }

func Exitln(ctx context.Context, v ...any) { panic("stub") }

func Fatal(ctx context.Context, v ...any) { panic("stub") }

func Fatalf(ctx context.Context, format string, v ...any) { panic("stub") }

func Fatalln(ctx context.Context, v ...any) { panic("stub") }
