package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"syscall"
	"time"
)

// A sample is one run. CPU is that of the tool and all its children, RSS that
// of the largest of them.
type sample struct {
	Wall, CPU float64 // seconds
	RSS       float64 // megabytes
}

// scenarios are what is measured of each tool in each round, in this order.
var scenarios = []string{"cold", "warm", "leaf", "root"}

// A result is what was measured on one subject.
type result struct {
	Subject  string
	Title    string
	Packages int
	Machine  string
	Note     string // on the circumstances
	Tools    []string
	// Samples are by scenario and tool, one for each round.
	Samples map[string]map[string][]sample
}

// measureAll measures the tools on a subject.
func measureAll(s *subject, tools []*tool, rounds int) (*result, error) {
	r := &result{Subject: s.name, Title: s.title, Packages: s.packages, Machine: machine(), Samples: make(map[string]map[string][]sample)}
	for _, scenario := range scenarios {
		r.Samples[scenario] = make(map[string][]sample)
	}
	for _, t := range tools {
		r.Tools = append(r.Tools, t.name)
	}
	for round := range rounds {
		for _, t := range order(tools, round) {
			command, env, err := t.fresh()
			if err != nil {
				return nil, err
			}
			measure := func(scenario string) error {
				m, err := s.measure(append(command[:len(command):len(command)], s.patterns...), env)
				if err != nil {
					return fmt.Errorf("%s, %s: %w", t.name, scenario, err)
				}
				fmt.Fprintf(os.Stderr, "round %d %s %s %s: %.2f s, CPU %.2f s, %.0f MB\n", round+1, s.name, t.name, scenario, m.Wall, m.CPU, m.RSS)
				r.Samples[scenario][t.name] = append(r.Samples[scenario][t.name], m)
				return nil
			}
			edit := func(scenario, file string) error {
				name := fmt.Sprintf("Edit%d%s%d", round, t.name, os.Getpid())
				return s.edited(file, name, func() error { return measure(scenario) })
			}
			err = errors.Join(measure("cold"), measure("warm"), edit("leaf", s.leaf), edit("root", s.root))
			if err != nil {
				return nil, err
			}
		}
	}
	return r, nil
}

// measure runs a command in the subject's directory. Findings are no failure.
func (s *subject) measure(command, env []string) (sample, error) {
	cmd := exec.Command(command[0], command[1:]...)
	cmd.Dir = s.dir
	cmd.Env = append(os.Environ(), env...)
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
