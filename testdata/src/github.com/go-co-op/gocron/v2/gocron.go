// Package gocron is a stub of github.com/go-co-op/gocron/v2: as much of its API
// as the tests need.
package gocron

import (
	"time"

	"github.com/google/uuid"
)

type EventListener func(*internalJob) error

type JobOption func(*internalJob, time.Time) error

type LimitMode int

const LimitModeReschedule LimitMode = 1

type SchedulerOption func(*scheduler) error

type Task func() task

type internalJob struct{}

type scheduler struct{}

type task struct{}

func AfterJobRuns(eventListenerFunc func(jobID uuid.UUID, jobName string)) EventListener {
	panic("stub")
}

func AfterJobRunsWithError(eventListenerFunc func(jobID uuid.UUID, jobName string, err error)) EventListener {
	panic("stub")
}

func AfterJobRunsWithPanic(eventListenerFunc func(jobID uuid.UUID, jobName string, recoverData any)) EventListener {
	panic("stub")
}

func AfterLockError(eventListenerFunc func(jobID uuid.UUID, jobName string, err error)) EventListener {
	panic("stub")
}

func BeforeJobRuns(eventListenerFunc func(jobID uuid.UUID, jobName string)) EventListener {
	panic("stub")
}

func BeforeJobRunsSkipIfBeforeFuncErrors(eventListenerFunc func(jobID uuid.UUID, jobName string) error) EventListener {
	panic("stub")
}

func NewTask(function any, parameters ...any) Task { panic("stub") }

func WithLimitConcurrentJobs(limit uint, mode LimitMode) SchedulerOption { panic("stub") }

func WithSingletonMode(mode LimitMode) JobOption { panic("stub") }
