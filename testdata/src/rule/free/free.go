// Package free has an operator of a framework that tolerates almost all: only
// waits that nothing ends are worth a word there.
package free

import (
	"context"
	"sync"
	"time"

	"github.com/robfig/cron/v3"
	"golang.org/x/time/rate"
)

var (
	lim = rate.NewLimiter(1, 1)
	ch  = make(chan int)
)

func tick() {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	_ = lim.Wait(ctx)
	_ = lim.Wait(context.Background()) // want `^ratewait: caution: operator tick \(cron\.Cron\.AddFunc, free\.go:\d+\) blocks in \(\*rate\.Limiter\)\.Wait; .*: have one run at a time, by cron\.SkipIfStillRunning in the chain`
	<-ch                               // want `chanwait: caution: operator tick`
	select {
	case <-ch:
	case <-ctx.Done():
	}
	go lim.Wait(ctx) // want `rateasync: caution: operator tick`
	go cancel()
	time.Sleep(time.Second)
	var wg sync.WaitGroup
	wg.Wait()
}

func tock() { <-ch }

func main() { cron.New().AddFunc("@hourly", tick) }
