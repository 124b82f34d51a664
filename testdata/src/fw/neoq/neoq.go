// Package neoq has every way to make an operator of neoq.
package neoq

import (
	"context"
	"time"

	"github.com/acaloiaro/neoq/handler"
	"golang.org/x/time/rate"
)

var lim *rate.Limiter

func handle(ctx context.Context) error {
	_ = lim.Wait(ctx)               // want `ratewait: caution: operator`
	return lim.Wait(context.TODO()) // want `^ratewait: operator handle \(handler\.New, neoq\.go:\d+\) blocks in .*: wait on the operator's own context: lim\.Wait\(ctx\)`
}

func periodic(ctx context.Context) error {
	time.Sleep(1) // want `timewait: operator .*\(handler\.NewPeriodic, `
	return nil
}

func field(ctx context.Context) error {
	time.Sleep(1) // want `timewait: operator .*\(handler\.Handler\.Handle, `
	return nil
}

func converted(ctx context.Context) error {
	time.Sleep(1) // want `timewait: operator .*\(handler\.Func, `
	return nil
}

func unused(ctx context.Context) error { time.Sleep(1); return nil }

func main() {
	time.Sleep(1)
	handler.New("queue", handle)
	handler.NewPeriodic(periodic)
	_ = handler.Handler{Handle: field}
	_ = handler.Func(converted)
}
