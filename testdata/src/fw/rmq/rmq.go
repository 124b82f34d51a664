// Package rmq has every way to make an operator of rmq.
package rmq

import (
	"context"
	"time"

	"github.com/adjust/rmq/v5"
	"golang.org/x/time/rate"
)

var lim *rate.Limiter

func consume(d rmq.Delivery) {
	_ = lim.Wait(context.TODO()) // want `^ratewait: operator consume \(rmq\.Queue\.AddConsumerFunc, rmq\.go:\d+\) blocks in .*: end the wait with a time limit that is shorter than the framework's own`
}

func consumeBatch(ds rmq.Deliveries) {
	time.Sleep(1) // want `timewait: operator .*\(rmq\.Queue\.AddBatchConsumerFunc, `
}

func converted(d rmq.Delivery) {
	time.Sleep(1) // want `timewait: operator .*\(rmq\.ConsumerFunc, `
}

func unused(x int) { time.Sleep(1) }

func weak(d rmq.Delivery) {
	time.Sleep(1) // want `timewait: caution: operator weak \(by its parameters, `
}

type consumer struct{}

func (*consumer) Consume(d rmq.Delivery) {
	time.Sleep(1) // want `timewait: operator .*\(rmq\.Queue\.AddConsumer, `
}

type batches struct{}

func (batches) Consume(ds rmq.Deliveries) {
	time.Sleep(1) // want `timewait: operator .*\(rmq\.Queue\.AddBatchConsumer, `
}

type implemented struct{}

func (implemented) Consume(d rmq.Delivery) {
	time.Sleep(1) // want `timewait: operator .*\(implements rmq\.Consumer, `
}

func main() {
	time.Sleep(1)
	var q rmq.Queue
	_, _ = q.AddConsumerFunc("tag", consume)
	_, _ = q.AddBatchConsumerFunc("tag", 1, 1, consumeBatch)
	_, _ = q.AddConsumer("tag", &consumer{})
	_, _ = q.AddBatchConsumer("tag", 1, 1, batches{})
	_ = rmq.ConsumerFunc(converted)
}
