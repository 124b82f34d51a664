// Package nats has every way to make an operator of NATS.
package nats

import (
	"context"
	"time"

	nats "github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
	"github.com/nats-io/nats.go/micro"
	"golang.org/x/time/rate"
)

var lim *rate.Limiter

func consume(msg jetstream.Msg) {
	_ = lim.Wait(context.TODO()) // want `^ratewait: operator consume \(jetstream\.Consumer\.Consume, nats\.go:\d+\) blocks in .*: set MaxAckPending of the consumer so low that no message is redelivered while others wait`
}

func push(msg jetstream.Msg) {
	time.Sleep(1) // want `timewait: operator .*\(jetstream\.PushConsumer\.Consume, `
}

func subscribe(msg *nats.Msg) {
	_ = lim.Wait(context.TODO()) // want `^ratewait: operator subscribe \(nats\.Conn\.Subscribe, nats\.go:\d+\) blocks in .*: at a stop call Drain, with a DrainTimeout in which all that waits is done: core NATS keeps nothing$`
	time.Sleep(1)                // want `timewait: operator .*\(nats\.Conn\.Subscribe, `
}

func queue(msg *nats.Msg) {
	time.Sleep(1) // want `timewait: operator .*\(nats\.Conn\.QueueSubscribe, `
}

func js(msg *nats.Msg) {
	time.Sleep(1) // want `timewait: operator .*\(nats\.JetStream\.Subscribe, `
}

func jsQueue(msg *nats.Msg) {
	time.Sleep(1) // want `timewait: operator .*\(nats\.JetStream\.QueueSubscribe, `
}

func encoded(subject string, v *int) {
	time.Sleep(1) // want `timewait: operator .*\(nats\.EncodedConn\.Subscribe, `
}

func converted(msg *nats.Msg) {
	time.Sleep(1) // want `timewait: operator .*\(nats\.MsgHandler, `
}

func endpoint(r micro.Request) {
	time.Sleep(1) // want `timewait: operator .*\(micro\.Service\.AddEndpoint, `
}

func grouped(r micro.Request) {
	time.Sleep(1) // want `timewait: operator .*\(micro\.Group\.AddEndpoint, `
}

func shape(r micro.Request) {
	time.Sleep(1) // want `timewait: operator .*\(by its parameters, `
}

func weak(msg *nats.Msg) {
	time.Sleep(1) // want `timewait: caution: operator weak \(by its parameters, `
}

func weakStream(msg jetstream.Msg) {
	time.Sleep(1) // want `timewait: caution: operator weakStream \(by its parameters, `
}

func convertedStream(msg jetstream.Msg) {
	time.Sleep(1) // want `timewait: operator .*\(jetstream\.MessageHandler, `
}

func withContext(ctx context.Context, r micro.Request) {
	_ = lim.Wait(ctx) // want `ratewait: caution: operator`
	time.Sleep(1)     // want `timewait: operator .*\(micro\.ContextHandler, `
}

type handler struct{}

func (handler) Handle(r micro.Request) {
	time.Sleep(1) // want `timewait: operator .*\(implements micro\.Handler, `
}

type configured struct{}

func (configured) Handle(r micro.Request) {
	time.Sleep(1) // want `timewait: operator .*\(micro\.EndpointConfig\.Handler, `
}

func unused(s string) { time.Sleep(1) }

func main() {
	time.Sleep(1)
	var c jetstream.Consumer
	_, _ = c.Consume(consume)
	_, _ = c.Consume(func(msg jetstream.Msg) { time.Sleep(1) }) // want `timewait: operator .*\(jetstream\.Consumer\.Consume, `
	var p jetstream.PushConsumer
	_, _ = p.Consume(push)
	var nc *nats.Conn
	_, _ = nc.Subscribe("s", subscribe)
	_, _ = nc.QueueSubscribe("s", "q", queue)
	var j nats.JetStream
	_, _ = j.Subscribe("s", js)
	_, _ = j.QueueSubscribe("s", "q", jsQueue)
	var e *nats.EncodedConn
	_, _ = e.Subscribe("s", encoded)
	_ = nats.MsgHandler(converted)
	_ = jetstream.MessageHandler(convertedStream)
	var s micro.Service
	_ = s.AddEndpoint("e", micro.HandlerFunc(endpoint))
	var g micro.Group
	_ = g.AddEndpoint("e", micro.HandlerFunc(grouped))
	_ = micro.ContextHandler(context.Background(), withContext)
	_ = micro.EndpointConfig{Handler: configured{}}
}
