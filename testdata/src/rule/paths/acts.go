package paths

import (
	"context"

	"github.com/avast/retry-go/v4"
	"github.com/aws/aws-lambda-go/lambda"
	"github.com/cenkalti/backoff/v4"
	mqtt "github.com/eclipse/paho.mqtt.golang"
	"github.com/hibiken/asynq"
)

func try() error { return nil }

// Retries end with the context that they were given.
func retries(ctx context.Context, t *asynq.Task) error {
	opts := []retry.Option{retry.Attempts(3), retry.Context(ctx)}
	_ = retry.Do(try, opts...)
	_ = retry.Do(try, retry.Attempts(1))
	_ = retry.Do(try, retry.Attempts(3))                   // want `^timewait: operator retries `
	_ = retry.Do(try, retry.Context(context.Background())) // want `^timewait: operator retries `
	_ = backoff.Retry(try, backoff.WithContext(nil, ctx))
	return backoff.Retry(try, backoff.NewExponentialBackOff()) // want `^timewait: operator retries `
}

// Lambda lets a handler wait, but freezes what it leaves behind.
func leaves() error {
	go beat() // want `^gospawn: operator leaves \(lambda\.Start, .* the environment is frozen`
	return nil
}

func joins() error {
	done := make(chan struct{})
	go func() {
		beat()
		close(done)
	}()
	<-done
	return nil
}

// MQTT handlers must not wait, unless the client does not keep the order; goroutines are
// its own advice.
func listen(c mqtt.Client) {
	c.Subscribe("a", 0, func(c mqtt.Client, m mqtt.Message) {
		go c.Publish("t", 0, false, 1).Wait()
		c.Publish("t", 0, false, 1).Wait() // want `^syncwait: caution: `
	})
}

func unordered(c mqtt.Client) {
	o := mqtt.NewClientOptions()
	o.SetOrderMatters(false)
	o.SetDefaultPublishHandler(func(c mqtt.Client, m mqtt.Message) {
		c.Publish("t", 0, false, 1).Wait()
	})
}

// queued hands elements to goroutines that outlive the calls.
func queued(m *asynq.ServeMux) {
	queue := make(chan int)
	go func() {
		for range queue {
			beat()
		}
	}()
	m.HandleFunc("q", func(context.Context, *asynq.Task) error {
		queue <- 1 // want `^chanwait: caution: `
		return nil
	})
	m.HandleFunc("r", retries)
	lambda.Start(leaves)
	lambda.Start(joins)
}
