// Package p has functions whose operations are marked with what becomes of them.
package p

import (
	"context"
	"runtime"
	"sync"
	"time"
)

func work() error       { return nil }
func more() bool        { return false }
func use(v ...any)      {}
func beat()             {}
func isLast(n int) bool { return n == 3 }

func begin() chan int {
	c := make(chan int)
	go func() {
		c <- 1
	}()
	return c
}

func takes() { <-begin() }

func drops() { begin() }

// A condition goes both ways, but the same way as long as its parts stay as they are.
func sameCondition(async bool) {
	done := make(chan int)
	if async {
		go func() { // joined
			done <- 1
		}()
	}
	work()
	if async {
		<-done // served
	}
}

func otherCondition(async, wait bool) {
	done := make(chan int)
	if async {
		go func() { // stranded
			done <- 1
		}()
	}
	if wait {
		<-done // hangs
	}
}

func perElement(xs []bool) {
	for _, x := range xs {
		done := make(chan int)
		if x {
			go func() { // joined
				done <- 1
			}()
		}
		if x {
			<-done // served
		}
	}
}

// A bool of the function's own is known.
func flag() {
	done, pending := make(chan int), false
	if more() {
		pending = true
		go func() { // joined
			done <- 1
		}()
	}
	if pending {
		<-done // served
	}
}

func loopOverFlag() {
	c := make(chan int)
	go func() { // joined
		c <- 1
		c <- 2
		close(c)
	}()
	for open := true; open; {
		_, open = <-c // served
	}
}

// A counter may never reach the limit on another path: what comes after is in doubt.
func counter(xs []int) {
	done, left := make(chan int), len(xs)
	for range xs {
		go func() { // loose
			done <- 1
		}()
	}
	for left > 0 {
		<-done // unknown
		left--
	}
}

// What is received may tell that no more comes.
func sentinel() {
	c := make(chan int)
	go func() { // loose
		c <- 1
		c <- 2
		c <- 3
	}()
	for {
		if v := <-c; isLast(v) { // unknown
			return
		}
	}
}

func failure(xs []int) error {
	c := make(chan error)
	for range xs {
		go func() { // stranded
			c <- work()
		}()
	}
	for range xs {
		if err := <-c; err != nil { // served
			return err
		}
	}
	return nil
}

// Numbers that are not known are equal.
func counted(n int, xs []int) {
	c := make(chan int, n-1)
	for range xs {
		c <- 1 // hangs
	}
}

func countedRoom(n int, xs []int) {
	c := make(chan int, n)
	for i := 0; i < len(xs); i++ {
		c <- 1 // served
	}
}

func large() {
	c := make(chan int, 1000)
	for range 1000 {
		c <- 1 // served
	}
}

func larger() {
	c := make(chan int, 1000)
	for range 1001 {
		c <- 1 // unknown
	}
}

// A panic that is recovered runs what is deferred, and so does the end of a goroutine.
func recovered() {
	c := make(chan int)
	go func() { // joined
		defer func() {
			recover()
			c <- 1
		}()
		panic("x")
	}()
	<-c // served
}

func exits() {
	c := make(chan int)
	go func() { // joined
		defer close(c)
		runtime.Goexit()
	}()
	<-c // served
}

func panics() {
	c := make(chan int)
	go func() { // joined
		if more() {
			panic("the process ends")
		}
		c <- 1
	}()
	<-c // served
}

// A channel that is nil is never ready.
func nilChannel() {
	var c chan int
	d := make(chan int, 1)
	d <- 1   // served
	select { // served
	case <-c:
	case <-d:
	}
	<-c // hangs
}

func untilNil() {
	c := make(chan int)
	go func() { // joined
		c <- 1
		close(c)
	}()
	for in := c; in != nil; {
		if _, ok := <-in; !ok { // served
			in = nil
		}
	}
}

// What leaves the function may be served by others.
type box struct{ c chan int }

func leaves(b *box) {
	c := make(chan int)
	b.c = c
	<-c // unknown
}

