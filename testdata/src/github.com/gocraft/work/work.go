// Package work is a stub of github.com/gocraft/work: as much of its API
// as the tests need.
package work

type BackoffCalculator func(job *Job) int64

type Enqueuer struct{}

func (*Enqueuer) EnqueueIn(jobName string, secondsFromNow int64, args map[string]interface{}) (*ScheduledJob, error) {
	panic("stub")
}

type GenericHandler func(*Job) error

type Job struct {
	Name       string
	ID         string
	EnqueuedAt int64
	Args       map[string]interface{}
	Unique     bool
	Fails      int64
	LastErr    string
	FailedAt   int64
}

func (*Job) Checkin(msg string) { panic("stub") }

func (*Job) ArgString(key string) string { panic("stub") }

func (*Job) ArgInt64(key string) int64 { panic("stub") }

func (*Job) ArgFloat64(key string) float64 { panic("stub") }

func (*Job) ArgBool(key string) bool { panic("stub") }

func (*Job) ArgError() error { panic("stub") }

type JobOptions struct {
	Backoff BackoffCalculator
}

type ScheduledJob struct{}

type WorkerPool struct{}

func (*WorkerPool) Middleware(fn interface{}) *WorkerPool { panic("stub") }

func (*WorkerPool) Job(name string, fn interface{}) *WorkerPool { panic("stub") }

func (*WorkerPool) JobWithOptions(name string, jobOpts JobOptions, fn interface{}) *WorkerPool {
	panic("stub")
}
