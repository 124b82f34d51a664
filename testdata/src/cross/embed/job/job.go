// Package job has operators that use them.
package job

import (
	"context"
	"net/http"

	"cross/embed/api"

	"github.com/hibiken/asynq"
)

type Job struct {
	c *api.Client
	q *api.Quick
}

func (j *Job) ProcessTask(ctx context.Context, t *asynq.Task) error {
	if _, err := j.q.Get("x"); err != nil {
		return err
	}
	_, err := j.c.Get("x") // want `timewait: operator \(\*Job\)\.ProcessTask .* sleeps in time\.Sleep via api\.slow\.RoundTrip \(api\.go:\d+\);`
	return err
}

type Other struct{ o *api.Open }

func NewOther(o *api.Open) *Other { return &Other{o} }

func (o *Other) ProcessTask(ctx context.Context, t *asynq.Task) error {
	_, err := o.o.Get("x")
	return err
}

type Shut struct{ s *api.Shut }

func NewShut(s *api.Shut) *Shut { return &Shut{s} }

func (s *Shut) ProcessTask(ctx context.Context, t *asynq.Task) error {
	_, err := s.s.Get("x")
	return err
}

// Doer is an interface that the clients implement, and so is Twin.
type (
	Doer interface {
		Do(*http.Request) (*http.Response, error)
	}
	Twin interface {
		Do(*http.Request) (*http.Response, error)
	}
)

type Does struct {
	d Doer
	t Twin
}

func NewDoes(d Doer, t Twin) *Does { return &Does{d, t} }

func (d *Does) ProcessTask(ctx context.Context, t *asynq.Task) error {
	r, err := http.NewRequestWithContext(ctx, "GET", "x", nil)
	if err != nil {
		return err
	}
	_, _ = d.t.Do(r)
	_, err = d.d.Do(r)
	return err
}
