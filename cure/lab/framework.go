package lab

import (
	"context"
	"time"

	"github.com/jobvet/jobvet/cure/broker"
)

// A Framework is a framework that the lab has a program for, over one broker.
//
// Its folder has job.go with the job as it was written and a function that makes it of a limiter,
// and main.go with all the rest. In testdata, advised.go and booked.go are what stands in
// place of job.go in the ways Advised and Booked: the same names, but another job.
type Framework struct {
	// Key names it in the lab, and Name in the catalogue.
	Key, Name string
	// Folder has the program, built with the tag Tag if there is one, and Module is the
	// framework's.
	Folder, Tag, Module string
	// Broker starts its broker.
	Broker func(context.Context) (broker.Broker, error)
	// Polling is the time between two looks for items that have come back.
	Polling time.Duration
	// Throttled says that the program has the framework's own setting.
	Throttled bool
	// GivesBack says that the job of way Advised gives back, rather than to wait on its
	// own context.
	GivesBack bool
	// Leased says that items come again which the worker has kept for too long.
	Leased bool
	// Timed says that the framework ends the context of a run that takes too long.
	Timed bool
	// Shared says that several worker processes can work on its queue.
	Shared bool
	// Keeps is for how long the broker keeps items that a worker had taken which has gone, if that is
	// longer than half a minute.
	Keeps time.Duration
	// Busy says that an item which is refused comes again without a pause, and keeps
	// a processor busy: it runs while nothing else does.
	Busy bool
}

// Frameworks are all of them, by where they keep their queues.
func Frameworks() []*Framework {
	return []*Framework{
		// Redis
		{Key: "asynq", Name: "asynq", Folder: "asynq", Module: "github.com/hibiken/asynq", Broker: broker.Redis, Polling: 5 * time.Second, Timed: true, Shared: true},
		{Key: "watermill-redis", Name: "watermill", Folder: "watermill", Module: "github.com/ThreeDotsLabs/watermill", Broker: broker.Redis, Busy: true},
		{Key: "machinery", Name: "machinery", Folder: "machinery", Module: "github.com/RichardKnop/machinery/v2", Broker: broker.Redis, Polling: 500 * time.Millisecond, Throttled: true, Shared: true},
		{Key: "machinery-v1", Name: "machinery", Folder: "machinery", Tag: "v1", Module: "github.com/RichardKnop/machinery", Broker: broker.Redis, Polling: 500 * time.Millisecond, Throttled: true, Shared: true},
		{Key: "gocraft", Name: "gocraft/work", Folder: "gocraft", Module: "github.com/gocraft/work", Broker: broker.Redis, Polling: time.Second, Throttled: true, Shared: true},

		// PostgreSQL
		{Key: "river", Name: "river", Folder: "river", Module: "github.com/riverqueue/river", Broker: broker.PostgreSQL, Polling: time.Second, Timed: true, Shared: true},
		{Key: "gue", Name: "gue", Folder: "gue", Module: "github.com/vgarvardt/gue/v5", Broker: broker.PostgreSQL, Polling: 5 * time.Second, Throttled: true, Shared: true},
		{Key: "neoq", Name: "neoq", Folder: "neoq", Module: "github.com/acaloiaro/neoq", Broker: broker.PostgreSQL, Polling: time.Second, Throttled: true, Timed: true, Shared: true},

		// servers of messages
		{Key: "jetstream", Name: "NATS JetStream", Folder: "jetstream", Module: "github.com/nats-io/nats.go", Broker: broker.NATS, Polling: time.Second, Throttled: true, Leased: true, Shared: true},
		{Key: "jetstream-push", Name: "NATS JetStream", Folder: "jetstream", Tag: "push", Module: "github.com/nats-io/nats.go", Broker: broker.NATS, Polling: time.Second, Throttled: true, Leased: true, Shared: true},
		{Key: "jetstream-fetch", Name: "NATS JetStream", Folder: "jetstream", Tag: "fetch", Module: "github.com/nats-io/nats.go", Broker: broker.NATS, Polling: time.Second, Throttled: true, Leased: true, Shared: true},
		{Key: "jetstream-messages", Name: "NATS JetStream", Folder: "jetstream", Tag: "messages", Module: "github.com/nats-io/nats.go", Broker: broker.NATS, Polling: time.Second, Throttled: true, Leased: true, Shared: true},
		{Key: "nats", Name: "NATS", Folder: "nats", Module: "github.com/nats-io/nats.go", Broker: broker.NATS, Throttled: true, Shared: true},
		{Key: "sarama", Name: "sarama", Folder: "sarama", Module: "github.com/IBM/sarama", Broker: broker.Kafka},
		{Key: "goka", Name: "goka", Folder: "goka", Module: "github.com/lovoo/goka", Broker: broker.Kafka, Shared: true, Busy: true},
		{Key: "franz", Name: "franz-go", Folder: "franz", Module: "github.com/twmb/franz-go", Broker: broker.Kafka},
		{Key: "watermill-kafka", Name: "watermill", Folder: "watermill", Module: "github.com/ThreeDotsLabs/watermill", Broker: broker.Kafka, Busy: true},
		{Key: "watermill-amqp", Name: "watermill", Folder: "watermill", Module: "github.com/ThreeDotsLabs/watermill", Broker: broker.RabbitMQ, Shared: true, Busy: true},
		{Key: "rabbitmq", Name: "go-rabbitmq", Folder: "rabbitmq", Module: "github.com/wagslane/go-rabbitmq", Broker: broker.RabbitMQ, Throttled: true, Shared: true, Busy: true},
		{Key: "amqp", Name: "amqp091", Folder: "amqp", Module: "github.com/rabbitmq/amqp091-go", Broker: broker.RabbitMQ, Throttled: true, Shared: true},
		{Key: "mqtt", Name: "Paho MQTT", Folder: "mqtt", Module: "github.com/eclipse/paho.mqtt.golang", Broker: broker.Mosquitto, Throttled: true},
		{Key: "pubsub", Name: "Google Pub/Sub", Folder: "pubsub", Module: "cloud.google.com/go/pubsub/v2", Broker: broker.PubSub, Throttled: true, Keeps: time.Minute, Shared: true, Busy: true},

		// a server of its own
		{Key: "temporal", Name: "Temporal activity", Folder: "temporal", Module: "go.temporal.io/sdk", Broker: broker.Temporal, Throttled: true, Timed: true, Shared: true},

		// their own process
		{Key: "watermill", Name: "watermill", Folder: "watermill", Module: "github.com/ThreeDotsLabs/watermill", Broker: broker.Channel, Busy: true},
		{Key: "controller", Name: "controller-runtime", Folder: "controller", Module: "sigs.k8s.io/controller-runtime", Broker: broker.List},
		{Key: "cron", Name: "cron", Folder: "cron", Module: "github.com/robfig/cron/v3", Broker: broker.List, Polling: time.Second, Throttled: true, GivesBack: true},
		{Key: "gocron", Name: "gocron", Folder: "gocron", Module: "github.com/go-co-op/gocron/v2", Broker: broker.List, Polling: time.Second, Throttled: true},
		{Key: "ants", Name: "ants", Folder: "ants", Module: "github.com/panjf2000/ants/v2", Broker: broker.List, Polling: 100 * time.Millisecond, Throttled: true},
		{Key: "pond", Name: "pond", Folder: "pond", Module: "github.com/alitto/pond/v2", Broker: broker.List, Polling: 100 * time.Millisecond, Throttled: true},
	}
}
