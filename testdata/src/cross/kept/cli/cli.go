// Package cli runs what it was given before.
package cli

var before []func()

// OnInit keeps functions that Execute calls.
func OnInit(f ...func()) { before = append(before, f...) }

// OnExit keeps some that it does not call.
func OnExit(f func()) { after = f }

var after func()

func Execute() {
	for _, f := range before {
		f()
	}
}
