// Package klog is a stub of k8s.io/klog/v2: as much of its API as the tests need.
package klog

func Fatal(args ...any) { panic("stub") }

func Fatalf(format string, args ...any) { panic("stub") }

func Exit(args ...any) { panic("stub") }
