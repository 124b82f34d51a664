// Package app fills the fields.
package app

import (
	"log"
	"time"

	"cross/slot/job"

	"github.com/hibiken/asynq"
)

func notify(string) error {
	time.Sleep(time.Second) // want `timewait: operator notify \(job\.Handler\.Notify → asynq, app\.go:\d+\) sleeps in time\.Sleep;`
	return nil
}

func done(name string) {
	go log.Println(name) // want `gospawn: operator done \(job\.Handler\.SetOnDone → asynq, app\.go:\d+\)`
}

func hook() {
	time.Sleep(time.Second) // want `timewait: operator hook \(job\.Handler\.Hooks → asynq, app\.go:\d+\)`
}

func variable() {
	time.Sleep(time.Second) // want `timewait: operator variable \(job\.Hook → asynq, app\.go:\d+\)`
}

// never is put into a field that the handler does not call.
func never() { time.Sleep(time.Second) }

func Register(mux *asynq.ServeMux) {
	h := &job.Handler{Notify: notify, Never: never}
	h.Hooks = append(h.Hooks, hook)
	h.SetOnDone(done)
	job.Hook, job.Unused = variable, never
	job.Register(mux, h)
}