func leavesLater(b *box) {
	c := make(chan int)
	c <- 1 // hangs
	b.c = c
}

func addressed() {
	c := make(chan int)
	use(&c)
	<-c // unknown
}

func captured() {
	var c chan int
	set := func() { c = make(chan int, 1) }
	set()
	c <- 1 // unknown
}

// Work that is not known returns, but not for certain.
func workTakesLong(cond *sync.Cond, f func()) {
	c, d := make(chan int), make(chan int)
	go func() { // joined
		f()
		c <- 1
	}()
	go func() { // joined
		cond.Wait()
		d <- 1
	}()
	<-c // unknown
	<-d // unknown
}

// Groups.
func group(xs []int) {
	var wg sync.WaitGroup
	for range xs {
		wg.Add(1)
		go func() { // joined
			defer wg.Done()
			beat()
		}()
	}
	wg.Wait() // served
}

func addedInside() {
	var wg sync.WaitGroup
	go func() { // early
		wg.Add(1)
		defer wg.Done()
	}()
	wg.Wait() // served
}

func onceClosed() {
	var once sync.Once
	c := make(chan int)
	go func() { // joined
		once.Do(func() { close(c) })
	}()
	<-c // served
}

// Goroutines that end by what the function does on each way out.
func released(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	go func() { // released
		for {
			select { // served
			case <-time.After(time.Second):
				beat()
			case <-ctx.Done():
				return
			}
		}
	}()
	return work()
}

func notReleased(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	go func() { // loose
		<-ctx.Done() // unknown
	}()
	if err := work(); err != nil {
		return err
	}
	cancel()
	return nil
}

func timed() {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	<-ctx.Done() // unknown
}

