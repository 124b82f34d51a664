package main

import (
	"time"

	"github.com/jobvet/jobvet/e2e/cluster"
)

// A place is where jobs run.
type place struct {
	// name is that in the tables, on that of the flag -on.
	name, on string
	// local: the workers are in the launcher's process.
	local bool
	// parallelism is how many workers Flink may start, and on a cluster how many task managers it has.
	parallelism int
	// open: sources stay open; checkpoints is how often one is taken, 0 for never.
	open        bool
	checkpoints time.Duration
	// kafka: the elements come from Kafka.
	kafka bool
}

// places are all, in the order of the tables.
var places = []place{
	{name: "Prism, in process", on: "prism", local: true},
	{name: "Prism, external worker", on: "prism"},
	{name: "Flink, LOOPBACK", on: "flink", local: true, parallelism: 1},
	{name: "Flink, external worker", on: "flink", parallelism: 1},
	{name: "Flink cluster, external worker", on: "cluster", parallelism: 2},
	{name: "Flink, LOOPBACK, open source", on: "open", local: true, parallelism: 1, open: true},
	{name: "Flink, open source", on: "open", parallelism: 1, open: true},
	{name: "Flink, open source, checkpoints", on: "open", parallelism: 1, open: true, checkpoints: time.Second},
	{name: "Flink cluster, open source, checkpoints", on: "cluster", parallelism: 2, open: true, checkpoints: time.Second},
	{name: "Flink, Kafka, checkpoints", on: "kafka", parallelism: 1, open: true, checkpoints: time.Second, kafka: true},
}

// taskManagers is how many processes beside the job server the Flink of the place has for jobs.
func (p place) taskManagers() int {
	if p.on == "cluster" {
		return p.parallelism
	}
	return 0
}

// cluster returns the place as one to run jobs; f is the Flink that runs there, if any.
func (p place) cluster(f *cluster.Flink) *cluster.Cluster {
	if f == nil {
		c := cluster.Prism(p.local)
		c.Name = p.name
		return c
	}
	c := f.Cluster(p.name, p.local, p.parallelism)
	if p.open {
		c = f.Open(c, p.checkpoints)
	}
	return c
}
