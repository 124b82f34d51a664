package gocmd

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"github.com/jobvet/jobvet/internal/printable"
)

const (
	progressDelay    = 500 * time.Millisecond // short runs show none
	progressInterval = 200 * time.Millisecond
)

// A progress is a line on a terminal that tells how far a long run is. What
// else goes to the terminal meanwhile is written through it. It is safe for
// concurrent use.
type progress struct {
	out  io.Writer
	stop func() // erases the line for good

	mu    sync.Mutex
	total int // packages to check, 0 if unknown
	done  int
	width int // of the line that is on the screen
}

// startProgress returns the progress of a run, which is shown on out, a terminal,
// until stop is called.
func startProgress(ctx context.Context, out io.Writer, shown bool) *progress {
	p := &progress{out: out, stop: func() {}}
	if !shown {
		return p
	}
	ctx, cancel := context.WithCancel(ctx)
	var wait sync.WaitGroup
	wait.Go(func() {
		select {
		case <-ctx.Done():
			return
		case <-time.After(progressDelay):
		}
		ticker := time.NewTicker(progressInterval)
		defer ticker.Stop()
		start := time.Now().Add(-progressDelay)
		for {
			p.draw(time.Since(start))
			select {
			case <-ctx.Done():
				return
			case <-ticker.C:
			}
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

// Write writes to the terminal in place of the line, which comes back below.
func (p *progress) Write(b []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.erase()
	return p.out.Write(b)
}

func (p *progress) setTotal(n int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.total = n
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

func (p *progress) line(elapsed time.Duration) string {
	s := "jobvet: checking"
	switch {
	case p.total >= p.done && p.total > 0:
		s = fmt.Sprintf("jobvet: checked %d of %d", p.done, p.total) // external tests on their own
	case p.done > 0:
		s = "jobvet: checked " + printable.Count(p.done, "package")
	}
	return fmt.Sprintf("%s (%v)", s, elapsed.Truncate(time.Second))
}

// erase takes the line off the screen. The caller holds the lock.
func (p *progress) erase() {
	if p.width > 0 {
		fmt.Fprintf(p.out, "\r%s\r", strings.Repeat(" ", p.width))
		p.width = 0
	}
}

// units returns a writer for the output of "go vet -json", which counts the
// packages in it. Each is an object that begins a line; what is inside of it is
// indented.
func (p *progress) units() io.Writer { return &unitCounter{p: p, bol: true} }

type unitCounter struct {
	p   *progress
	bol bool // at the beginning of a line
}

func (u *unitCounter) Write(b []byte) (int, error) {
	n := bytes.Count(b, []byte("\n{"))
	if u.bol && len(b) > 0 && b[0] == '{' {
		n++
	}
	if len(b) > 0 {
		u.bol = b[len(b)-1] == '\n'
	}
	u.p.mu.Lock()
	defer u.p.mu.Unlock()
	u.p.done += n
	return len(b), nil
}
