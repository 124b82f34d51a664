// Package testfile has a test file, which nobody looks at unless asked to.
package testfile
