package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"syscall"
	"time"
)

// A sample is one run. CPU is that of the tool and all its children, RSS that
// of the largest of them.
type sample struct {
	Wall, CPU float64 // seconds
	RSS       float64 // megabytes
}

// A scenario is one kind of run. In each round every tool runs it so many
// times: more often where it takes little time.
type scenario struct {
	name  string
	times int
}

const fresh = "fresh"

var scenarios = []scenario{{fresh, 1}, {"cold", 1}, {"warm", 5}, {"leaf", 3}, {"root", 1}}

// A result is what was measured on one subject.
type result struct {
	Subject  string
	Title    string
	Packages int
	Machine  string
	Command  string // which makes them again, in this module
	Note     string // on the circumstances
	Tools    []string
	// Samples are by scenario and tool, in the order in which they were taken.
	Samples map[string]map[string][]sample
}

// newResult returns a result without samples, of the scenarios that are named.
func newResult(s *subject, tools []*tool, only []string) *result {
	r := &result{Subject: s.name, Title: s.title, Packages: s.packages, Machine: machine(), Samples: make(map[string]map[string][]sample)}
	for _, sc := range scenarios {
		if slices.Contains(only, sc.name) {
			r.Samples[sc.name] = make(map[string][]sample)
		}
	}
	// What is measured alone is kept beside the rest.
	if len(only) == 1 && only[0] == fresh {
		r.Subject += ", " + fresh
	}
	for _, t := range tools {
		r.Tools = append(r.Tools, t.name)
	}
	return r
}

// measure adds the samples of a round. All tools run a scenario before the
// next one, so that what else the machine does meets them alike.
func (r *result) measure(s *subject, tools []*tool, round int) error {
	tools = slices.DeleteFunc(slices.Clone(tools), func(t *tool) bool { return round >= t.rounds })
	if len(tools) == 0 {
		return nil
	}
	if r.Samples[fresh] != nil {
		for _, t := range order(tools, round) {
			m, err := s.measureFresh(t)
			if err != nil {
				return fmt.Errorf("%s, %s: %w", t.name, fresh, err)
			}
			r.add(round, fresh, t, m)
		}
	}
	runs := make(map[*tool]*command)
	for _, t := range tools {
		c, err := t.unseen()
		if err != nil {
			return err
		}
		runs[t] = c
	}
	for _, sc := range scenarios {
		if r.Samples[sc.name] == nil || sc.name == fresh {
			continue
		}
		for i := range sc.times {
			all := func() error {
				for _, t := range order(tools, round+i) {
					m, err := s.measure(runs[t])
					if err != nil {
						return fmt.Errorf("%s, %s: %w", t.name, sc.name, err)
					}
					r.add(round, sc.name, t, m)
				}
				return nil
			}
			var err error
			if file := s.toEdit(sc.name); file != "" {
				err = s.edited(file, fmt.Sprintf("Edit%d%c%d", round, 'a'+i, os.Getpid()), all)
			} else {
				err = all()
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// add keeps a sample, and shows it.
func (r *result) add(round int, scenario string, t *tool, m sample) {
	fmt.Fprintf(os.Stderr, "round %d %s %s %s: %.2f s, CPU %.2f s, %.0f MB\n", round+1, r.Subject, scenario, t.name, m.Wall, m.CPU, m.RSS)
	r.Samples[scenario][t.name] = append(r.Samples[scenario][t.name], m)
}

// measureFresh runs a tool that no cache knows with an empty build cache.
func (s *subject) measureFresh(t *tool) (m sample, err error) {
	c, err := t.unseen()
	if err != nil {
		return m, err
	}
	cache, err := os.MkdirTemp("", "fresh")
	if err != nil {
		return m, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(cache)) }()
	return s.measure(&command{c.name, c.args, append(c.env[:len(c.env):len(c.env)], "GOCACHE="+cache)})
}

// measure runs a command in the subject's directory. Findings are no failure.
func (s *subject) measure(c *command) (sample, error) {
	cmd := exec.Command(c.name, slices.Concat(c.args, s.patterns)...)
	cmd.Dir = s.dir
	cmd.Env = append(os.Environ(), c.env...)
	start := time.Now()
	out, err := cmd.CombinedOutput()
	wall := time.Since(start)
	if err != nil && cmd.ProcessState.ExitCode() != 1 {
		return sample{}, fmt.Errorf("%w\n%s", err, out)
	}
	cpu := cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	usage := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	return sample{wall.Seconds(), cpu.Seconds(), float64(usage.Maxrss) / 1024}, nil
}
