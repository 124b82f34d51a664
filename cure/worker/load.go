package worker

import (
	"flag"
	"time"
)

// A Load is what a program has to do, and how.
type Load struct {
	// Broker is the broker's address; empty for what runs in the process.
	Broker string
	// Store is the address of the Redis by which processes share a limit; empty if they do not.
	Store string
	// Log is the file that takes a line for each item done.
	Log string
	// Items is how many there are, Rate how many a second the limiter lets
	// through, and Burst how many at once.
	Items int
	Rate  float64
	Burst int
	// Every is the time between two items; if it is 0, all are in the queue
	// before the worker starts.
	Every time.Duration
	// Others is the time between two items of another kind, which no limiter holds up.
	Others time.Duration
	// StopAfter is how many items are done when the worker is told to stop; 0 if it is not.
	StopAfter int
	// Again says that an earlier process has put the items in the queue.
	Again bool
	// Workers is how many processes work on the queue, each with its part of the limit. If there
	// are several, the items are in the queue before.
	Workers int
	// At is when the worker starts, in milliseconds since 1970, so that several start
	// together; 0 for at once.
	At int64
	// Prepare says that the process puts the items in the queue, and does no more.
	Prepare bool
	// Throttle says that the framework's own setting has to keep the limit from doing harm.
	Throttle bool
	// Lease is how long a worker may keep an item before it comes again; 0 for the
	// broker's default.
	Lease time.Duration
	// Timeout is how long the framework gives a run; 0 for its default.
	Timeout time.Duration
	// Limit is the time after which the program gives up.
	Limit time.Duration
}

func (l *Load) flags(fs *flag.FlagSet) {
	fs.StringVar(&l.Broker, "broker", "", "the broker's `address`")
	fs.StringVar(&l.Store, "store", "", "the `address` of the Redis by which processes share a limit")
	fs.StringVar(&l.Log, "log", "", "the `file` that takes a line for each item done")
	fs.IntVar(&l.Items, "items", 80, "how many items")
	fs.Float64Var(&l.Rate, "rate", 20, "items a second")
	fs.IntVar(&l.Burst, "burst", 1, "items at once")
	fs.DurationVar(&l.Every, "every", 0, "the time between two items; 0 for all of them at first")
	fs.DurationVar(&l.Others, "others", 0, "the time between two items without a limit; 0 for none")
	fs.IntVar(&l.StopAfter, "stop-after", 0, "stop when so many items are done")
	fs.BoolVar(&l.Again, "again", false, "the items are in the queue")
	fs.IntVar(&l.Workers, "workers", 1, "how many processes share the queue and the limit")
	fs.Int64Var(&l.At, "at", 0, "when the worker starts, in milliseconds since 1970")
	fs.BoolVar(&l.Prepare, "prepare", false, "only put the items in the queue")
	fs.BoolVar(&l.Throttle, "throttle", false, "use the framework's own setting")
	fs.DurationVar(&l.Lease, "lease", 0, "how long a worker may keep an item")
	fs.DurationVar(&l.Timeout, "timeout", 0, "how long a run may take")
	fs.DurationVar(&l.Limit, "limit", time.Minute, "give up after this `time`")
}

// Args returns the flags that say the same to a program.
func (l *Load) Args() []string {
	fs := flag.NewFlagSet("", flag.ContinueOnError)
	var filled Load
	filled.flags(fs)
	filled = *l
	var args []string
	fs.VisitAll(func(f *flag.Flag) {
		args = append(args, "-"+f.Name+"="+f.Value.String())
	})
	return args
}
