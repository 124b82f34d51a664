// Package mqtt has every way to make an operator of Paho MQTT.
package mqtt

import (
	"context"
	"time"

	mqtt "github.com/eclipse/paho.mqtt.golang"
	"golang.org/x/time/rate"
)

var lim *rate.Limiter

func subscribe(c mqtt.Client, m mqtt.Message) {
	_ = lim.Wait(context.TODO())       // want `^ratewait: operator subscribe \(mqtt\.Client\.Subscribe, mqtt\.go:\d+\) blocks in .*: have each handler run on a goroutine of its own by SetOrderMatters\(false\), if their order does not matter`
	c.Publish("t", 0, false, 1).Wait() // want `syncwait: caution: operator subscribe .* waits in mqtt\.Token\.Wait`
	go func() {
		lim.Allow()
		m.Ack() // its own way to finish later
	}()
}

func many(c mqtt.Client, m mqtt.Message) {
	time.Sleep(1) // want `timewait: operator .*\(mqtt\.Client\.SubscribeMultiple, `
}

func byDefault(c mqtt.Client, m mqtt.Message) {
	time.Sleep(1) // want `timewait: operator .*\(mqtt\.ClientOptions\.SetDefaultPublishHandler, `
}

func field(c mqtt.Client, m mqtt.Message) {
	time.Sleep(1) // want `timewait: operator .*\(mqtt\.ClientOptions\.DefaultPublishHandler, `
}

func converted(c mqtt.Client, m mqtt.Message) {
	time.Sleep(1) // want `timewait: operator .*\(mqtt\.MessageHandler, `
}

func shape(c mqtt.Client, m mqtt.Message) {
	time.Sleep(1) // want `timewait: operator .*\(by its parameters, `
}

func unused(c mqtt.Client) { time.Sleep(1) }

func main() {
	time.Sleep(1)
	var c mqtt.Client
	c.Subscribe("topic", 0, subscribe).Wait()
	c.SubscribeMultiple(nil, many)
	o := &mqtt.ClientOptions{DefaultPublishHandler: field}
	o.SetDefaultPublishHandler(byDefault)
	_ = mqtt.MessageHandler(converted)
}
