package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/jobvet/jobvet/conformance/internal/tool"
)

// A verdict says how a fixed program ends.
type verdict string

const (
	same    verdict = "the same"
	leftOut verdict = "left out" // nothing to compare with
	differs verdict = "differs"
	hangs   verdict = "hangs"
)

// An outcome is how a program ended.
type outcome struct {
	status string // "" if it did not end within the limit
	output string // both streams
	took   time.Duration
}

// deadlock is what the runtime says of a program that waits for nothing.
const deadlock = "all goroutines are asleep - deadlock!"

// compare judges by two runs of a program as it was, and one as it is fixed.
func compare(before [2]outcome, after outcome) (verdict, string) {
	was := before[0]
	switch {
	case was.status == "" || before[1].status == "":
		return leftOut, "it does not end before, either"
	case was.status != before[1].status:
		return leftOut, fmt.Sprintf("it ends with %s and with %s before", was.status, before[1].status)
	case after.status == "":
		return hangs, "it does not end"
	case strings.Contains(after.output, deadlock) && !strings.Contains(was.output, deadlock):
		return hangs, "it ends with " + deadlock
	case was.status != after.status:
		return differs, fmt.Sprintf("it ended with %s, and ends with %s:\n%s", was.status, after.status, tail(after.output))
	case was.status != success:
		return same, "and fails with " + was.status
	case was.output == before[1].output && was.output != after.output:
		return differs, fmt.Sprintf("it printed\n%sand prints\n%s", tail(was.output), tail(after.output))
	}
	return same, ""
}

// success is the status of a program without a fault.
const success = "exit status 0"

// tail is the end of a long output.
func tail(text string) string {
	const most = 2000
	if len(text) > most {
		text = "..." + text[len(text)-most:]
	}
	return strings.TrimSuffix(text, "\n") + "\n"
}

// judge builds and runs the changed programs in dir, as many at once as there
// are processors, and says in each change what came of it. A program that does
// not end before the limit hangs; a fixed one has ten times as long again as it
// took before, so that a slow machine makes no difference.
func judge(dir string, changes []*change, limit time.Duration) error {
	if err := newModule(dir); err != nil {
		return err
	}
	var g errgroup.Group
	g.SetLimit(runtime.NumCPU())
	for start := 0; start < len(changes); {
		// What shares its texts is built once.
		end := start + 1
		for end < len(changes) && changes[end].source == changes[start].source && changes[end].after == changes[start].after {
			end++
		}
		list, place := changes[start:end], filepath.Join(dir, "run"+strconv.Itoa(start))
		start = end
		g.Go(func() error {
			defer os.RemoveAll(place)
			return judgeSource(place, list, limit)
		})
	}
	return g.Wait()
}

// judgeSource judges changes with the same text.
func judgeSource(dir string, changes []*change, limit time.Duration) error {
	s := changes[0].source
	before, err := s.build(filepath.Join(dir, "before"), s.text)
	if err != nil {
		// Some link with a symbol of a sibling.
		for _, c := range changes {
			c.verdict, c.why = leftOut, err.Error()
		}
		return nil
	}
	after, failed := s.build(filepath.Join(dir, "after"), changes[0].after)
	for _, c := range changes {
		if failed != nil {
			c.verdict, c.why = differs, failed.Error()
			continue
		}
		args := s.args
		if s.isTest {
			args = []string{"-test.short", "-test.timeout=0", "-test.run=^(" + driver + ")?" + c.function + "$"}
		}
		for _, processors := range []int{runtime.NumCPU(), 1} {
			var was [2]outcome
			for i := range was {
				if was[i], err = run(dir, before, args, processors, limit); err != nil {
					return err
				}
				if was[i].status == "" {
					break
				}
			}
			var is outcome
			if was[1].status != "" {
				if is, err = run(dir, after, args, processors, limit+10*max(was[0].took, was[1].took)); err != nil {
					return err
				}
			}
			if c.verdict, c.why = compare(was, is); c.verdict != same {
				c.why = fmt.Sprintf("with GOMAXPROCS=%d %s", processors, c.why)
				break
			}
		}
	}
	return nil
}

// build builds a text of a source in a directory of its own and returns the
// executable.
func (s *source) build(dir, text string) (string, error) {
	if err := tool.Write(filepath.Join(dir, s.file()), []byte(text)); err != nil {
		return "", err
	}
	if s.isTest {
		if err := tool.Write(filepath.Join(dir, "driver_test.go"), []byte(s.driver())); err != nil {
			return "", err
		}
	}
	exe := filepath.Join(dir, "program.exe")
	args := []string{"build"}
	if s.isTest {
		args = []string{"test", "-c", "-vet=off"}
	}
	args = append(args, "-o", exe)
	if s.gcflags != "" {
		args = append(args, s.gcflags)
	}
	if out, msg, err := tool.Run(dir, "go", append(args, ".")...); err != nil {
		return "", fmt.Errorf("%s does not build: %v\n%s%s", s.name, err, out, msg)
	}
	return exe, nil
}

// run runs a program in an empty directory.
func run(dir, exe string, args []string, processors int, limit time.Duration) (outcome, error) {
	empty, err := os.MkdirTemp(dir, "empty")
	if err != nil {
		return outcome{}, err
	}
	defer os.RemoveAll(empty)
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	cmd := exec.CommandContext(ctx, exe, args...)
	cmd.Dir = empty
	cmd.Env = append(os.Environ(), "PWD="+empty, "TMPDIR="+empty, "GOMAXPROCS="+strconv.Itoa(processors))
	cmd.WaitDelay = time.Second // for what it has started itself
	out := new(head)
	cmd.Stdout, cmd.Stderr = out, out
	start := time.Now()
	err = cmd.Run()
	var exit *exec.ExitError
	switch {
	case ctx.Err() != nil:
		return outcome{}, nil
	case err != nil && !errors.As(err, &exit) && !errors.Is(err, exec.ErrWaitDelay):
		return outcome{}, err
	}
	return outcome{cmd.ProcessState.String(), normalise(out.String(), empty), time.Since(start)}, nil
}

// head keeps the beginning of what is written to it.
type head struct{ bytes.Buffer }

func (h *head) Write(p []byte) (int, error) {
	if room := 1<<20 - h.Len(); room > 0 {
		h.Buffer.Write(p[:min(room, len(p))])
	}
	return len(p), nil
}

// changing is what is another text in each run: addresses, goroutines, times.
var changing = regexp.MustCompile(`0x[0-9a-f]+|\bgoroutine \d+|\b\d+(\.\d+)?(ns|µs|ms|s)\b`)

// normalise takes out of an output what may change from run to run.
func normalise(output, dir string) string {
	return changing.ReplaceAllString(strings.ReplaceAll(output, dir, "DIR"), "?")
}
