// Package app brings operators and implementations together.
package app

import (
	"context"

	"cross/seam/job"
	"cross/seam/mail"
	"cross/seam/port"

	"github.com/hibiken/asynq"
)

type buffer struct{}

func (*buffer) Flush() {}

func Main(mux *asynq.ServeMux, slow bool) {
	var clock port.Clock = mail.Slow{}
	if !slow {
		clock = mail.Quick{}
	}
	h := job.New(
		mail.New(clock), // want `timewait: operator \(\*Handler\)\.ProcessTask \(asynq\.ServeMux\.Handle, job\.go:\d+\) sleeps in time\.Sleep via \(\*job\.Handler\)\.send → \(\*mail\.SMTP\)\.Send → \(\*mail\.SMTP\)\.wait \(mail\.go:\d+\);` `timewait: caution: operator \(\*Handler\)\.ProcessTask .* via .* → (mail\.)?Slow\.Tick \(mail\.go:\d+\);`
		mail.Memory{},
	)
	h.Own = &buffer{}
	job.Register(mux, h)
	job.Reads(mux, mail.NewDisk()) // want `timewait: operator Reads\.func1 .* sleeps in time\.Sleep via mail\.Disk\.Read \(mail\.go:\d+\);`
	mux.HandleFunc("clock", handle)
}

func handle(ctx context.Context, t *asynq.Task) error {
	job.Work(ctx, mail.Slow{}) // want `timewait: caution: operator handle .* sleeps in time\.Sleep via job\.Work → mail\.Slow\.Tick \(mail\.go:\d+\);`
	return nil
}
