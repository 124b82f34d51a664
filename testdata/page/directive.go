package job

import (
	"context"

	"github.com/riverqueue/river"
	"golang.org/x/time/rate"
)

type MailArgs struct{ To string }

func (MailArgs) Kind() string { return "mail" }

type MailWorker struct {
	river.WorkerDefaults[MailArgs]
	lim *rate.Limiter
}
