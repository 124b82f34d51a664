package paths

import (
	"encoding/json"
	"io"
	"sync"
	"time"
)

// Sends that fit the room that is left when they are made.
//
//jobvet:operator
func takesTurns() int {
	c := make(chan int, 1)
	c <- 1
	a := <-c
	c <- 2
	return a + <-c
}

//jobvet:operator
func loops(xs []int) (sum int) {
	c := make(chan int, 1)
	for _, x := range xs {
		c <- x
		sum += <-c
	}
	return sum
}

//jobvet:operator
func overfills() {
	c := make(chan int, 1)
	c <- 1
	c <- 2 // want `^chanwait: operator overfills .* sends to c, on some path for ever; `
}

//jobvet:operator
func nested() int {
	c, d := make(chan chan int, 1), make(chan int, 1)
	d <- 1
	c <- d
	return <-<-c
}

//jobvet:operator
func nestedEmpty() int {
	c, d := make(chan chan int, 1), make(chan int, 1)
	c <- d
	return <-<-c // want `^chanwait: `
}

type line chan int

func (l line) recv() int { return <-l }

//jobvet:operator bounded
func method() int {
	l := make(line)
	go func() { l <- 1 }()
	return l.recv()
}

func fill(c chan<- int, n int) {
	for i := range n {
		c <- i
	}
}

//jobvet:operator
func passedDown(n int) {
	c := make(chan int, n)
	fill(c, n)
	close(c)
}

// Certain hangs are errors whatever the policy.
//
//jobvet:operator free
func hangs(which int) {
	switch which {
	case 0:
		<-make(chan int) // want `^chanwait: operator hangs .* on some path for ever`
	case 1:
		select {} // want `^chanwait: operator hangs .* waits for ever in select {}, on some path for ever`
	case 2:
		var c chan int
		c <- 1 // want `^chanwait: `
	}
}

//jobvet:operator
func sendsFirst() chan error {
	c := make(chan error)
	c <- nil // want `^chanwait: operator sendsFirst .* sends to c, on some path for ever; `
	return c
}

//jobvet:operator bounded
func sendsAside() chan error {
	c := make(chan error, 1)
	c <- nil
	return c
}

// What a package keeps for itself, and never ends.
type kept struct {
	stop, quit chan struct{}
	cond, told *sync.Cond
	ready      bool
}

func newKept() *kept {
	return &kept{
		stop: make(chan struct{}), quit: make(chan struct{}),
		cond: sync.NewCond(new(sync.Mutex)), told: sync.NewCond(new(sync.Mutex)),
	}
}

func (k *kept) stopped() <-chan struct{} { return k.stop }

func (k *kept) end() {
	close(k.quit)
	k.told.Broadcast()
}

//jobvet:operator
func (k *kept) wait() {
	<-k.stopped() // want `^chanwait: operator .* receives from k\.stopped\(\) for ever, since nobody is at the other end; `
}

//jobvet:operator bounded
func (k *kept) waitQuit() {
	<-k.quit // want `^chanwait: operator .* receives from k\.quit; `
}

//jobvet:operator
func (k *kept) waitCond() {
	k.cond.L.Lock()
	for !k.ready {
		k.cond.Wait() // want `^syncwait: operator .* for ever, since nobody signals the condition; `
	}
	k.cond.L.Unlock()
}

//jobvet:operator
func (k *kept) waitTold() {
	k.told.L.Lock()
	for !k.ready {
		k.told.Wait() // want `^syncwait: caution: `
	}
	k.told.L.Unlock()
}

// The other end may be a goroutine of the same call.
var results = make(chan int)

func produce() { results <- 1 }

//jobvet:operator
func global() int {
	go produce()     // want `^gospawn: caution: `
	return <-results // want `^chanwait: caution: `
}

// Timers that are drained, or not.
type timed struct {
	timer *time.Timer
	reset chan struct{}
}

//jobvet:operator
func (l *timed) drainsTwice(done <-chan struct{}) {
	for {
		select {
		case <-l.timer.C:
		case <-l.reset:
			if !l.timer.Stop() {
				<-l.timer.C // want `^timewait: `
			}
			l.timer.Reset(time.Second)
		case <-done:
			return
		}
	}
}

//jobvet:operator
func (l *timed) drainsOnce(done <-chan struct{}) {
	for {
		select {
		case <-l.timer.C:
			l.timer.Reset(time.Second)
		case <-l.reset:
			if !l.timer.Stop() {
				<-l.timer.C
			}
			l.timer.Reset(time.Second)
		case <-done:
			return
		}
	}
}

//jobvet:operator
func stoppedInTime() {
	t := time.NewTimer(time.Second)
	if t.Stop() {
		<-t.C // want `^timewait: `
	}
	if t.Reset(time.Minute) {
		<-t.C // want `^timewait: `
	}
}

//jobvet:operator
func drains() {
	t := time.NewTimer(time.Second)
	if !t.Stop() {
		<-t.C
	}
	t.Reset(time.Second)
	if stopped := t.Stop(); !stopped {
		<-t.C
	}
}

// A semaphore in methods of its own: to give a slot back does not wait.
type slots struct{ sem, wake chan struct{} }

func newSlots(n int) *slots {
	return &slots{sem: make(chan struct{}, n), wake: make(chan struct{}, 1)}
}

func (s *slots) reserve() { s.sem <- struct{}{} } // want `^chanwait: operator \(\*slots\)\.limited .* sends to s\.sem via \(\*slots\)\.reserve; `

func (s *slots) release() { <-s.sem }

//jobvet:operator bounded
func (s *slots) limited() {
	s.reserve()
	defer s.release()
	beat()
}

func (s *slots) sleep() { <-s.wake } // want `^chanwait: operator \(\*slots\)\.woken .* receives from s\.wake via \(\*slots\)\.sleep; `

func (s *slots) wakeUp() { s.wake <- struct{}{} }

//jobvet:operator bounded
func (s *slots) woken() { s.sleep() }

// A callback that runs after the call, unless it is stopped.
//
//jobvet:operator bounded
func stopsTimer() {
	t := time.AfterFunc(time.Second, beat)
	defer t.Stop()
	beat()
}

//jobvet:operator bounded
func leavesTimer() {
	time.AfterFunc(time.Second, beat) // want `^gospawn: caution: `
	beat()
}

// A pipe ends when its writer is closed.
//
//jobvet:operator bounded
func pipes(v any) ([]byte, error) {
	pr, pw := io.Pipe()
	go func() { pw.CloseWithError(json.NewEncoder(pw).Encode(v)) }()
	return io.ReadAll(pr)
}

//jobvet:operator bounded
func pipesOn(v any, post func(io.Reader) error) error {
	pr, pw := io.Pipe()
	go func() { // want `^gospawn: caution: `
		pw.CloseWithError(json.NewEncoder(pw).Encode(v))
	}()
	return post(pr)
}

//jobvet:operator bounded
func pipesNot(v any, post func(io.Reader) error) error {
	pr, pw := io.Pipe()
	go func() { // want `^gospawn: operator pipesNot `
		json.NewEncoder(pw).Encode(v)
	}()
	return post(pr)
}
