// Package paths has operators that start goroutines and talk to them: on some path one
// waits for ever, or on none.
package paths

import (
	"context"
	"errors"
	"sync"
	"time"
)

func work() (int, error) { return 0, errors.New("x") }

func beat() {}

// earlyReturn has a goroutine that returns before it sends.
//
//jobvet:operator bounded
func earlyReturn() int {
	res := make(chan int)
	go func() {
		v, err := work()
		if err != nil {
			return
		}
		res <- v
	}()
	return <-res // want `^chanwait: operator earlyReturn .* receives from res, on some path for ever; `
}

//jobvet:operator bounded
func everyPath() (int, error) {
	type answer struct {
		v   int
		err error
	}
	res := make(chan answer)
	go func() {
		v, err := work()
		if err != nil {
			res <- answer{err: err}
			return
		}
		res <- answer{v: v}
	}()
	a := <-res
	return a.v, a.err
}

//jobvet:operator bounded
func neverClosed() (sum int) {
	res := make(chan int)
	go func() {
		for i := range 3 {
			res <- i
		}
	}()
	for v := range res { // want `^chanwait: operator neverClosed .* ranges over res, on some path for ever; `
		sum += v
	}
	return sum
}

//jobvet:operator bounded
func closedOnOnePath(in []int) (sum int) {
	res := make(chan int)
	go func() {
		for range in {
			v, err := work()
			if err != nil {
				return
			}
			res <- v
		}
		close(res)
	}()
	for v := range res { // want `^chanwait: `
		sum += v
	}
	return sum
}

//jobvet:operator bounded
func closedByDefer(in []int) (sum int) {
	res := make(chan int)
	go func() {
		defer close(res)
		for range in {
			v, err := work()
			if err != nil {
				return
			}
			res <- v
		}
	}()
	for v := range res {
		sum += v
	}
	return sum
}

// circular and its goroutine wait for one another.
//
//jobvet:operator bounded
func circular() {
	a, b := make(chan int), make(chan int)
	go func() {
		<-b
		a <- 1
	}()
	<-a // want `^chanwait: `
	b <- 1
}

//jobvet:operator bounded
func inTurn() {
	a, b := make(chan int), make(chan int)
	go func() {
		<-b
		a <- 1
	}()
	b <- 1
	<-a
}

//jobvet:operator bounded
func waitBeforeDrain(xs []int) (sum int) {
	res := make(chan int)
	var wg sync.WaitGroup
	for _, x := range xs {
		wg.Add(1)
		go func() {
			defer wg.Done()
			res <- x
		}()
	}
	wg.Wait() // want `^syncwait: operator waitBeforeDrain .* waits in \(\*sync\.WaitGroup\)\.Wait, on some path for ever; `
	close(res)
	for v := range res {
		sum += v
	}
	return sum
}

//jobvet:operator bounded
func waitAside(xs []int) (sum int) {
	res := make(chan int)
	var wg sync.WaitGroup
	for _, x := range xs {
		wg.Add(1)
		go func() {
			defer wg.Done()
			res <- x
		}()
	}
	go func() {
		wg.Wait()
		close(res)
	}()
	for v := range res {
		sum += v
	}
	return sum
}

//jobvet:operator bounded
func roomBeforeDrain(xs []int) (sum int) {
	res := make(chan int, len(xs))
	var wg sync.WaitGroup
	for _, x := range xs {
		wg.Go(func() { res <- x })
	}
	wg.Wait()
	close(res)
	for v := range res {
		sum += v
	}
	return sum
}

//jobvet:operator bounded
func doneMissed(xs []int) {
	var wg sync.WaitGroup
	for _, x := range xs {
		wg.Add(1)
		go func() {
			if x < 0 {
				return
			}
			_, _ = work()
			wg.Done()
		}()
	}
	wg.Wait() // want `^syncwait: operator doneMissed `
}

//jobvet:operator bounded
func groupByValue(xs []int) {
	var wg sync.WaitGroup
	for range xs {
		wg.Add(1)
		go func(wg sync.WaitGroup) { defer wg.Done() }(wg)
	}
	wg.Wait() // want `^syncwait: `
}

//jobvet:operator bounded
func groupByPointer(xs []int) {
	var wg sync.WaitGroup
	for range xs {
		wg.Add(1)
		go func(wg *sync.WaitGroup) { defer wg.Done() }(&wg)
	}
	wg.Wait()
}

