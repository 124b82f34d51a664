package job

import (
	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/jobvet/jobvet/ratelimit"
	"golang.org/x/time/rate"
)

func Build(s beam.Scope, xs beam.PCollection) { beam.ParDo(s, &EnrichFn{}, xs) }

var _, _ = rate.NewLimiter, ratelimit.New
