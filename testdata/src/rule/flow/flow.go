// Package flow has the ways on which a function comes to its registration.
package flow

import (
	"context"
	"sync"
	"time"

	"github.com/ThreeDotsLabs/watermill/components/cqrs"
	"github.com/hibiken/asynq"
	"golang.org/x/time/rate"
)

var lim *rate.Limiter

type handlerFunc = func(context.Context, *asynq.Task) error

func inMap(ctx context.Context, t *asynq.Task) error {
	time.Sleep(1) // want `timewait: operator inMap \(asynq\.ServeMux\.HandleFunc, `
	return nil
}

func inTable(ctx context.Context, t *asynq.Task) error {
	time.Sleep(1) // want `timewait: operator inTable \(asynq\.ServeMux\.HandleFunc, `
	return nil
}

func inPackageMap(ctx context.Context, t *asynq.Task) error {
	time.Sleep(1) // want `timewait: operator inPackageMap \(asynq\.ServeMux\.HandleFunc, `
	return nil
}

func inAppended(ctx context.Context, t *asynq.Task) error {
	time.Sleep(1) // want `timewait: operator inAppended \(asynq\.ServeMux\.HandleFunc, `
	return nil
}

func returned(ctx context.Context, t *asynq.Task) error {
	time.Sleep(1) // want `timewait: operator returned \(asynq\.ServeMux\.HandleFunc, `
	return nil
}

func named(ctx context.Context, t *asynq.Task) error {
	time.Sleep(1) // want `timewait: operator named \(asynq\.ServeMux\.HandleFunc, `
	return nil
}

func option(ctx context.Context, t *asynq.Task) error {
	time.Sleep(1) // want `timewait: operator option \(withHandler → asynq\.ServeMux\.HandleFunc, `
	return nil
}

func chosen(ctx context.Context, t *asynq.Task) error {
	time.Sleep(1) // want `timewait: operator chosen \(asynq\.ServeMux\.HandleFunc, `
	return nil
}

func asserted(ctx context.Context, t *asynq.Task) error {
	time.Sleep(1) // want `timewait: operator asserted \(asynq\.ServeMux\.HandleFunc, `
	return nil
}

func pointed(ctx context.Context, t *asynq.Task) error {
	time.Sleep(1) // want `timewait: operator pointed \(asynq\.ServeMux\.HandleFunc, `
	return nil
}

func twice(ctx context.Context, t *asynq.Task) error {
	time.Sleep(1) // want `timewait: operator twice \(asynq\.ServeMux\.HandleFunc, `
	return nil
}

var handlers = map[string]handlerFunc{"a": inPackageMap}

func get() (handlerFunc, error) { return returned, nil }

func getNamed() (h handlerFunc) {
	h = named
	return
}

type server struct {
	mux *asynq.ServeMux
	fn  handlerFunc
	h   asynq.Handler
}

type serverOption func(*server)

func withHandler(fn handlerFunc) serverOption {
	return func(s *server) { s.fn = fn }
}

func newServer(h asynq.Handler, opts ...serverOption) *server {
	s := &server{h: h}
	for _, o := range opts {
		o(s)
	}
	return s
}

func (s *server) start() {
	s.mux.HandleFunc("fn", s.fn)
	s.mux.Handle("h", s.h)
}

type task struct{ lim *rate.Limiter }

func (t *task) ProcessTask(ctx context.Context, _ *asynq.Task) error {
	return t.lim.Wait(context.TODO()) // want `ratewait: operator \(\*task\)\.ProcessTask \(newServer → asynq\.ServeMux\.Handle, |ratewait: operator \(\*task\)\.ProcessTask \(implements asynq\.Handler, `
}

type email struct{}

// register is a generic wrapper.
func register[T any](mux *asynq.ServeMux, fn func(context.Context, T) error) {
	mux.HandleFunc("t", func(ctx context.Context, t *asynq.Task) error {
		var v T
		return fn(ctx, v)
	})
}

func send(ctx context.Context, e email) error {
	time.Sleep(1) // want `timewait: operator send \(register → `
	return nil
}

// registry is generic.
type registry[T any] struct{ mux *asynq.ServeMux }