// addedInside may wait before the goroutine has begun.
//
//jobvet:operator bounded
func addedInside() {
	var wg sync.WaitGroup
	go func() { // want `^gospawn: operator addedInside .* starts a goroutine that can outlive the call; `
		wg.Add(1)
		defer wg.Done()
		_, _ = work()
	}()
	wg.Wait()
}

func watch(done chan bool, xs []int) {
	for range xs {
	}
}

//jobvet:operator bounded
func untouched(xs []int) {
	done := make(chan bool)
	go watch(done, xs)
	<-done // want `^chanwait: `
}

func tell(done chan bool) { done <- true }

//jobvet:operator bounded
func touched() {
	done := make(chan bool)
	go tell(done)
	<-done
}

//jobvet:operator bounded
func counts() int {
	res := make(chan int)
	go func() { res <- 1 }()
	return <-res + <-res // want `^chanwait: `
}

//jobvet:operator bounded
func countsTwo() int {
	res := make(chan int)
	go func() { res <- 1; res <- 2 }()
	return <-res + <-res
}

// firstError leaves the other senders alone.
//
//jobvet:operator bounded
func firstError(xs []int) error {
	errc := make(chan error)
	for range xs {
		go func() { // want `^gospawn: operator firstError .* starts a goroutine that on some path waits for ever; .*: give its channel room for all that it sends, or wait for it on every path before returning$`
			_, err := work()
			errc <- err
		}()
	}
	for range xs {
		if err := <-errc; err != nil {
			return err
		}
	}
	return nil
}

//jobvet:operator bounded
func allErrors(xs []int) (all error) {
	errc := make(chan error)
	for range xs {
		go func() {
			_, err := work()
			errc <- err
		}()
	}
	for range xs {
		all = errors.Join(all, <-errc)
	}
	return all
}

//jobvet:operator bounded
func fastest(xs []int) error {
	errc := make(chan error)
	for range xs {
		go func() { errc <- nil }() // want `^gospawn: `
	}
	return <-errc
}

//jobvet:operator bounded
func fastestRoom(xs []int) error {
	errc := make(chan error, len(xs))
	for range xs {
		go func() { errc <- nil }()
	}
	return <-errc
}

func begin() chan error {
	ch := make(chan error)
	go func() { ch <- nil }() // want `^gospawn: operator drops .* starts a goroutine that on some path waits for ever via begin; `
	return ch
}

//jobvet:operator bounded
func drops() { begin() }

//jobvet:operator bounded
func takes() error { return <-begin() }

// heartbeats ends its goroutine when it returns.
//
//jobvet:operator bounded
func heartbeats(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	go beats(ctx)
	_, err := work()
	return err
}

// heartbeatsOn does not.
//
//jobvet:operator bounded
func heartbeatsOn(ctx context.Context) error {
	go beats(ctx) // want `^gospawn: operator heartbeatsOn .* starts a goroutine that can outlive the call; `
	_, err := work()
	return err
}

func beats(ctx context.Context) {
	t := time.NewTicker(time.Second)
	defer t.Stop()
	for {
		select {
		case <-t.C:
			beat()
		case <-ctx.Done():
			return
		}
	}
}

//jobvet:operator bounded
func stops(ctx context.Context) error {
	defer every(ctx, beat)()
	_, err := work()
	return err
}

//jobvet:operator bounded
func stopsOnSuccess(ctx context.Context) error {
	stop := every(ctx, beat)
	if _, err := work(); err != nil {
		return err
	}
	stop()
	return nil
}

func every(ctx context.Context, f func()) (stop func()) {
	done := make(chan struct{})
	go func() { // want `^gospawn: operator stopsOnSuccess .* starts a goroutine that can outlive the call via every; `
		for {
			select {
			case <-done:
				return
			case <-ctx.Done():
				return
			case <-time.After(time.Second):
				f()
			}
		}
	}()
	return func() { close(done) }
}

// handsOver leaves work behind, although it closes the channel.
//
//jobvet:operator bounded
func handsOver(xs []int) {
	jobs := make(chan int)
	go func() { // want `^gospawn: operator handsOver .* starts a goroutine that can outlive the call; `
		for range jobs {
			_, _ = work()
		}
	}()
	for _, x := range xs {
		jobs <- x
	}
	close(jobs)
}
