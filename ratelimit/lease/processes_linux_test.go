package lease

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
	"unsafe"

	"github.com/redis/go-redis/v9"

	"github.com/jobvet/jobvet/internal/daemon"
)

// The environment of this test's binary where it is a worker: the server's port, and the file for what it was granted.
const (
	portOf = "LEASE_TEST_PORT"
	logOf  = "LEASE_TEST_LOG"
)

// The limit of the processes.
const (
	realRate  = 1000
	realBurst = 200
)

func TestMain(m *testing.M) {
	if port := os.Getenv(portOf); port != "" {
		if err := work(port, os.Getenv(logOf)); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// monotonic reads the machine's monotonic clock, which all processes have in common.
func monotonic() time.Duration {
	var now syscall.Timespec
	const clock = 1 // CLOCK_MONOTONIC
	if _, _, err := syscall.Syscall(syscall.SYS_CLOCK_GETTIME, clock, uintptr(unsafe.Pointer(&now)), 0); err != 0 {
		panic(err)
	}
	return time.Duration(now.Nano())
}

// work takes permits until it is killed, and logs each when it has it.
func work(port, file string) error {
	p, err := strconv.Atoi(port)
	if err != nil {
		return err
	}
	log, err := os.OpenFile(file, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o666)
	if err != nil {
		return err
	}
	c := redis.NewClient(options(p))
	var l *Limiter
	for l == nil {
		if l, err = New(context.Background(), c, "real", realRate, realBurst); err != nil {
			time.Sleep(50 * time.Millisecond)
		}
	}
	for i := 0; ; i++ {
		begin, got := monotonic(), 0
		switch {
		case i%7 == 0:
			got = l.TryAcquireUpTo(20)
		case l.TryAcquire():
			got = 1
		}
		end := monotonic()
		if got > 0 {
			if _, err := fmt.Fprintf(log, "%d %d %d\n", begin, end, got); err != nil {
				return err
			}
			continue
		}
		time.Sleep(time.Millisecond)
	}
}

// logged reads what workers have logged. The last line of one that was killed may be cut off.
func logged(t *testing.T, dir string) []grant {
	t.Helper()
	files, err := filepath.Glob(dir + "/*")
	if err != nil {
		t.Fatal(err)
	}
	var all []grant
	for _, name := range files {
		f, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(f)
		for lines.Scan() {
			var g grant
			if n, _ := fmt.Sscan(lines.Text(), &g.begin, &g.end, &g.n); n == 3 {
				all = append(all, g)
			}
		}
		f.Close()
	}
	return all
}

// TestProcesses has eight processes under one limit on a real server, and what can happen to
// them and to it.
func TestProcesses(t *testing.T) {
	s := server(t, 0)
	c := client(t, options(s.Port))
	dir := t.TempDir()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	workers := make([]*exec.Cmd, 8)
	made := 0
	start := func(i int) {
		made++
		cmd := exec.Command(self, "-test.run=^$")
		cmd.Env = append(os.Environ(), fmt.Sprintf("%s=%d", portOf, s.Port), fmt.Sprintf("%s=%s/%d", logOf, dir, made))
		cmd.Stderr = os.Stderr
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		workers[i] = cmd
	}
	kill := func(i int) {
		_ = workers[i].Process.Kill()
		_ = workers[i].Wait()
	}
	signal := func(i int, sig os.Signal) {
		if err := workers[i].Process.Signal(sig); err != nil {
			t.Error(err)
		}
	}
	for i := range workers {
		start(i)
	}
	defer func() {
		for i := range workers {
			kill(i)
		}
	}()
	ctx := t.Context()
	try := func(args ...any) {
		if err := c.Do(ctx, args...).Err(); err != nil && !strings.Contains(err.Error(), "closed") {
			t.Logf("%v: %v", args, err)
		}
	}
	restart := func() {
		if err := s.Stop(); err != nil {
			t.Fatal(err)
		}
		if s, err = daemon.StartRedis(ctx, s.Port, "--enable-debug-command", "local"); err != nil {
			t.Fatal(err)
		}
	}
	t.Cleanup(func() { _ = s.Stop() })
	const calm = 1500 * time.Millisecond
	time.Sleep(2 * time.Second)
	for _, e := range []struct {
		name   string
		happen func()
	}{
		{"nothing", func() {}},
		{"two workers are killed, and new ones start", func() { kill(0); kill(1); start(0); start(1) }},
		{"a worker stops for two seconds", func() {
			signal(2, syscall.SIGSTOP)
			time.Sleep(2 * time.Second)
			signal(2, syscall.SIGCONT)
		}},
		{"the server stops for 1.2 seconds", func() {
			_ = s.Signal(syscall.SIGSTOP)
			time.Sleep(1200 * time.Millisecond)
			_ = s.Signal(syscall.SIGCONT)
		}},
		{"clients are paused", func() { try("CLIENT", "PAUSE", 700) }},
		{"the server sleeps", func() { try("DEBUG", "SLEEP", "0.7") }},
		{"all connections are cut", func() { try("CLIENT", "KILL", "TYPE", "normal") }},
		{"scripts are flushed", func() { try("SCRIPT", "FLUSH") }},
		{"all data are deleted", func() { try("FLUSHALL") }},
		{"the server is restarted without its data", restart},
		{"half of the workers are killed while the server is restarted", func() {
			for i := range 4 {
				kill(i)
			}
			restart()
			for i := range 4 {
				start(i)
			}
		}},
	} {
		from := monotonic()
		e.happen()
		happened := monotonic()
		time.Sleep(calm)
		g := grants{all: logged(t, dir)}
		t.Logf("%-60s %5d permits in %v, then %5d in %v", e.name, g.between(from, happened), (happened - from).Round(time.Millisecond), g.between(happened, monotonic()), calm)
	}
	time.Sleep(2 * time.Second)
	last := monotonic()
	time.Sleep(2 * time.Second)
	all := logged(t, dir)
	g := grants{all: all}
	got := g.between(last, monotonic())
	t.Logf("%d grants in all; %d permits in the last 2 s", len(all), got)
	if got == 0 {
		t.Error("nothing is granted when all is well again")
	}
	if err := excess(all, realRate, realBurst); err != nil {
		t.Error(err)
	}
}
