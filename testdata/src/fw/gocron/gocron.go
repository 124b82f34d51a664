// Package gocron has every way to make an operator of gocron.
package gocron

import (
	"context"
	"time"

	"github.com/go-co-op/gocron/v2"
	"github.com/google/uuid"
	"golang.org/x/time/rate"
)

var (
	lim *rate.Limiter
	ch  = make(chan int)
)

func task(ctx context.Context, n int) {
	_ = lim.Wait(ctx)
	_ = lim.Wait(context.Background()) // want `^ratewait: caution: operator task \(gocron\.NewTask, gocron\.go:\d+\) blocks in .*: have one run at a time, by gocron\.WithSingletonMode`
	time.Sleep(1)
}

func before(id uuid.UUID, name string) { <-ch }
func unused(n int)                     { <-ch }

func main() {
	<-ch
	gocron.NewTask(task, 1)
	gocron.NewTask(func() {
		<-ch // want `chanwait: caution: operator .*\(gocron\.NewTask, `
	})
	gocron.BeforeJobRuns(before)
}
