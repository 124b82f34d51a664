package job

import (
	"context"

	"github.com/jobvet/jobvet/ratelimit"
	"github.com/riverqueue/river"
)

type Digest struct{ Mails []Mail }

type Mail struct{ To string }

func (Digest) Kind() string { return "digest" }

type DigestWorker struct {
	river.WorkerDefaults[Digest]
	lim *ratelimit.Limiter
}

func (w *DigestWorker) send(context.Context, Mail) {}
