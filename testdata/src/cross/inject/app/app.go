// Package app gives constructors to containers.
package app

import (
	"cross/inject/job"
	"cross/inject/mail"

	"github.com/hibiken/asynq"
	"go.uber.org/dig"
	"go.uber.org/fx"
)

var module = fx.Module("x",
	fx.Provide(
		fx.Annotate(mail.NewSMTP, fx.As(new(job.Mailer))), // want `timewait: operator \(\*Send\)\.ProcessTask .* sleeps in time\.Sleep via \(\*mail\.SMTP\)\.Mail \(mail\.go:\d+\);`
		mail.NewWatch,
		mail.NewReader,
		mail.NewLog,
		job.NewSend,
		job.NewWrite, // want `timewait: operator \(\*Write\)\.ProcessTask .* via mail\.file\.Write \(mail\.go:\d+\);`
	),
	fx.Invoke(register),
)

func register(mux *asynq.ServeMux, s *job.Send) { mux.Handle("send", s) }

func Main(mux *asynq.ServeMux) error {
	c := dig.New()
	if err := c.Provide(mail.NewClient); err != nil {
		return err
	}
	if err := c.Provide(job.NewFetch); err != nil { // want `timewait: operator \(\*Fetch\)\.ProcessTask .* via mail\.paced\.RoundTrip \(mail\.go:\d+\);`
		return err
	}
	return c.Invoke(func(f *job.Fetch) { mux.Handle("fetch", f) })
}
