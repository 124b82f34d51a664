package worker

import (
	"fmt"
	"os"
	"strconv"
	"sync/atomic"
	"time"
)

// other is what the names of items without a limit begin with.
const other = "other-"

// A Tally counts what a job does. Its methods are safe for concurrent use and wait for nothing.
type Tally struct {
	load  *Load
	log   *os.File
	start time.Time
	runs  []atomic.Int64 // of each item
	done  []atomic.Int64
	first atomic.Int64 // when the first item was done, since start
	last  atomic.Int64
	count atomic.Int64 // items done at least once, also by other processes
	held  []atomic.Int64
}

func newTally(l *Load) (*Tally, error) {
	log, err := os.OpenFile(l.Log, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o666)
	if err != nil {
		return nil, err
	}
	t := &Tally{load: l, log: log, start: time.Now(), runs: make([]atomic.Int64, l.Items), done: make([]atomic.Int64, l.Items), held: make([]atomic.Int64, maxOthers)}
	before, err := Done(l.Log)
	for i, times := range before {
		t.done[i].Store(int64(times))
	}
	t.count.Store(int64(len(before)))
	return t, err
}

// countAll counts what all processes have done so far, by the log.
func (t *Tally) countAll(l *Load) error {
	done, err := Done(l.Log)
	t.count.Store(int64(len(done)))
	return err
}

// Ran tells that the job was called for an item.
func (t *Tally) Ran(item string) {
	if i, err := strconv.Atoi(item); err == nil && i < len(t.runs) {
		t.runs[i].Add(1)
	}
}

// Did tells that the job has done with an item what has to be done once.
func (t *Tally) Did(item string) {
	i, err := strconv.Atoi(item)
	if err != nil || i >= len(t.done) {
		return
	}
	// One write for each line: nothing is lost if the process ends.
	fmt.Fprintf(t.log, "%d\n", i)
	since := max(1, int64(time.Since(t.start)))
	t.first.CompareAndSwap(0, since)
	if t.done[i].Add(1) == 1 {
		t.last.Store(since)
		t.count.Add(1)
	}
}

// Other tells that an item without a limit has come, which Name has named.
func (t *Tally) Other(item string) {
	var i int
	var sent int64
	if _, err := fmt.Sscanf(item, other+"%d-%d", &i, &sent); err == nil && i < len(t.held) {
		t.held[i].CompareAndSwap(0, max(1, time.Now().UnixNano()-sent))
	}
}
