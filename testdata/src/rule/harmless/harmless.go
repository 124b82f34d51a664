// Package harmless has waits and goroutines that are what they seem, and that nobody would
// change: each is a caution, beside a twin that is an error.
package harmless

import (
	"context"
	"net/http"
	"sync"
	"time"

	"github.com/hibiken/asynq"
	"github.com/nsqio/go-nsq"
)

type settings struct{ size, workers int }

// A worker has a channel with room for all messages that are in flight, and another one.
type worker struct {
	set          settings
	work, events chan *nsq.Message
}

func start(set settings, c *nsq.Consumer) {
	w := &worker{set: set, work: make(chan *nsq.Message, set.size), events: make(chan *nsq.Message, set.workers)}
	c.AddConcurrentHandlers(w, w.set.size)
}

func (w *worker) HandleMessage(m *nsq.Message) error {
	w.work <- m   // want `^chanwait: caution: operator \(\*worker\)\.HandleMessage .* sends to w\.work`
	w.events <- m // want `^chanwait: operator \(\*worker\)\.HandleMessage .* sends to w\.events`
	return nil
}

// A limited handler has a slot for each of the framework's.
type limited struct {
	slots, few chan struct{}
}

func serve(concurrency int) {
	n := concurrency
	l := &limited{slots: make(chan struct{}, n), few: make(chan struct{}, n/2)}
	_ = asynq.Config{Concurrency: concurrency}
	new(asynq.ServeMux).HandleFunc("a", l.handle)
}

func (l *limited) handle(ctx context.Context, t *asynq.Task) error {
	l.slots <- struct{}{} // want `^chanwait: caution: operator \(\*limited\)\.handle .* sends to l\.slots`
	defer func() { <-l.slots }()
	l.few <- struct{}{} // want `^chanwait: operator \(\*limited\)\.handle .* sends to l\.few`
	defer func() { <-l.few }()
	return nil
}

// A cache has one goroutine that serves it until its channel is closed.
type cache struct {
	mu      sync.Mutex
	changed chan bool
	keys    map[string]bool
}

func newCache() *cache {
	c := &cache{changed: make(chan bool, 8)}
	go c.clean()
	return c
}

func (c *cache) clean() {
	timer := time.NewTimer(time.Minute)
loop:
	for {
		select {
		case _, ok := <-c.changed:
			if !ok {
				break loop
			}
			timer.Reset(time.Minute)
		case <-timer.C:
			c.drop()
		}
	}
	timer.Stop()
}

func (c *cache) drop() {
	c.mu.Lock()
	defer c.mu.Unlock()
	clear(c.keys)
}

//jobvet:operator bounded
func (c *cache) put(key string) {
	c.mu.Lock()
	c.keys[key] = true
	c.mu.Unlock()
	c.changed <- true // want `^chanwait: caution: `
}

// The goroutine of a log goes when it is told to, and who sends then waits for ever.
type log struct {
	lines chan string
	stop  chan struct{}
}

func newLog() *log {
	l := &log{make(chan string), make(chan struct{})}
	go l.run()
	return l
}

func (l *log) run() {
	for {
		select {
		case <-l.lines:
		case <-l.stop:
			return
		}
	}
}

func (l *log) close() { close(l.stop) }

//jobvet:operator bounded
func (l *log) add(line string) {
	l.lines <- line // want `^chanwait: operator `
}

// The goroutine of a relay waits for somebody else between two elements.
type relay struct{ in, out chan string }

func newRelay() *relay {
	r := &relay{make(chan string), make(chan string)}
	go func() {
		for s := range r.in {
			r.out <- s
		}
	}()
	return r
}

func (r *relay) next() string { return <-r.out }

//jobvet:operator bounded
func (r *relay) add(line string) {
	r.in <- line // want `^chanwait: operator `
}

// The goroutine of a stack serves a few.
type stack struct{ c chan int }

func newStack() *stack {
	s := &stack{make(chan int)}
	go func() {
		for n := range s.c {
			if n < 0 {
				return
			}
		}
	}()
	return s
}

//jobvet:operator bounded
func (s *stack) push(n int) {
	s.c <- n // want `^chanwait: operator `
}

// A message that others finish is kept alive until they say so.
type task struct {
	m    *nsq.Message
	done chan bool
}

type keeper struct{}

func (keeper) HandleMessage(m *nsq.Message) error {
	t := &task{m, make(chan bool)}
	go func() { // want `^gospawn: caution: `
		ticker := time.NewTicker(time.Minute)
		for {
			select {
			case <-ticker.C:
				t.m.Touch()
			case <-t.done:
				ticker.Stop()
				return
			}
		}
	}()
	go func() { // want `^gospawn: operator `
		for range time.Tick(time.Minute) {
			m.Touch()
		}
	}()
	go func() { // want `^gospawn: operator `
		ticker := time.NewTicker(time.Minute)
		for {
			select {
			case <-ticker.C:
				m.HasResponded()
			case <-t.done:
				ticker.Stop()
				return
			}
		}
	}()
	finish <- t // want `^chanwait: `
	return nil
}

var finish = make(chan *task)

func finishes() {
	for t := range finish {
		t.done <- true
		t.m.Finish()
	}
}

func register(c *nsq.Consumer) { c.AddHandler(keeper{}) }

// A server that a message starts stays.
//
//jobvet:operator bounded
func startsServer(s *http.Server) {
	go listen(s)                        // want `^gospawn: caution: `
	go s.Shutdown(context.Background()) // want `^gospawn: operator `
}

func listen(s *http.Server) {
	if err := s.ListenAndServe(); err != nil {
		println(err.Error())
	}
}

// What a new value's channel has room for does not wait.
type box struct{ c chan int }

//jobvet:operator bounded
func newBox(n int) *box {
	b := &box{c: make(chan int, 1)}
	b.c <- n
	return b
}

//jobvet:operator bounded
func fullBox(n int) *box {
	b := &box{c: make(chan int, 1)}
	b.c <- n
	b.c <- n // want `^chanwait: operator `
	return b
}

//jobvet:operator bounded
func sharedBox(n int) *box {
	b := &box{c: make(chan int, 1)}
	b.fill()
	b.c <- n // want `^chanwait: operator `
	return b
}

func (b *box) fill() {
	select {
	case b.c <- 0:
	default:
	}
}
