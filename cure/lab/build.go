package lab

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"

	"golang.org/x/sync/semaphore"
)

// A Way is a way to keep the limit.
type Way string

const (
	// Waiting is the job as it was written.
	Waiting Way = "waiting"
	// Fixed is what jobvet -fix makes of it.
	Fixed Way = "fixed"
	// GiveBack is what jobvet -fix -cure=give-back makes of it.
	GiveBack Way = "give-back"
	// Advised is what the message says, by hand, where it is not what jobvet -fix does.
	Advised Way = "advised"
	// Booked is the job with ratelimit.Bookings, by hand: testdata/booked.go of the program's
	// folder in place of job.go, which makes its job by the same function.
	Booked Way = "booked"
	// Leased is the job with a limit that several processes share by leases, by hand: testdata/leased.go
	// as in Booked. It is not compared with the others, but tried with four processes.
	Leased Way = "leased"
	// Throttle is the job as it was written, under the framework's own setting.
	Throttle Way = "throttle"
)

// flags are what jobvet is called with; without an entry it is not called.
func (w Way) flags() []string {
	switch w {
	case Fixed:
		return []string{"-fix"}
	case GiveBack:
		return []string{"-fix", "-cure=give-back"}
	}
	return nil
}

// A builder builds the programs, in copies of this module in a folder of its own.
type builder struct {
	module string // the folder of this module
	dir    string
	jobvet string
	slots  *semaphore.Weighted // one for each program that is being built
}

func newBuilder(ctx context.Context, dir string) (*builder, error) {
	gomod, err := command(ctx, "", "go", "env", "GOMOD")
	if err != nil {
		return nil, err
	}
	b := &builder{module: filepath.Dir(strings.TrimSpace(gomod)), dir: dir, jobvet: filepath.Join(dir, "jobvet"),
		slots: semaphore.NewWeighted(int64(runtime.NumCPU()))}
	_, err = command(ctx, b.module, "go", "build", "-o", b.jobvet, "github.com/jobvet/jobvet/cmd/jobvet")
	return b, err
}

// A program is a built program.
type program struct {
	path string
	// job is the text of the job that it runs.
	job string
}

// errNone says that there is no such way.
var errNone = errors.New("no such way")

// build copies a framework's program to a folder of its own, has jobvet change it as the
// way says and builds what came out.
func (b *builder) build(ctx context.Context, f *Framework, way Way) (*program, error) {
	if err := b.slots.Acquire(ctx, 1); err != nil {
		return nil, err
	}
	defer b.slots.Release(1)
	folder, copied := f.Folder, filepath.Join(b.dir, f.Key+"-"+string(way))
	for _, name := range []string{folder, "worker"} {
		if err := os.CopyFS(filepath.Join(copied, name), os.DirFS(filepath.Join(b.module, name))); err != nil {
			return nil, err
		}
	}
	if err := copyModule(b.module, copied); err != nil {
		return nil, err
	}
	if way == Advised || way == Booked || way == Leased {
		err := os.Rename(filepath.Join(copied, folder, "testdata", string(way)+".go"), filepath.Join(copied, folder, "job.go"))
		if errors.Is(err, fs.ErrNotExist) {
			return nil, errNone
		}
		if err != nil {
			return nil, err
		}
	}
	if flags := way.flags(); flags != nil {
		// Status 1 says that there are findings without a fix.
		out, err := command(ctx, copied, b.jobvet, append(flags, "-tags="+f.Tag, "./"+folder)...)
		if exit := new(exec.ExitError); err != nil && (!errors.As(err, &exit) || exit.ExitCode() != 1) {
			return nil, fmt.Errorf("%w\n%s", err, out)
		}
	}
	job, err := os.ReadFile(filepath.Join(copied, folder, "job.go"))
	if err != nil {
		return nil, err
	}
	p := &program{path: filepath.Join(copied, "program"), job: string(job)}
	// Nobody debugs them, and without what debuggers need a large program is linked in two thirds of the time.
	_, err = command(ctx, copied, "go", "build", "-ldflags=-w", "-tags="+f.Tag, "-o", p.path, "./"+folder)
	return p, err
}

// copyModule makes a folder a module with the requirements of another.
func copyModule(module, folder string) error {
	for _, name := range []string{"go.mod", "go.sum"} {
		text, err := os.ReadFile(filepath.Join(module, name))
		if err != nil {
			return err
		}
		text = bytes.ReplaceAll(text, []byte("=> ../"), []byte("=> "+filepath.Dir(module)+"/"))
		if err := os.WriteFile(filepath.Join(folder, name), text, 0o666); err != nil {
			return err
		}
	}
	return nil
}

// command runs a command in a folder and returns its standard output.
func command(ctx context.Context, dir, name string, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir = dir
	var out, said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &said
	if err := cmd.Run(); err != nil {
		return out.String(), fmt.Errorf("%s %s: %w\n%s", name, strings.Join(args, " "), err, said.Bytes())
	}
	return out.String(), nil
}
