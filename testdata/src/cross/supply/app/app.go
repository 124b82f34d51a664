// Package app supplies values.
package app

import (
	"net/http"

	"cross/supply/job"
	"cross/supply/net"

	"go.uber.org/fx"
)

var Module = fx.Options(
	job.Module,
	fx.Supply(
		&http.Client{Transport: net.Slow{}}, // want `timewait: operator \(\*fetch\)\.ProcessTask .* via net\.Slow\.RoundTrip \(net\.go:\d+\);`
		&http.Transport{},
		&net.Idle{},
	),
	fx.Supply(fx.Annotate(&net.Mail{}, fx.As(new(job.Sender)))), // want `timewait: operator \(\*send\)\.ProcessTask .* via \(\*net\.Mail\)\.Send \(net\.go:\d+\);`
)
