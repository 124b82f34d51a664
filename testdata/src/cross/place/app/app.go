// Package app makes clients and gives them to operators.
package app

import (
	"net/http"
	"os"
	"time"

	"cross/place/client"
	"cross/place/job"

	"github.com/hibiken/asynq"
)

type waits struct{ http.RoundTripper }

func (w waits) RoundTrip(r *http.Request) (*http.Response, error) {
	time.Sleep(time.Second) // want `timewait: operator shared .* sleeps in time\.Sleep via waits\.RoundTrip;`
	return w.RoundTripper.RoundTrip(r)
}

// unused is a transport of a client that no operator gets.
type unused struct{ http.RoundTripper }

func (u unused) RoundTrip(r *http.Request) (*http.Response, error) {
	time.Sleep(time.Second)
	return u.RoundTripper.RoundTrip(r)
}

type pings struct{}

func (pings) Ping() {
	time.Sleep(time.Second) // want `timewait: operator \(\*Anonymous\)\.ProcessTask .* sleeps in time\.Sleep via pings\.Ping;`
}

type never struct{}

func (never) Ping() { time.Sleep(time.Second) }

func Main(mux *asynq.ServeMux) {
	mux.Handle("fetch", job.NewFetch(client.Named(client.New(), "x"))) // want `timewait: caution: operator \(\*Fetch\)\.ProcessTask .* sleeps in time\.Sleep via \(\*client\.slow\)\.RoundTrip \(client\.go:\d+\);`
	mux.Handle("quick", job.NewQuick(client.Plain()))
	mux.Handle("option", job.NewOption(job.WithClient(client.New()))) // want `timewait: caution: operator \(\*Option\)\.ProcessTask .* via \(\*client\.slow\)\.RoundTrip`
	mux.HandleFunc("handler", job.Handler(fetching()))                // want `timewait: operator job\.Handler\(\) .* via \(\*client\.slow\)\.RoundTrip` `timewait: caution: operator Handler\.func1 `
	mux.HandleFunc("prints", job.Prints(client.Open()))               // want `timewait: caution: operator job\.Prints\(\) .* via client\.file\.Write` `timewait: caution: operator Prints\.func1 `
	mux.HandleFunc("prints", job.Prints(os.Stdout))
	mux.Handle("anonymous", &job.Anonymous{P: pings{}, Q: never{}})
	client.Shared = &http.Client{Transport: waits{http.DefaultTransport}}
	mux.HandleFunc("does", job.Does(client.New(), client.Plain())) // want `timewait: operator job\.Does\(\) .* sleeps in time\.Sleep via \(\*client\.slow\)\.RoundTrip` `timewait: caution: operator Does\.func1 `
	job.Register(mux, nil)
	c := &http.Client{Transport: unused{http.DefaultTransport}}
	_, _ = c.Get("x")
}

func fetching() *http.Client {
	c := client.New()
	c.Timeout = time.Minute
	return c
}
