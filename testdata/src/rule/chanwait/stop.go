package chanwait

import (
	"context"

	"github.com/hibiken/asynq"
)

// A loop is told to stop by a channel whose name says so.
type loop struct {
	out, items chan int
	closing    chan struct{}
}

func (l *loop) plain(ctx context.Context, t *asynq.Task) error {
	select { // want `chanwait: caution: operator \(\*loop\)\.plain`
	case l.out <- 1:
	case <-l.closing:
	}
	return nil
}

func (l *loop) commaOK(ctx context.Context, t *asynq.Task) error {
	select { // want `chanwait: caution: operator \(\*loop\)\.commaOK`
	case l.out <- 1:
	case _, ok := <-l.closing:
		_ = ok
	}
	return nil
}

// used takes a value: it is no signal.
func (l *loop) used(ctx context.Context, t *asynq.Task) error {
	select { // want `chanwait: operator \(\*loop\)\.used`
	case l.out <- 1:
	case x := <-l.items:
		_ = x
	}
	return nil
}

func registerLoop(mux *asynq.ServeMux, l *loop) {
	mux.HandleFunc("plain", l.plain)
	mux.HandleFunc("commaOK", l.commaOK)
	mux.HandleFunc("used", l.used)
}
