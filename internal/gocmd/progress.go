package gocmd

import (
	"context"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"
)

const (
	progressDelay    = 500 * time.Millisecond // short runs show none
	progressInterval = 200 * time.Millisecond

	// Where no line can stay, a line tells of what takes really long.
	notesDelay    = time.Minute
	notesInterval = 30 * time.Second
)

// A progress tells how far a long run is: in a line on a terminal, elsewhere in a
// line now and then. What else is written meanwhile is written through it. It is
// safe for concurrent use.
type progress struct {
	out  io.Writer
	stop func() // erases the line for good

	mu    sync.Mutex
	doing func() string // what is being done, and how far it is
	width int           // of the line that is on the screen
}

// startProgress returns the progress of a run, which is shown on out until stop is
// called; terminal tells that it is one.
func startProgress(ctx context.Context, out io.Writer, terminal bool) *progress {
	p := &progress{out: out, doing: func() string { return "checking" }}
	delay, interval, show := notesDelay, notesInterval, p.note
	if terminal {
		delay, interval, show = progressDelay, progressInterval, p.draw
	}
	ctx, cancel := context.WithCancel(ctx)
	start := time.Now()
	var wait sync.WaitGroup
	wait.Go(func() {
		for next := delay; ; next = interval {
			select {
			case <-ctx.Done():
				return
			case <-time.After(next):
			}
			show(time.Since(start))
		}
	})
	p.stop = func() {
		cancel()
		wait.Wait()
		p.mu.Lock()
		defer p.mu.Unlock()
		p.erase()
	}
	return p
}

// show makes doing say what is being done from now on.
func (p *progress) show(doing func() string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.doing = doing
}

// Write writes to the terminal in place of the line, which comes back below.
func (p *progress) Write(b []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.erase()
	return p.out.Write(b)
}

// draw shows the line as it is after some time.
func (p *progress) draw(elapsed time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	line := p.line(elapsed)
	// Blanks rather than control sequences: every terminal knows them.
	fmt.Fprintf(p.out, "\r%s%s", line, strings.Repeat(" ", max(0, p.width-len(line))))
	p.width = len(line)
}

// note prints the line as it is after some time, to stay.
func (p *progress) note(elapsed time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	fmt.Fprintln(p.out, p.line(elapsed))
}

func (p *progress) line(elapsed time.Duration) string {
	return fmt.Sprintf("jobvet: %s (%v)", p.doing(), elapsed.Truncate(time.Second))
}

// erase takes the line off the screen. The caller holds the lock.
func (p *progress) erase() {
	if p.width > 0 {
		fmt.Fprintf(p.out, "\r%s\r", strings.Repeat(" ", p.width))
		p.width = 0
	}
}
