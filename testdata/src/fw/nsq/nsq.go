// Package nsq has every way to make an operator of NSQ.
package nsq

import (
	"context"
	"time"

	"github.com/nsqio/go-nsq"
	"golang.org/x/time/rate"
)

var lim *rate.Limiter

type handler struct{}

func (*handler) HandleMessage(m *nsq.Message) error {
	return lim.Wait(context.TODO()) // want `^ratewait: operator \(\*handler\)\.HandleMessage \(nsq\.Consumer\.AddHandler, nsq\.go:\d+\) blocks in .*: set MaxInFlight of nsq\.Config so low that no message times out while others wait`
}

func (*handler) LogFailedMessage(m *nsq.Message) { time.Sleep(1) }

type concurrent struct{}

func (concurrent) HandleMessage(m *nsq.Message) error {
	time.Sleep(1) // want `timewait: operator .*\(nsq\.Consumer\.AddConcurrentHandlers, `
	return nil
}

type implemented struct{}

func (implemented) HandleMessage(m *nsq.Message) error {
	time.Sleep(1) // want `timewait: operator .*\(implements nsq\.Handler, `
	return nil
}

func converted(m *nsq.Message) error {
	time.Sleep(1) // want `timewait: operator .*\(nsq\.HandlerFunc, `
	return nil
}

func shape(m *nsq.Message) error {
	time.Sleep(1) // want `timewait: operator .*\(by its parameters, `
	return nil
}

// later answers for itself.
func later(m *nsq.Message) error {
	m.DisableAutoResponse()
	go m.Finish()
	return nil
}

func main() {
	time.Sleep(1)
	var c *nsq.Consumer
	c.AddHandler(&handler{})
	c.AddConcurrentHandlers(concurrent{}, 2)
	var h nsq.Handler = nsq.HandlerFunc(converted)
	_ = h
	c.AddHandler(nsq.HandlerFunc(later))
	c.AddHandler(nsq.HandlerFunc(func(m *nsq.Message) error {
		time.Sleep(1) // want `timewait: operator .*\(nsq\.Consumer\.AddHandler, `
		return nil
	}))
}
