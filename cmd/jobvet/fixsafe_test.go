package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

const waiting = `package %s

import (
	"context"

	"github.com/riverqueue/river"
	"golang.org/x/time/rate"
)

type Args struct{}

func (Args) Kind() string { return "job" }

type Worker struct {
	river.WorkerDefaults[Args]
	lim *rate.Limiter
}

func (w *Worker) Work(ctx context.Context, job *river.Job[Args]) error {
	return w.lim.Wait(context.Background())
}

func Register(workers *river.Workers) {
	river.AddWorker(workers, &Worker{lim: rate.NewLimiter(1, 1)})
}
`

// jobs makes a module with n packages, each with a file that has a fix.
func jobs(t *testing.T, n int) (dir string, files []string) {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if err := defaultModule(dir); err != nil {
		t.Fatal(err)
	}
	for i := range n {
		name := fmt.Sprint("p", i)
		files = append(files, filepath.Join(dir, name, "job.go"))
		write(t, files[i], fmt.Appendf(nil, waiting, name))
	}
	return dir, files
}

// fixIn runs jobvet -fix in a directory.
func fixIn(t *testing.T, exe, dir string) (stderr string, status int) {
	t.Helper()
	cmd := exec.Command(exe, "-fix", "-cure=give-back", "./...")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOFLAGS=", "GOWORK=", "GOENV=off", "GOPROXY=off", "PWD="+dir)
	var msg bytes.Buffer
	cmd.Stderr = &msg
	cmd.Run()
	return msg.String(), cmd.ProcessState.ExitCode()
}

// Whoever edits files while jobvet -fix runs loses nothing: a file is fixed, or
// it is named.
func TestWhileEdited(t *testing.T) {
	t.Parallel()
	exe := build(t)
	dir, files := jobs(t, 12)
	var (
		appended = make([]int, len(files))
		stop     = make(chan struct{})
		wait     sync.WaitGroup
	)
	wait.Go(func() {
		for n := 1; ; n++ {
			for i := range files[1:] { // the last one is left in peace
				select {
				case <-stop:
					return
				default:
				}
				f, err := os.OpenFile(files[i], os.O_APPEND|os.O_WRONLY, 0)
				if err != nil {
					t.Error(err)
					return
				}
				fmt.Fprintf(f, "// mine %d\n", n)
				f.Close()
				appended[i] = n
			}
			time.Sleep(time.Millisecond) // the files stay small
		}
	})
	msg, status := fixIn(t, exe, dir)
	close(stop)
	wait.Wait()
	if status != 3 {
		t.Errorf("status %d\n%s", status, msg)
	}
	for i, name := range files {
		text := read(t, name)
		for n := range appended[i] {
			if !strings.Contains(text, fmt.Sprintf("// mine %d\n", n+1)) {
				t.Errorf("%s: line %d of %d is lost", rel(dir, name), n+1, appended[i])
				break
			}
		}
		fixed, named := strings.Contains(text, "lim.Allow()"), strings.Contains(msg, rel(dir, name)+" is left as it is: it was changed meanwhile")
		if fixed == named {
			t.Errorf("%s: fixed %v, named %v", rel(dir, name), fixed, named)
		}
	}
	if !strings.Contains(read(t, files[len(files)-1]), "lim.Allow()") {
		t.Error("the file that nobody edits is not fixed")
	}
}

// On a full disk a file stays as it is, is named, and others are fixed.
func TestFullDisk(t *testing.T) {
	t.Parallel()
	if runtime.GOOS != "linux" {
		t.Skip("needs a small file system")
	}
	exe := build(t)
	dir, files := jobs(t, 2)
	small := filepath.Dir(files[0])
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", small).CombinedOutput(); err != nil {
		t.Skipf("mount: %v: %s", err, out)
	}
	defer exec.Command("umount", small).Run()
	text := fmt.Appendf(nil, waiting, "p0")
	text = append(text, strings.Repeat("// a line\n", (2*4096-len(text))/10)...) // what the fix adds needs another block
	write(t, files[0], text)
	full, err := os.Create(filepath.Join(small, "full"))
	if err != nil {
		t.Fatal(err)
	}
	for err == nil {
		_, err = full.Write(make([]byte, 4096))
	}
	full.Close()

	msg, status := fixIn(t, exe, dir)
	if status != 3 || !strings.Contains(msg, "p0/job.go is left as it is: no space left on device\n") || !strings.Contains(msg, "fixed 1 finding in 1 file; the fix of 1 finding is left out\n") {
		t.Errorf("status %d\n%s", status, msg)
	}
	if got := read(t, files[0]); got != string(text) {
		t.Errorf("the file is\n%s", got)
	}
	if !strings.Contains(read(t, files[1]), "lim.Allow()") {
		t.Error("the other file is not fixed")
	}
	entries, err := os.ReadDir(small)
	if err != nil || len(entries) != 2 {
		t.Errorf("files are left over: %v, %v", entries, err)
	}
}
