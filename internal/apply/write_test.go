package apply

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
)

// sources are two files of one fix and one of another fix, in a directory.
func sources(t *testing.T) (dir string, names []string, tree *Tree) {
	t.Helper()
	dir = tempDir(t)
	for _, name := range []string{"a.go", "b.go", "c.go"} {
		names = append(names, create(t, filepath.Join(dir, name), "package a\n\nvar "+name[:1]+" = 1\n"))
	}
	tree, errs := new(Tree).With([]Fix{
		append(replacing(t, names[0], "1", "2"), replacing(t, names[1], "1", "2")...),
		replacing(t, names[2], "1", "2"),
	}, told(t, names...))
	if errs[0] != nil || errs[1] != nil {
		t.Fatal(errs)
	}
	return dir, names, tree
}

// holds compares files with the texts that they are to have, and requires that
// nothing else is in their directory.
func holds(t *testing.T, names []string, texts ...string) {
	t.Helper()
	for i, name := range names {
		if got := read(t, name); !strings.Contains(got, texts[i]) {
			t.Errorf("%s is %q, want %q in it", filepath.Base(name), got, texts[i])
		}
	}
	entries, err := os.ReadDir(filepath.Dir(names[0]))
	if err != nil {
		t.Fatal(err)
	}
	if len(entries) != len(names) {
		t.Errorf("files are left over: %v", entries)
	}
}

func TestWrite(t *testing.T) {
	_, names, tree := sources(t)
	if err := os.Chmod(names[1], 0o640); err != nil {
		t.Fatal(err)
	}
	w := tree.Write(t.Context())
	if len(w.Errs) > 0 || fmt.Sprint(w.Files) != fmt.Sprint(names) {
		t.Errorf("written: %v, %v", w.Files, w.Errs)
	}
	holds(t, names, "a = 2", "b = 2", "c = 2")
	if info, err := os.Stat(names[1]); err != nil || runtime.GOOS != "windows" && info.Mode() != 0o640 {
		t.Errorf("the mode is %v, %v", info.Mode(), err)
	}
}

// Each way to fail leaves files of the same fix as they are, writes the others, and
// names the file.
func TestWriteFails(t *testing.T) {
	full := errors.New("no space left on device")
	cut := func(f *os.File, text []byte) error {
		if strings.Contains(string(text), "b = ") {
			f.Write(text[:len(text)/2])
			return full
		}
		return writeAll(f, text)
	}
	refusing := func(temp, path string) (string, error) {
		if filepath.Base(path) == "b.go" {
			return "", &os.LinkError{Op: "rename", Old: temp, New: path, Err: syscall.EPERM}
		}
		return swap(temp, path)
	}
	// late is a swap in whose last moment somebody else writes to b.
	late := func(how func(string, string) (string, error)) func(string, string) (string, error) {
		return func(temp, path string) (string, error) {
			if filepath.Base(path) != "b.go" {
				return how(temp, path)
			}
			f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
			if err != nil {
				return "", err
			}
			defer f.Close()
			f.WriteString("// mine\n")
			return how(temp, path)
		}
	}
	tests := []struct {
		name    string
		disk    disk
		prepare func(b string) error
		text    string // of b
		err     string
	}{
		{"full disk", disk{swap, cut}, nil, "b = 1", full.Error()},
		{"not replaced", disk{refusing, writeAll}, nil, "b = 1", "not permitted"},
		{"changed before", disk{swap, writeAll}, func(b string) error { return os.WriteFile(b, []byte("package mine\n"), 0o666) }, "package mine", ErrChanged.Error()},
		{"changed in the last moment", disk{late(swap), writeAll}, nil, "b = 1\n// mine\n", ErrChanged.Error()},
		{"changed in the last moment, without an exchange", disk{late(link), writeAll}, nil, "b = 1\n// mine\n", ErrChanged.Error()},
		{"read-only", disk{swap, writeAll}, func(b string) error { return os.Chmod(b, 0o444) }, "b = 1", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, names, tree := sources(t)
			if tt.prepare != nil {
				if err := tt.prepare(names[1]); err != nil {
					t.Fatal(err)
				}
			}
			w := tree.write(t.Context(), tt.disk)
			if fmt.Sprint(w.Files) != fmt.Sprint(names[2:]) {
				t.Errorf("written: %v", w.Files)
			}
			var wrong *FileError
			if len(w.Errs) != 1 || !errors.As(w.Errs[0], &wrong) || wrong.File != names[1] || !strings.Contains(w.Errs[0].Error(), tt.err) {
				t.Errorf("errors: %v", w.Errs)
			}
			holds(t, names, "a = 1", tt.text, "c = 2")
		})
	}
}

