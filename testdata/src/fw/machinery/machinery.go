// Package machinery has every way to make an operator of machinery.
package machinery

import (
	"context"
	"time"

	v1 "github.com/RichardKnop/machinery/v1"
	"github.com/RichardKnop/machinery/v2"
	"github.com/RichardKnop/machinery/v2/tasks"
	"golang.org/x/time/rate"
)

var lim *rate.Limiter

func add(ctx context.Context, x int) (int, error) {
	return x, lim.Wait(context.TODO()) // want `^ratewait: operator add \(machinery\.Server\.RegisterTask, machinery\.go:\d+\) blocks in .*: give the task a queue of its own, and its worker a concurrency of 1`
}

func first(x int) (int, error) {
	time.Sleep(1) // want `timewait: operator .*\(machinery\.Server\.RegisterTasks, `
	return x, nil
}

func second(x int) (int, error) {
	time.Sleep(1) // want `timewait: operator .*\(machinery\.Server\.RegisterTasks, `
	return x, nil
}

func third(x int) (int, error) {
	time.Sleep(1) // want `timewait: operator .*\(machinery\.Server\.RegisterTasks, `
	return x, nil
}

func old(x int) (int, error) {
	time.Sleep(1) // want `timewait: operator old \(.*Server\.RegisterTask, `
	return x, nil
}

func unused(x int) (int, error) { time.Sleep(1); return x, nil }
func before(s *tasks.Signature) { time.Sleep(1) }

func onError(err error) {
	time.Sleep(1) // want `timewait: operator .*\(machinery\.Worker\.SetErrorHandler, `
}

func consume(w *machinery.Worker) bool {
	time.Sleep(1) // want `timewait: operator .*\(machinery\.Worker\.SetPreConsumeHandler, `
	return true
}

func main() {
	time.Sleep(1)
	var s *machinery.Server
	_ = s.RegisterTask("add", add)
	_ = s.RegisterTask("literal", func(x int) error { time.Sleep(1); return nil }) // want `timewait: operator .*\(machinery\.Server\.RegisterTask, `
	_ = s.RegisterTasks(map[string]interface{}{"first": first, "second": second})
	m := make(map[string]interface{})
	m["third"] = third
	_ = s.RegisterTasks(m)
	s.SetPreTaskHandler(before)
	var w *machinery.Worker
	w.SetErrorHandler(onError)
	w.SetPreConsumeHandler(consume)
	var o *v1.Server
	_ = o.RegisterTask("old", old)
}
