// Package exits is a library of the user's that ends the process.
package exits

import (
	"fmt"
	"log"
	"os"
	"runtime"
)

// Check exits, but not by itself.
func Check(err error) {
	if err != nil {
		die(err)
	}
}

func die(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

// Background starts a goroutine that panics, Guarded one that is recovered.
func Background(err error) {
	go func() { panic(err) }()
}

func Guarded(err error) {
	go func() {
		defer Recover()
		panic(err)
	}()
}

// Recover is for deferred calls.
func Recover() {
	if r := recover(); r != nil {
		log.Print(r)
	}
}

// Leave ends the goroutine of its caller.
func Leave() { runtime.Goexit() }

// Panic panics.
func Panic(err error) { log.Panic(err) }
