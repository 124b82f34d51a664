package lab

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/jobvet/jobvet/cure/broker"
)

// A Lab has a builder and the brokers that run.
type Lab struct {
	builder *builder
	log     func(format string, args ...any)
}

// New returns a lab that keeps its files in dir and tells log what it does.
func New(ctx context.Context, dir string, log func(format string, args ...any)) (*Lab, error) {
	b, err := newBuilder(ctx, dir)
	return &Lab{builder: b, log: log}, err
}

// RunAll runs programs of frameworks as Run does, atOnce of them at the same time,
// since they wait most of the time. What keeps a processor busy runs after them, alone,
// and compilers run before them. A framework whose broker is not installed is left out;
// the results of the others are good even if there is an error.
func (lab *Lab) RunAll(ctx context.Context, frameworks []*Framework, ways []Way, loads []string, items, atOnce int) (*Results, error) {
	programs := make([]map[Way]*program, len(frameworks))
	builds, building := errgroup.WithContext(ctx)
	for i, f := range frameworks {
		builds.Go(func() (err error) {
			programs[i], err = lab.build(building, f, ways)
			return err
		})
	}
	if err := builds.Wait(); err != nil {
		return new(Results), err
	}
	results, errs := make([]*Result, len(frameworks)), make([]error, len(frameworks))
	run := func(i int) {
		if results[i], errs[i] = lab.run(ctx, frameworks[i], programs[i], ways, loads, items); errors.Is(errs[i], broker.ErrMissing) {
			lab.log("SKIPPED %s: %v", frameworks[i].Key, errs[i])
			errs[i] = nil
		}
	}
	for _, alone := range []bool{false, true} {
		var group errgroup.Group
		group.SetLimit(atOnce)
		if alone {
			group.SetLimit(1)
		}
		for i, f := range frameworks {
			if f.Busy == alone {
				group.Go(func() error { run(i); return nil })
			}
		}
		_ = group.Wait() // errs has the errors
	}
	return &Results{Frameworks: slices.DeleteFunc(results, func(r *Result) bool { return r == nil })}, errors.Join(errs...)
}

// Run runs a framework's program in the ways, of which Waiting is the first, under the
// loads, with so many items.
// The error is broker.ErrMissing if its broker is not installed.
func (lab *Lab) Run(ctx context.Context, f *Framework, ways []Way, loads []string, items int) (*Result, error) {
	programs, err := lab.build(ctx, f, ways)
	if err != nil {
		return nil, err
	}
	return lab.run(ctx, f, programs, ways, loads, items)
}

// build builds the program of each way that the framework has.
func (lab *Lab) build(ctx context.Context, f *Framework, ways []Way) (map[Way]*program, error) {
	programs := make(map[Way]*program)
	for _, way := range ways {
		if way == Throttle {
			if f.Throttled {
				programs[way] = programs[Waiting]
			}
			continue
		}
		p, err := lab.builder.build(ctx, f, way)
		if errors.Is(err, errNone) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("%s, %s: %w", f.Key, way, err)
		}
		if way.flags() != nil && p.job == programs[Waiting].job {
			lab.log("%s, %s: jobvet makes no fix", f.Key, way)
			continue
		}
		programs[way] = p
	}
	return programs, nil
}

func (lab *Lab) run(ctx context.Context, f *Framework, programs map[Way]*program, ways []Way, loads []string, items int) (r *Result, err error) {
	br, err := f.Broker(ctx)
	if err != nil {
		return nil, err
	}
	defer func() {
		if stopped := br.Stop(); err == nil {
			err = stopped
		}
	}()
	version, err := command(ctx, lab.builder.module, "go", "list", "-m", "-f", "{{.Version}}", f.Module)
	if err != nil {
		return nil, err
	}
	r = &Result{
		Key: f.Key, Framework: f.Name, On: br.Version(), Module: f.Module, Version: strings.TrimSpace(version),
		Machine: fmt.Sprintf("%s/%s, %d processors, %s", runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), runtime.Version()),
		Date:    time.Now().UTC().Format(time.DateOnly),
		Wrote:   map[Way][]string{}, Kinds: map[Way]string{},
	}
	for _, way := range ways {
		p := programs[way]
		if p == nil {
			continue
		}
		if wrote := newLines(programs[Waiting].job, p.job); wrote != nil {
			r.Wrote[way] = wrote
		}
		r.Kinds[way] = f.kind(way, programs)
		for _, load := range loads {
			if load == Lease && !f.Leased || load == Timeout && !f.Timed || load == Workers && !f.Shared {
				continue
			}
			t, err := lab.try(ctx, br, f, way, p, load, items, r)
			if err != nil {
				return nil, fmt.Errorf("%s, %s, %s: %w", f.Key, way, load, err)
			}
			r.Trials = append(r.Trials, t)
		}
	}
	return r, nil
}

func (lab *Lab) try(ctx context.Context, br broker.Broker, f *Framework, way Way, p *program, name string, items int, r *Result) (*Trial, error) {
	l := load(name, items)
	l.Throttle = way == Throttle
	if name == Stop {
		l.Limit += f.Keeps
	}
	c, err := trial(ctx, p, br, lab.builder.dir, l)
	if err != nil {
		return nil, err
	}
	t := &Trial{Way: way, Load: name, Items: l.Items, Rate: l.Rate, Burst: l.Burst, Counts: *c}
	if way != Waiting {
		t.Faults = faults(c, &r.Trial(Waiting, name).Counts, name, l, f.Polling)
	}
	lab.log("%s, %s, %s: %d of %d done, %d twice, %d failed, %d runs, %.1f of %.1f s, CPU %.2f s%s", f.Key, way, name,
		c.Done, l.Items, c.Twice, c.Failed, c.Runs, c.Seconds, c.Ideal, c.CPU, bad(t.Faults))
	return t, nil
}

func bad(faults []string) string {
	if faults == nil {
		return ""
	}
	return "; BAD: " + strings.Join(faults, ", ")
}

// kind returns which of the catalogue's kinds of cure a way is.
func (f *Framework) kind(way Way, programs map[Way]*program) string {
	switch {
	case way == Waiting:
		return ""
	case way == Throttle:
		return "throttle"
	case way == Booked:
		return "booking"
	case way == Advised && f.GivesBack || programs[GiveBack] != nil && programs[GiveBack].job == programs[way].job:
		return "give-back"
	}
	return "own-context"
}

// newLines returns the lines of a text that another has not.
func newLines(old, text string) []string {
	had := strings.Split(old, "\n")
	var lines []string
	for line := range strings.SplitSeq(text, "\n") {
		if !slices.Contains(had, line) {
			lines = append(lines, strings.TrimSpace(line))
		}
	}
	return lines
}
