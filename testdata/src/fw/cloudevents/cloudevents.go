// Package cloudevents has every way to make an operator of CloudEvents.
package cloudevents

import (
	"context"

	cloudevents "github.com/cloudevents/sdk-go/v2"
	"github.com/cloudevents/sdk-go/v2/client"
	"github.com/cloudevents/sdk-go/v2/event"
	"golang.org/x/time/rate"
)

var (
	lim *rate.Limiter
	ch  = make(chan int)
)

func receive(ctx context.Context, e event.Event) error {
	_ = lim.Wait(ctx)
	return lim.Wait(context.Background()) // want `^ratewait: caution: operator receive \(client\.Client\.StartReceiver, cloudevents\.go:\d+\) blocks in .*: end the wait with a time limit that is shorter than the framework's own`
}

func handler(e event.Event) { <-ch } // want `chanwait: caution: operator .*\(client\.NewHTTPReceiveHandler, `

func variable(e event.Event) {
	<-ch // want `chanwait: caution: operator variable \(.*\.NewHTTPReceiveHandler, `
}

func unused(e event.Event) { <-ch }

func main() {
	<-ch
	var c client.Client
	_ = c.StartReceiver(context.Background(), receive)
	_, _ = client.NewHTTPReceiveHandler(context.Background(), nil, handler)
	_, _ = cloudevents.NewHTTPReceiveHandler(context.Background(), nil, variable)
}
