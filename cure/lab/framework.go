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
	// Folder has the program, and Module is the framework's.
	Folder, Module string
	// Broker starts its broker.
	Broker func(context.Context) (broker.Broker, error)
	// Polling is the time between two looks for items that have come back.
	Polling time.Duration
	// Throttled says that the program has the framework's own setting.
	Throttled bool
	// Leased says that items come again which the worker has kept for too long.
	Leased bool
	// Timed says that the framework ends the context of a run that takes too long.
	Timed bool
	// Shared says that several worker processes can work on its queue.
	Shared bool
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

		// PostgreSQL
		{Key: "river", Name: "river", Folder: "river", Module: "github.com/riverqueue/river", Broker: broker.PostgreSQL, Polling: time.Second, Timed: true, Shared: true},

		// servers of messages
		{Key: "jetstream", Name: "NATS", Folder: "jetstream", Module: "github.com/nats-io/nats.go", Broker: broker.NATS, Throttled: true, Leased: true, Shared: true},

		// their own process
		{Key: "watermill", Name: "watermill", Folder: "watermill", Module: "github.com/ThreeDotsLabs/watermill", Broker: broker.Channel, Busy: true},
	}
}