// A writer that has a file open while it is replaced writes to the old one.
func TestWriteOpen(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("an open file is not replaced there")
	}
	for name, how := range map[string]func(string, string) (string, error){"exchange": swap, "link": link} {
		t.Run(name, func(t *testing.T) {
			_, names, tree := sources(t)
			open, err := os.OpenFile(names[0], os.O_APPEND|os.O_WRONLY, 0)
			if err != nil {
				t.Fatal(err)
			}
			defer open.Close()
			w := tree.write(t.Context(), disk{func(temp, path string) (string, error) {
				if filepath.Base(path) == "c.go" { // a and b are done
					open.WriteString("// mine\n")
				}
				return how(temp, path)
			}, writeAll})
			if len(w.Files) != 1 || len(w.Errs) != 1 || !errors.Is(w.Errs[0], ErrChanged) {
				t.Errorf("written: %v, %v", w.Files, w.Errs)
			}
			holds(t, names, "a = 1\n// mine\n", "b = 1", "c = 2")
		})
	}
}

// An interrupt lets the files that are in work be done, and no others begin.
func TestWriteInterrupted(t *testing.T) {
	_, names, tree := sources(t)
	ctx, cancel := context.WithCancel(t.Context())
	w := tree.write(ctx, disk{func(temp, path string) (string, error) {
		cancel()
		return swap(temp, path)
	}, writeAll})
	if fmt.Sprint(w.Files) != fmt.Sprint(names[:2]) || len(w.Errs) != 1 || !errors.Is(w.Errs[0], context.Canceled) {
		t.Errorf("written: %v, %v", w.Files, w.Errs)
	}
	holds(t, names, "a = 2", "b = 2", "c = 1")
}

// A symbolic link stays, and what it points at is written; a file of two names
// is one file.
func TestWriteLinks(t *testing.T) {
	dir := tempDir(t)
	real := create(t, filepath.Join(dir, "real.go"), "package a\n\nvar a, b = 1, 2\n")
	name := filepath.Join(dir, "name.go")
	if err := os.Symlink("real.go", name); err != nil {
		t.Skip(err)
	}
	tree, errs := new(Tree).With([]Fix{replacing(t, name, "1", "7"), replacing(t, real, "1", "7"), replacing(t, real, "2", "8")}, told(t, real, name))
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
	if w := tree.Write(t.Context()); len(w.Errs) > 0 || len(w.Files) != 1 {
		t.Errorf("written: %v, %v", w.Files, w.Errs)
	}
	if got, err := os.Readlink(name); err != nil || got != "real.go" {
		t.Errorf("the link points at %q, %v", got, err)
	}
	if got := read(t, real); got != "package a\n\nvar a, b = 7, 8\n" {
		t.Errorf("the file is %q", got)
	}
	if got := len(tree.Texts()); got != 2 {
		t.Errorf("%d names in the overlay, want 2", got)
	}
}

// Lines that others append while files are fixed are not lost, whether the
// files are fixed or left alone.
func TestWriteConcurrently(t *testing.T) {
	dir := tempDir(t)
	const files = 40
	var (
		names    []string
		fixes    []Fix
		appended [files]int
		stop     = make(chan struct{})
		wait     sync.WaitGroup
	)
	for i := range files {
		name := create(t, filepath.Join(dir, fmt.Sprintf("f%d.go", i)), "package a\n\nvar a = 1\n")
		names, fixes = append(names, name), append(fixes, replacing(t, name, "1", "2"))
	}
	tree, errs := new(Tree).With(fixes, told(t, names...))
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
	wait.Go(func() {
		for n := 1; ; n++ {
			for i, name := range names {
				select {
				case <-stop:
					return
				default:
				}
				f, err := os.OpenFile(name, os.O_APPEND|os.O_WRONLY, 0)
				if err != nil {
					t.Error(err)
					return
				}
				if _, err := fmt.Fprintf(f, "// %d\n", n); err != nil {
					t.Error(err)
				}
				f.Close()
				appended[i] = n
			}
		}
	})
	w := tree.Write(t.Context())
	close(stop)
	wait.Wait()
	if len(w.Files)+len(w.Errs) != files {
		t.Errorf("%d written, %d not, of %d", len(w.Files), len(w.Errs), files)
	}
	for i, name := range names {
		text := read(t, name)
		for n := range appended[i] {
			if !strings.Contains(text, fmt.Sprintf("// %d\n", n+1)) {
				t.Errorf("%s: line %d of %d is lost", name, n+1, appended[i])
			}
		}
	}
}