func (r *registry[T]) add(fn func(context.Context, T) error) {
	r.mux.HandleFunc("t", func(ctx context.Context, t *asynq.Task) error {
		var v T
		return fn(ctx, v)
	})
}

func add(ctx context.Context, e email) error {
	time.Sleep(1) // want `timewait: operator add \(.*add → `
	return nil
}

// chain wraps a handler in a handler.
func chain(next handlerFunc) handlerFunc {
	return func(ctx context.Context, t *asynq.Task) error {
		time.Sleep(1) // want `timewait: operator chain\.func1 \(asynq\.ServeMux\.HandleFunc, `
		return next(ctx, t)
	}
}

func chained(ctx context.Context, t *asynq.Task) error {
	time.Sleep(1) // want `timewait: operator chained \(chain → asynq`
	return nil
}

type command struct{}

func (command) HandlerName() string { return "" }
func (command) NewCommand() any     { return nil }
func (command) Handle(ctx context.Context, cmd any) error {
	time.Sleep(1) // want `timewait: operator command\.Handle \(cqrs\.CommandProcessor\.AddHandlers, `
	return nil
}

// each registers the functions of a slice, which is no variadic parameter.
func each(mux *asynq.ServeMux, fns []handlerFunc) {
	for _, fn := range fns {
		mux.HandleFunc("each", fn)
	}
}

func inSlice(ctx context.Context, t *asynq.Task) error {
	time.Sleep(1) // want `timewait: operator inSlice \(each → asynq\.ServeMux\.HandleFunc, `
	return nil
}

func notRegistered(x int) error {
	time.Sleep(1)
	return nil
}

// calls runs the functions of a slice.
func calls(fns []func()) {
	for _, fn := range fns {
		fn()
	}
}

func callsAll(fns ...func()) { calls(fns) }

func ran(ctx context.Context, t *asynq.Task) error {
	calls([]func(){func() {
		time.Sleep(1) // want `timewait: operator ran \(`
	}})
	callsAll(func() {
		time.Sleep(2) // want `timewait: operator ran \(`
	})
	time.Sleep(delay()) // want `ratewait: operator ran .* sleeps for`
	var wg sync.WaitGroup
	wg.Add(1)
	go func(wg *sync.WaitGroup) { defer wg.Done() }(&wg)
	wg.Wait()
	for v := range generate(ctx) { // it is closed in the end
		_ = v
	}
	<-generate(ctx)
	return nil
}

// delay asks the limiter how long to wait.
func delay() time.Duration { return lim.Reserve().Delay() }

// generate returns a channel that its goroutine closes.
func generate(ctx context.Context) <-chan int {
	out := make(chan int)
	go func() {
		defer close(out)
		select {
		case out <- 1:
		case <-ctx.Done():
		}
	}()
	return out
}

func main() {
	mux := asynq.NewServeMux()
	for name, h := range map[string]handlerFunc{"a": inMap} {
		mux.HandleFunc(name, h)
	}
	for _, h := range []struct {
		name string
		fn   handlerFunc
	}{{"b", inTable}} {
		mux.HandleFunc(h.name, h.fn)
	}
	for name, h := range handlers {
		mux.HandleFunc(name, h)
	}
	var list []handlerFunc
	list = append(list, inAppended)
	for _, h := range list {
		mux.HandleFunc("l", h)
	}
	h, err := get()
	_ = err
	mux.HandleFunc("r", h)
	mux.HandleFunc("n", getNamed())
	newServer(&task{}, withHandler(option)).start()
	var pick handlerFunc
	if err != nil {
		pick = chosen
	}
	mux.HandleFunc("p", pick)
	var boxed any = asserted
	mux.HandleFunc("a", boxed.(handlerFunc))
	ptr := &pointed1
	mux.HandleFunc("ptr", *ptr)
	register(mux, send)
	(&registry[email]{mux}).add(add)
	mux.HandleFunc("c", chain(chained))
	var cp *cqrs.CommandProcessor
	all := []cqrs.CommandHandler{command{}}
	_ = cp.AddHandlers(all...)
	each(mux, []handlerFunc{inSlice})
	mux.HandleFunc("ran", ran)
	mux.HandleFunc("1", twice)
	mux.HandleFunc("2", twice)
}

var pointed1 handlerFunc = pointed
