package cron

import (
	"github.com/robfig/cron/v3"
)

type cleanup struct{}

func (*cleanup) Run() { <-ch } // want `chanwait: caution: operator \(\*cleanup\)\.Run \(scheduler\.add → cron\.Chain\.Then, chain\.go:\d+\)`

type chained struct{}

func (chained) Run() { <-ch } // want `chanwait: caution: operator chained\.Run \(cron\.Chain\.Then, `

type scheduler struct{ cron *cron.Cron }

// add puts a job into a chain.
func (s *scheduler) add(spec string, j cron.Job) error {
	_, err := s.cron.AddJob(spec, cron.NewChain().Then(j))
	return err
}

// jobs is the application's own list of jobs.
type jobs interface {
	Add(j cron.Job)
	Put(j any)
}

type report struct{}

func (report) Run() { <-ch } // want `chanwait: caution: operator report\.Run \(cron\.Job, chain\.go:\d+\)`

type noted struct{}

func (noted) Run() { <-ch }

func start(list jobs) error {
	cron.NewChain().Then(chained{}).Run()
	list.Add(report{})
	list.Put(noted{})
	return (&scheduler{}).add("@hourly", &cleanup{})
}
