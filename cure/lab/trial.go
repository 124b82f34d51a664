package lab

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"

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
	reports, err := p.runAll(ctx, l)
	if err != nil {
		return nil, err
	}
	done, err := worker.Done(l.Log)
	if err != nil {
		return nil, err
	}
	first, last := reports[0], reports[len(reports)-1]
	c := &Counts{
		Done: len(done), Lost: l.Items - len(done), Failed: last.Failed, Dead: last.Dead,
		Seconds: first.Last.Seconds(), Ideal: ideal(l).Seconds(), First: first.First.Seconds(), OthersLost: first.OthersLost,
	}
	runs := make([]int, l.Items)
	for _, r := range reports {
		c.CPU += r.CPU.Seconds()
		for i, times := range r.Runs {
			runs[i] += times
			c.Runs += times
		}
		if l.Workers > 1 {
			c.Seconds = max(c.Seconds, r.Last.Seconds())
		}
	}
	c.MaxRuns = slices.Max(runs)
	if l.StopAfter > 0 {
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

// starting is the time that several processes have to get ready.
const starting = 4 * time.Second

// runAll runs the program as often as the load says: in several processes at once, or
// in one after another.
func (p *program) runAll(ctx context.Context, l *worker.Load) ([]*worker.Report, error) {
	one := *l
	if l.StopAfter > 0 {
		first, err := p.run(ctx, l)
		if err != nil {
			return nil, err
		}
		one.Again, one.StopAfter = true, 0
		last, err := p.run(ctx, &one)
		return []*worker.Report{first, last}, err
	}
	if l.Workers > 1 {
		prepare := *l
		prepare.Prepare = true
		if _, err := p.run(ctx, &prepare); err != nil {
			return nil, err
		}
		one.Again, one.At = true, time.Now().Add(starting).UnixMilli()
	}
	reports := make([]*worker.Report, l.Workers)
	group, ctx := errgroup.WithContext(ctx)
	for i := range reports {
		group.Go(func() (err error) {
			reports[i], err = p.run(ctx, &one)
			return err
		})
	}
	return reports, group.Wait()
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
