// Package rabbitmq has every way to make an operator of go-rabbitmq.
package rabbitmq

import (
	"context"
	"time"

	rabbitmq "github.com/wagslane/go-rabbitmq"
	"golang.org/x/time/rate"
)

var lim *rate.Limiter

func run(d rabbitmq.Delivery) rabbitmq.Action {
	_ = lim.Wait(context.TODO()) // want `^ratewait: operator run \(rabbitmq\.Consumer\.Run, rabbitmq\.go:\d+\) blocks in .*: set the consumer's prefetch to 1, so that only one message waits in this process`
	return rabbitmq.Ack
}

func converted(d rabbitmq.Delivery) rabbitmq.Action {
	time.Sleep(1) // want `timewait: operator .*\(rabbitmq\.Handler, `
	return rabbitmq.Ack
}

func shape(d rabbitmq.Delivery) rabbitmq.Action {
	time.Sleep(1) // want `timewait: operator .*\(by its parameters, `
	return rabbitmq.Ack
}

func unused(x int) rabbitmq.Action { time.Sleep(1); return rabbitmq.Ack }

func main() {
	time.Sleep(1)
	var c *rabbitmq.Consumer
	_ = c.Run(run)
	_ = rabbitmq.Handler(converted)
}
