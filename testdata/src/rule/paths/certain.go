package paths

import (
	"context"
	"log"
)

// A deferred function sends for the goroutine that panics.
//
//jobvet:operator bounded
func sendsFromRecover(n int) int {
	res := make(chan int)
	go func() {
		defer func() {
			if r := recover(); r != nil {
				res <- 0
			}
		}()
		if n < 0 {
			panic("negative")
		}
		res <- n
	}()
	return <-res
}

//jobvet:operator bounded
func logsFromRecover(n int) int {
	res := make(chan int)
	go func() {
		defer func() {
			if r := recover(); r != nil {
				log.Println(r)
			}
		}()
		if n < 0 {
			panic("negative")
		}
		res <- n
	}()
	return <-res // want `^chanwait: operator logsFromRecover .*, on some path for ever`
}

// A deferred function that always sends sends twice.
//
//jobvet:operator bounded
func sendsAlways(n int) int {
	res := make(chan int)
	go func() { // want `^gospawn: .* waits for ever`
		defer func() {
			if recover() == nil {
				res <- 0
			}
		}()
		res <- n
	}()
	return <-res
}

// What stands behind a wait that never ends is not said as well.
//
//jobvet:operator bounded
func bothSend() {
	req, resp := make(chan int), make(chan int)
	go func() {
		resp <- 0
		<-req
	}()
	req <- 1 // want `^chanwait: `
	<-resp
}

func full(x int) chan int {
	c := make(chan int)
	c <- x // want `^chanwait: operator receivesFull `
	return c
}

//jobvet:operator free
func receivesFull() int { return <-full(1) }

// Contexts that nothing ends, and channels that nobody can have.
//
//jobvet:operator free
func never(which int) {
	switch which {
	case 0:
		<-context.Background().Done() // want `^chanwait: operator never `
	case 1:
		ctx := context.TODO()
		select { // want `^chanwait: operator never `
		case <-ctx.Done():
		}
	case 2:
		<-(chan int)(nil) // want `^chanwait: operator never `
	}
}

//jobvet:operator free
func forGood() {
	for {
		select {} // want `^chanwait: operator forGood `
	}
}

// A default case that is taken before the other end has come loses the signal.
//
//jobvet:operator bounded
func signalsOrNot() {
	done := make(chan struct{})
	go func() {
		select {
		case done <- struct{}{}:
		default:
		}
	}()
	<-done // want `^chanwait: `
}

//jobvet:operator bounded
func signalsWithRoom() {
	done := make(chan struct{}, 1)
	go func() {
		select {
		case done <- struct{}{}:
		default:
		}
	}()
	<-done
}

// A function in a variable, made anew in each round of a loop.
//
//jobvet:operator bounded
func leavesInLoop(stop chan bool) {
	for {
		done := make(chan bool)
		tell := func() { done <- true }
		go tell() // want `^gospawn: .* on some path waits for ever`
		select {
		case <-stop:
			return
		case <-done:
		}
	}
}

//jobvet:operator bounded
func joinsInLoop(xs []int) {
	for range xs {
		done := make(chan bool)
		tell := func() { done <- true }
		go tell()
		<-done
	}
}

// Nobody is at the other end of the only case.
type mute struct{ c chan bool }

func newMute() *mute { return &mute{make(chan bool)} }

func (m *mute) ready() <-chan bool { return m.c }

func listenMute(m *mute) {
	select { // want `^chanwait: operator hears .* since nobody is at the other end`
	case <-m.ready():
	}
}

//jobvet:operator free
func hears(m *mute) { listenMute(m) }
