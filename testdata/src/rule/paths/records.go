package paths

import (
	"context"
	"sync"
	"time"
)

// A batch has its channel and its group in fields.
type batch struct {
	wg  sync.WaitGroup
	out chan int
}

func (b *batch) run(x int) {
	defer b.wg.Done()
	b.out <- x
}

func (b batch) runCopy(x int) { b.wg.Done() }

//jobvet:operator bounded
func collectsBatch(xs []int) (sum int) {
	b := &batch{out: make(chan int, len(xs))}
	for _, x := range xs {
		b.wg.Add(1)
		go b.run(x)
	}
	b.wg.Wait()
	close(b.out)
	for v := range b.out {
		sum += v
	}
	return sum
}

//jobvet:operator bounded
func withoutRoom(xs []int) {
	b := &batch{out: make(chan int)}
	for _, x := range xs {
		b.wg.Add(1)
		go b.run(x)
	}
	b.wg.Wait() // want `^syncwait: operator withoutRoom .* waits in \(\*sync\.WaitGroup\)\.Wait, on some path for ever; `
}

//jobvet:operator bounded
func onCopies(xs []int) {
	var b batch
	for _, x := range xs {
		b.wg.Add(1)
		go b.runCopy(x)
	}
	b.wg.Wait() // want `^syncwait: operator onCopies .*, on some path for ever; `
}

// A beater beats until it is stopped.
type beater struct {
	cancel     context.CancelFunc
	stop, done chan struct{}
}

func startBeater(ctx context.Context) *beater {
	b := &beater{stop: make(chan struct{}), done: make(chan struct{})}
	ctx, b.cancel = context.WithCancel(ctx)
	go b.beat(ctx) // want `^gospawn: operator forgetsBeater .* starts a goroutine that can outlive the call via startBeater; `
	return b
}

func (b *beater) beat(ctx context.Context) {
	defer close(b.done)
	for {
		select {
		case <-time.After(time.Second):
			beat()
		case <-b.stop:
			return
		case <-ctx.Done():
			return
		}
	}
}

func (b *beater) End() {
	close(b.stop)
	<-b.done
}

//jobvet:operator bounded
func endsBeater(ctx context.Context) {
	b := startBeater(ctx)
	defer b.End()
	work()
}

//jobvet:operator bounded
func cancelsBeater(ctx context.Context) {
	b := startBeater(ctx)
	defer b.cancel()
	work()
}

//jobvet:operator bounded
func forgetsBeater(ctx context.Context) {
	startBeater(ctx)
	work()
}

// A request goes to whoever serves the queue, with the channel for the answer.
type request struct {
	id    int
	reply chan int
}

type asker struct{ requests chan *request }

//jobvet:operator bounded
func (a *asker) asks(ctx context.Context, id int) int {
	r := &request{id, make(chan int, 1)}
	select {
	case a.requests <- r:
	case <-ctx.Done():
		return 0
	}
	select {
	case v := <-r.reply:
		return v
	case <-ctx.Done():
		return 0
	}
}

//jobvet:operator bounded
func asksNobody(id int) int {
	r := &request{id: id}
	return <-r.reply // want `^chanwait: operator asksNobody .* receives from r\.reply, on some path for ever; `
}

// A hub's goroutine may stand before the lock that end holds.
type hub struct {
	mu    sync.Mutex
	names []string
	in    chan string
	done  chan struct{}
}

func newHub() *hub {
	h := &hub{in: make(chan string, 1), done: make(chan struct{})}
	go func() {
		defer close(h.done)
		for name := range h.in {
			h.add(name)
		}
	}()
	return h
}

func (h *hub) add(name string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.names = append(h.names, name)
}

func (h *hub) end() {
	h.mu.Lock()
	defer h.mu.Unlock()
	close(h.in)
	<-h.done // want `^chanwait: operator usesHub .* receives from h\.done`
}

//jobvet:operator bounded
func usesHub(name string) {
	h := newHub()
	h.in <- name
	h.end()
}

type finisher interface{ finish() }

func (b *beater) finish() { close(b.done) }

func finishes(f finisher) { f.finish() }

// The goroutine gets what has the channel, for an interface.
//
//jobvet:operator bounded
func asInterface() {
	b := &beater{done: make(chan struct{})}
	go finishes(b)
	<-b.done // want `^chanwait: caution: operator asInterface .* receives from b\.done; `
}
