// Package rxgo has the ways to make an operator of RxGo.
package rxgo

import (
	"context"
	"time"

	"github.com/reactivex/rxgo/v2"
	"golang.org/x/time/rate"
)

var lim *rate.Limiter

func mapped(ctx context.Context, x interface{}) (interface{}, error) {
	_ = lim.Wait(ctx)                  // want `ratewait: caution: operator`
	return x, lim.Wait(context.TODO()) // want `^ratewait: operator mapped \(rxgo\.Observable\.Map, rxgo\.go:\d+\) blocks in .*: wait on the operator's own context: lim\.Wait\(ctx\)`
}

func keep(x interface{}) bool {
	time.Sleep(1) // want `timewait: operator .*\(rxgo\.Observable\.Filter, `
	return true
}

func next(x interface{}) {
	time.Sleep(1) // want `timewait: operator .*\(rxgo\.Observable\.ForEach, `
}

func failed(err error) {
	time.Sleep(1) // want `timewait: operator .*\(rxgo\.Observable\.ForEach, `
}

func completed() {
	time.Sleep(1) // want `timewait: operator .*\(rxgo\.Observable\.ForEach, `
}

func reduce(ctx context.Context, a, x interface{}) (interface{}, error) {
	time.Sleep(1) // want `timewait: operator .*\(rxgo\.Observable\.Reduce, `
	return a, nil
}

func key(i rxgo.Item) int {
	time.Sleep(1) // want `timewait: operator .*\(rxgo\.Observable\.GroupBy, `
	return 0
}

func retry(err error) bool {
	time.Sleep(1) // want `timewait: operator .*\(rxgo\.Observable\.Retry, `
	return false
}

func combine(xs ...interface{}) interface{} {
	time.Sleep(1) // want `timewait: operator .*\(rxgo\.CombineLatest, `
	return nil
}

func single(ctx context.Context, x interface{}) (interface{}, error) {
	time.Sleep(1) // want `timewait: operator .*\(rxgo\.Single\.Map, `
	return x, nil
}

func unused(x interface{}) bool                         { time.Sleep(1); return true }
func produce(ctx context.Context, out chan<- rxgo.Item) { time.Sleep(1) }

func main() {
	time.Sleep(1)
	o := rxgo.Just(1)()
	o.Map(mapped).Filter(keep)
	o.Map(func(ctx context.Context, x interface{}) (interface{}, error) {
		time.Sleep(1) // want `timewait: operator .*\(rxgo\.Observable\.Map, `
		return x, nil
	})
	o.ForEach(next, failed, completed)
	o.Reduce(reduce)
	o.GroupBy(1, key)
	o.Retry(1, retry)
	rxgo.CombineLatest(combine, nil)
	o.All(nil).Map(single)
	rxgo.Create([]rxgo.Producer{produce})
}
