package main

import (
	"context"
	"strings"
	"time"

	"github.com/hibiken/asynq"
	"golang.org/x/time/rate"

	"github.com/jobvet/jobvet/cure/worker"
	"github.com/jobvet/jobvet/ratelimit"
)

const (
	// checkInterval is how often asynq looks for tasks that are due: every 5 seconds by
	// default, which brings a hundred at one instant at 20 a second.
	checkInterval = time.Second
	// late has room for the second that retryDelay adds, a look of asynq for tasks that are due, the second that an idle
	// worker sleeps (TaskCheckInterval), and a busy machine.
	late = 5 * time.Second
)

// A job handles tasks at the limiter's pace.
type job struct {
	lim       *ratelimit.Limiter
	tally     *worker.Tally
	inspector *asynq.Inspector
}

func newJob(lim *rate.Limiter, tally *worker.Tally, inspector *asynq.Inspector) *job {
	return &job{lim: worker.Limiter(lim), tally: tally, inspector: inspector}
}

func (j *job) handle(_ context.Context, task *asynq.Task) error {
	item := string(task.Payload())
	j.tally.Ran(item)
	due, err := j.due(task)
	if err != nil {
		return err
	}
	if time.Since(due) > late {
		due = time.Now().Add(j.lim.Reserve(1))
	}
	if time.Now().Before(due) {
		return refused{due}
	}
	j.tally.Did(item)
	return nil
}

// due returns when the permit is due that is reserved for the task, by the error with which
// it was refused last: asynq keeps that, for whichever process the task comes back to.
func (j *job) due(task *asynq.Task) (time.Time, error) {
	info, err := j.inspector.GetTaskInfo(limited, task.ResultWriter().TaskID())
	if err != nil {
		return time.Time{}, err
	}
	text, found := strings.CutPrefix(info.LastErr, refusedUntil)
	if !found {
		return time.Time{}, nil
	}
	return time.Parse(time.RFC3339Nano, text)
}
