package lab

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/jobvet/jobvet/cure/broker"
	"github.com/jobvet/jobvet/cure/worker"
)

// trial runs a program under a load and counts what became of the items.
func trial(ctx context.Context, p *program, br broker.Broker, dir string, l *worker.Load) (*Counts, error) {
	var err error
	if l.Broker, err = br.Space(ctx); err != nil {
		return nil, err
	}
	dir, err = os.MkdirTemp(dir, "trial-")
	if err != nil {
		return nil, err
	}
	l.Log = filepath.Join(dir, "log")
	first, err := p.run(ctx, l)
	if err != nil {
		return nil, err
	}
	last := first
	if l.StopAfter > 0 {
		second := *l
		second.Again, second.StopAfter = true, 0
		if last, err = p.run(ctx, &second); err != nil {
			return nil, err
		}
	}
	done, err := worker.Done(l.Log)
	if err != nil {
		return nil, err
	}
	c := &Counts{
		Done: len(done), Lost: l.Items - len(done), Failed: last.Failed, Dead: last.Dead, MaxRuns: first.MaxRuns, Runs: first.Runs,
		Seconds: first.Last.Seconds(), Ideal: ideal(l).Seconds(), First: first.First.Seconds(), CPU: first.CPU.Seconds(),
		OthersLost: first.OthersLost,
	}
	if last != first {
		c.Runs += last.Runs
		c.MaxRuns = max(c.MaxRuns, last.MaxRuns)
		c.CPU += last.CPU.Seconds()
		c.Seconds = (first.Last + first.Stopping + last.Last).Seconds()
		c.Stopping = first.Stopping.Seconds()
	}
	for _, times := range done {
		if times > 1 {
			c.Twice++
		}
	}
	if n := len(first.Others); n > 0 {
		c.OthersMedian, c.OthersMost = first.Others[n/2].Seconds(), first.Others[n-1].Seconds()
	}
	return c, nil
}

// run runs the program once.
func (p *program) run(ctx context.Context, l *worker.Load) (*worker.Report, error) {
	ctx, cancel := context.WithTimeout(ctx, l.Limit+time.Minute)
	defer cancel()
	out, err := command(ctx, filepath.Dir(p.path), p.path, l.Args()...)
	if err != nil {
		return nil, err
	}
	r := new(worker.Report)
	if err := json.Unmarshal([]byte(out), r); err != nil {
		return nil, fmt.Errorf("%s: %w", p.path, err)
	}
	return r, nil
}
