// Package unrecovered has operators that panic on the goroutine that their framework runs them on.
package unrecovered

import (
	"context"
	"errors"
	"log"

	"github.com/hibiken/asynq"
	"github.com/robfig/cron/v3"
)

func load() error { return errors.New("no") }

func job() {
	if err := load(); err != nil {
		panic(err) // want `^jobexit: caution: operator job \(cron\.Cron\.AddFunc, .*\) ends the process in panic; `
	}
	must(load())
	log.Panic("no") // want `^jobexit: caution: operator job .* in log\.Panic; `
	guarded()
	_ = safely()
}

func must(err error) {
	if err != nil {
		panic(err) // want `^jobexit: caution: operator job .* via must; `
	}
}

func guarded() {
	defer func() { _ = recover() }()
	panic("no")
}

func safely() (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = errors.New("no")
		}
	}()
	risky()
	return nil
}

func risky() { panic("risky") }

func asserts(kind int) {
	switch kind {
	case 0:
	default:
		panic(kind)
	}
}

// asynq recovers.
func task(ctx context.Context, t *asynq.Task) error {
	if err := load(); err != nil {
		panic(err)
	}
	must(load())
	return nil
}

func main(c *cron.Cron, mux *asynq.ServeMux) {
	c.AddFunc("@daily", job)
	c.AddFunc("@daily", func() { asserts(1) })
	mux.HandleFunc("a", task)
}
