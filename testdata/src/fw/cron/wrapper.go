package cron

import (
	"github.com/robfig/cron/v3"
)

type delayed struct{ next cron.Job }

func (d *delayed) Run() {
	<-ch // want `chanwait: caution: operator .*\(cron\.JobWrapper, `
	d.next.Run()
}

var wrapper = cron.JobWrapper(func(next cron.Job) cron.Job { return &delayed{next} })
