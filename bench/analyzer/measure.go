package main

import (
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

var scenarios = []scenario{{"cold", 1}, {"warm", 5}, {"leaf", 3}, {"root", 1}}

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
	runs := make(map[*tool]*command)
	for _, t := range tools {
		c, err := t.fresh()
		if err != nil {
			return err
		}
		runs[t] = c
	}
	for _, sc := range scenarios {
		if r.Samples[sc.name] == nil {
			continue
		}
		for i := range sc.times {
			all := func() error {
				for _, t := range order(tools, round+i) {
					m, err := s.measure(runs[t])
					if err != nil {
						return fmt.Errorf("%s, %s: %w", t.name, sc.name, err)
					}
					fmt.Fprintf(os.Stderr, "round %d %s %s %s: %.2f s, CPU %.2f s, %.0f MB\n", round+1, s.name, sc.name, t.name, m.Wall, m.CPU, m.RSS)
					r.Samples[sc.name][t.name] = append(r.Samples[sc.name][t.name], m)
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
