// Package saramaold has every way to make an operator of sarama.
package saramaold

import (
	"context"
	"time"

	"github.com/Shopify/sarama"
	"golang.org/x/time/rate"
)

var (
	lim *rate.Limiter
	ch  = make(chan int)
)

type group struct{}

func (*group) Setup(sarama.ConsumerGroupSession) error   { time.Sleep(1); return nil }
func (*group) Cleanup(sarama.ConsumerGroupSession) error { time.Sleep(1); return nil }

func (*group) ConsumeClaim(s sarama.ConsumerGroupSession, claim sarama.ConsumerGroupClaim) error {
	for msg := range claim.Messages() { // sarama's own channel
		_ = lim.Wait(s.Context())          // want `ratewait: caution: operator`
		_ = lim.Wait(context.Background()) // want `^ratewait: operator \(\*group\)\.ConsumeClaim \(sarama\.ConsumerGroup\.Consume, sarama\w*\.go:\d+\) blocks in .*: wait on the operator's own context: lim\.Wait\(s\.Context\(\)\)`
		s.MarkMessage(msg, "")
	}
	<-ch // want `chanwait: operator`
	return nil
}

type implemented struct{}

func (implemented) Setup(sarama.ConsumerGroupSession) error   { time.Sleep(1); return nil }
func (implemented) Cleanup(sarama.ConsumerGroupSession) error { return nil }
func (implemented) ConsumeClaim(s sarama.ConsumerGroupSession, claim sarama.ConsumerGroupClaim) error {
	time.Sleep(1) // want `timewait: operator .*\(implements sarama\.ConsumerGroupHandler, `
	return nil
}

func shape(s sarama.ConsumerGroupSession, claim sarama.ConsumerGroupClaim) error {
	time.Sleep(1) // want `timewait: operator .*\(by its parameters, `
	return nil
}

func main() {
	time.Sleep(1)
	var g sarama.ConsumerGroup
	_ = g.Consume(context.Background(), nil, &group{})
	for err := range g.Errors() {
		_ = err
	}
}
