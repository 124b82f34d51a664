// Package cron is a stub of github.com/robfig/cron/v3: as much of its API
// as the tests need.
package cron

import (
	"context"
	"time"
)

type Chain struct{}

func (Chain) Then(j Job) Job { panic("stub") }

type Cron struct{}

func (*Cron) AddFunc(spec string, cmd func()) (EntryID, error) { panic("stub") }

func (*Cron) AddJob(spec string, cmd Job) (EntryID, error) { panic("stub") }

func (*Cron) Schedule(schedule Schedule, cmd Job) EntryID { panic("stub") }

func (*Cron) Entries() []Entry { panic("stub") }

func (*Cron) Location() *time.Location { panic("stub") }

func (*Cron) Entry(id EntryID) Entry { panic("stub") }

func (*Cron) Remove(id EntryID) { panic("stub") }

func (*Cron) Start() { panic("stub") }

func (*Cron) Run() { panic("stub") }

func (*Cron) Stop() context.Context { panic("stub") }

type Entry struct{}

type EntryID int

type FuncJob func()

func (FuncJob) Run() { panic("stub") }

type Job interface {
	Run()
}

type JobWrapper func(Job) Job

type Logger interface {
	Error(err error, msg string, keysAndValues ...interface{})
	Info(msg string, keysAndValues ...interface{})
}

var DiscardLogger Logger

type Option func(*Cron)

type Schedule interface {
	Next(time.Time) time.Time
}

func New(opts ...Option) *Cron { panic("stub") }

func NewChain(c ...JobWrapper) Chain { panic("stub") }

func Recover(logger Logger) JobWrapper { panic("stub") }

func SkipIfStillRunning(logger Logger) JobWrapper { panic("stub") }

func WithChain(wrappers ...JobWrapper) Option { panic("stub") }
