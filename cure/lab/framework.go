package lab

import (
	"context"
	"time"

	"github.com/jobvet/jobvet/cure/broker"
)

// A Framework is a framework that the lab has a program for.
type Framework struct {
	// Folder has the program, Name is the framework's in the catalogue, and Module its module.
	Folder, Name, Module string
	// Broker starts its broker.
	Broker func(context.Context) (broker.Broker, error)
	// Polling is the time between two looks for items that have come back.
	Polling time.Duration
	// Throttled says that the program has the framework's own setting.
	Throttled bool
}

// Frameworks are all of them.
func Frameworks() []*Framework {
	return []*Framework{
		{Folder: "asynq", Name: "asynq", Module: "github.com/hibiken/asynq", Broker: broker.Redis, Polling: 5 * time.Second},
	}
}
