// Package app makes the clients.
package app

import (
	"net/http"
	"time"

	"cross/embed/api"
	"cross/embed/job"

	"github.com/hibiken/asynq"
)

type paced struct{}

func (paced) RoundTrip(r *http.Request) (*http.Response, error) {
	time.Sleep(time.Second) // want `timewait: .*operator \(\*Other\)\.ProcessTask .* via paced\.RoundTrip;`
	return nil, nil
}

func Main(mux *asynq.ServeMux) {
	mux.Handle("other", job.NewOther(&api.Open{Client: &http.Client{Transport: paced{}}}))
	mux.Handle("shut", job.NewShut(&api.Shut{Client: &http.Client{}}))
	mux.Handle("does", job.NewDoes(api.New(), api.NewQuick())) // want `timewait: operator \(\*Does\)\.ProcessTask .* via api\.slow\.RoundTrip \(api\.go:\d+\);`
}
