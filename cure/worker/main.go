package worker

import (
	"cmp"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"golang.org/x/time/rate"
)

const (
	// settle is the time after the last item in which one may come a second time.
	settle = 500 * time.Millisecond
	// maxOthers is how many items without a limit there may be.
	maxOthers = 1000
)

// A Framework is a framework with the job.
type Framework interface {
	// Add puts items in the queue; limited says whether the limiter is for them.
	Add(ctx context.Context, limited bool, items ...string) error
	// Start starts the worker.
	Start(ctx context.Context) error
	// Stop stops it as a program does that was told to end and may take a second for it.
	Stop() error
	// Failed returns how many runs the framework counts as failed, and how many
	// items it has given up.
	Failed(ctx context.Context) (failed, dead int, err error)
	// Close ends the connections.
	Close() error
}

// A Report is what a process has to say at its end.
type Report struct {
	// Runs is how often the job was called for each item.
	Runs []int
	// Failed is how many runs the framework counts as failed, Dead how many items it has given up.
	Failed int
	Dead   int
	// First and Last are the times from the start to the first and the last item done.
	First time.Duration
	Last  time.Duration
	// CPU is the processor time of this process from the start to the last item.
	CPU time.Duration
	// Stopping is how long the worker took to stop.
	Stopping time.Duration
	// Others are the times from sending an item without a limit to its arrival,
	// in order; OthersLost is how many did not come.
	Others     []time.Duration
	OthersLost int
}

// Main is the main function of a program: it does what the command line says,
// prints a Report as JSON and exits.
func Main(open func(ctx context.Context, l *Load, lim *rate.Limiter, t *Tally) (Framework, error)) {
	l := new(Load)
	l.flags(flag.CommandLine)
	flag.Parse()
	report, err := run(context.Background(), l, open)
	if err == nil {
		err = json.NewEncoder(os.Stdout).Encode(report)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context, l *Load, open func(context.Context, *Load, *rate.Limiter, *Tally) (Framework, error)) (*Report, error) {
	t, err := newTally(l)
	if err != nil {
		return nil, err
	}
	f, err := open(ctx, l, rate.NewLimiter(rate.Limit(l.Rate/float64(l.Workers)), max(1, l.Burst/l.Workers)), t)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if !l.Again && l.Every == 0 {
		if err := f.Add(ctx, true, items(0, l.Items)...); err != nil {
			return nil, err
		}
	}

	if l.Prepare {
		return new(Report), nil
	}

	time.Sleep(time.Until(time.UnixMilli(l.At)))
	t.start = time.Now()
	before := cpu()
	if err := f.Start(ctx); err != nil {
		return nil, err
	}
	errs := make(chan error, 2)
	feeding, enough := context.WithCancel(ctx)
	defer enough()
	go func() { errs <- feed(feeding, f, l) }()
	sent := make(chan int, 1)
	go func() {
		n, err := feedOthers(feeding, f, l)
		sent <- n
		errs <- err
	}()

	r := new(Report)
	want := l.Items
	if l.StopAfter > 0 {
		want = l.StopAfter
	}
	for deadline := t.start.Add(l.Limit); int(t.count.Load()) < want && time.Now().Before(deadline); {
		time.Sleep(5 * time.Millisecond)
		if l.Workers > 1 {
			if err := t.countAll(l); err != nil {
				return nil, err
			}
		}
	}
	r.CPU = cpu() - before
	enough()
	if err := cmp.Or(<-errs, <-errs); err != nil {
		return nil, err
	}
	if l.StopAfter > 0 {
		// The second that the worker has is a whole number of permits. So that no permit is due when
		// that ends, where it decides by chance who is done, the stop comes between two.
		time.Sleep(time.Duration(float64(time.Second) / l.Rate / 2))
	} else {
		time.Sleep(settle)
	}
	stopping := time.Now()
	if err := f.Stop(); err != nil {
		return nil, err
	}
	r.Stopping = time.Since(stopping)
	if r.Failed, r.Dead, err = f.Failed(ctx); err != nil {
		return nil, err
	}
	t.report(r, <-sent)
	return r, nil
}

func (t *Tally) report(r *Report, sent int) {
	for i := range t.runs {
		r.Runs = append(r.Runs, int(t.runs[i].Load()))
	}
	r.First, r.Last = time.Duration(t.first.Load()), time.Duration(t.last.Load())
	for i := range sent {
		if d := t.held[i].Load(); d > 0 {
			r.Others = append(r.Others, time.Duration(d))
		} else {
			r.OthersLost++
		}
	}
	slices.Sort(r.Others)
}

// Done returns how often each item was done, by the log.
func Done(log string) (map[int]int, error) {
	data, err := os.ReadFile(log)
	if err != nil {
		return nil, err
	}
	done := make(map[int]int)
	for _, word := range strings.Fields(string(data)) {
		i, err := strconv.Atoi(word)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", log, err)
		}
		done[i]++
	}
	return done, nil
}

// feed adds the items one by one.
func feed(ctx context.Context, f Framework, l *Load) error {
	if l.Again || l.Every == 0 {
		return nil
	}
	tick := time.NewTicker(l.Every)
	defer tick.Stop()
	for i := range l.Items {
		if err := f.Add(ctx, true, items(i, i+1)...); err != nil {
			return ignoreEnd(ctx, err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
	return nil
}

// feedOthers adds items without a limit until the context ends, and returns how many.
func feedOthers(ctx context.Context, f Framework, l *Load) (int, error) {
	if l.Others == 0 {
		return 0, nil
	}
	tick := time.NewTicker(l.Others)
	defer tick.Stop()
	for n := range maxOthers {
		select {
		case <-ctx.Done():
			return n, nil
		case <-tick.C:
		}
		if err := f.Add(ctx, false, fmt.Sprintf("%s%d-%d", other, n, time.Now().UnixNano())); err != nil {
			return n, ignoreEnd(ctx, err)
		}
	}
	return maxOthers, nil
}

// ignoreEnd returns no error if the context has ended.
func ignoreEnd(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return nil
	}
	return err
}

func items(from, to int) []string {
	var names []string
	for i := from; i < to; i++ {
		names = append(names, fmt.Sprint(i))
	}
	return names
}

// cpu returns the processor time of this process so far.
func cpu() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