// A goroutine that answers late is left alone for ever.
func lateAnswer(ctx context.Context) error {
	c := make(chan error)
	go func() { // stranded
		c <- work()
	}()
	select { // served
	case err := <-c:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

func lateAnswerRoom(ctx context.Context) error {
	c := make(chan error, 1)
	go func() { // loose
		c <- work()
	}()
	select { // served
	case err := <-c:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

func labels(xs []int) {
	c := make(chan int)
	go func() { // joined
		c <- 1
	}()
outer:
	for {
		for range xs {
			select { // served
			case <-c:
				break outer
			}
		}
	}
}

func typeDefault(x any) {
	c := make(chan int)
	go func() { // joined
		defer close(c)
		switch x := x.(type) {
		case int:
			c <- x // served
		default:
		}
	}()
	for range c { // served
	}
}

func typeDefaultLeaves(x any) {
	c := make(chan int)
	go func() {
		switch x.(type) {
		case int:
			close(c)
		default:
		}
	}()
	for range c { // hangs
	}
}

func roomOfVariable() {
	n := 3
	c := make(chan int, n)
	c <- 1 // served
	c <- 2 // served
	c <- 3 // served
	c <- 4 // hangs
}

func roundsOfVariable() {
	n := 3
	c := make(chan int, 2)
	go func() { // stranded
		for range n {
			c <- 1
		}
	}()
}

// A record has channels and groups in its fields.
type record struct {
	wg     sync.WaitGroup
	out    chan int
	done   chan struct{}
	cancel context.CancelFunc
	n      int
}

var kept []*record

func (r *record) run() {
	defer close(r.done)
	r.out <- r.n
}

func (r record) copied() { r.wg.Done() }

func (r *record) finish() { r.wg.Done() }

func (r *record) keep() { kept = append(kept, r) }

func newRecord() *record {
	r := &record{out: make(chan int), done: make(chan struct{})}
	go r.run()
	return r
}

func (r *record) stop() {
	<-r.out
	<-r.done
}

func answers() {
	r := &record{out: make(chan int), done: make(chan struct{})}
	go r.run() // joined
	<-r.out    // served
	<-r.done   // served
}

func noAnswer() {
	r := record{out: make(chan int), done: make(chan struct{})}
	go r.run() // joined
	<-r.done   // hangs
}

func stops() {
	r := newRecord()
	defer r.stop()
	work()
}

func inField(xs []int) {
	var r record
	for range xs {
		r.wg.Add(1)
		go r.finish() // joined
	}
	r.wg.Wait() // served
}

func onCopy(xs []int) {
	r := &record{}
	for range xs {
		r.wg.Add(1)
		go r.copied()
	}
	r.wg.Wait() // hangs
}

func neverMade() {
	var r record
	r.out <- 1 // hangs
}

func madeLater() {
	var r record
	r.out = make(chan int, 1)
	r.out <- 1 // served
}

func cancels() {
	r := new(record)
	var ctx context.Context
	ctx, r.cancel = context.WithCancel(context.Background())
	defer r.cancel()
	go func() { // released
		<-ctx.Done()
	}()
}

type embeds struct {
	sync.WaitGroup
	out chan int
}

func embedded() {
	e := &embeds{out: make(chan int, 1)}
	e.Add(1)
	go func() { // joined
		defer e.Done()
		e.out <- 1
	}()
	e.Wait() // served
}

// What others have, they may serve.
func handsOver(queue chan *record, sink chan chan int, all map[string]*record) {
	a := &record{out: make(chan int)}
	queue <- a
	<-a.out // unknown
	b := &record{out: make(chan int)}
	use(b)
	<-b.out // unknown
	c := &record{out: make(chan int)}
	c.keep()
	<-c.out // unknown
	d := &record{out: make(chan int)}
	all["d"] = d
	<-d.out // unknown
	e := make(chan int)
	sink <- e
	<-e // unknown
	f := &record{out: make(chan int)}
	later(f.run)
	<-f.out // unknown
	g := &record{out: make(chan int)}
	pointer(&g.out)
	<-g.out // unknown
	h := &record{out: make(chan int)}
	*h = record{out: e}
	<-h.out // unknown
	i := &record{out: make(chan int)}
	later(func() { i.run() })
	<-i.out // unknown
	j := make(chan int)
	anything(nil, j)
	<-j // unknown
	var wg sync.WaitGroup
	wg.Add(1)
	later(wg.Done)
	wg.Wait() // unknown
}

var delayed []func()

func later(f func()) { delayed = append(delayed, f) }

func pointer(c *chan int) { *c = nil }

func anything(c chan int, x any) { use(x) }

func onCopy1() {
	r := &record{}
	r.wg.Add(1)
	go r.copied()
	r.wg.Wait() // hangs
}

func onCopy2() {
	r := &record{}
	r.wg.Add(1)
	r.copied()
	r.wg.Wait() // hangs
}

func onCopy3() {
	r := &record{}
	r.wg.Add(1)
	r.wg.Wait() // hangs
}

type runner interface{ run() }

func runs(r runner) { r.run() }

func asInterface() {
	r := &record{out: make(chan int), done: make(chan struct{})}
	go runs(r)
	<-r.out // unknown
}

func asAny() {
	c := make(chan int)
	go anything(nil, c)
	<-c // unknown
}

// What was asked and is never asked again does not multiply the states.
func manyQuestions(a, b, c, d, e, f, g, h, i, j, k, l, m bool) {
	n := 0
	for _, q := range []bool{a, b} {
		if q {
			n++
		}
	}
	if a {
		n++
	}
	if b {
		n++
	}
	if c {
		n++
	}
	if d {
		n++
	}
	if e {
		n++
	}
	if f {
		n++
	}
	if g {
		n++
	}
	if h {
		n++
	}
	if i {
		n++
	}
	if j {
		n++
	}
	if k {
		n++
	}
	if l {
		n++
	}
	if m {
		n++
	}
	ch := make(chan int)
	go func() { // joined
		ch <- n
	}()
	<-ch // served
}

// What is asked again goes the same way.
func askedAgain(a bool) {
	ch := make(chan int)
	if a {
		go func() { // joined
			ch <- 1
		}()
	}
	if a {
		<-ch // served
	}
}
