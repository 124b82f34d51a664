package textfile

import (
	"errors"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

func TestRead(t *testing.T) {
	dir := t.TempDir()
	file := func(name string, size int64) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte("abc"), 0o666); err != nil {
			t.Fatal(err)
		}
		if err := os.Truncate(path, size); err != nil {
			t.Fatal(err)
		}
		return path
	}
	for name, size := range map[string]int64{"empty": 0, "small": 3, "limit": Limit} {
		if data, err := Read(file(name, size)); err != nil || int64(len(data)) != size {
			t.Errorf("%s: %d bytes, %v; want %d", name, len(data), err, size)
		}
	}
	refused := map[string]string{
		file("large", Limit+1): "too large",
		dir:                    "is a directory",
	}
	if runtime.GOOS != "windows" {
		refused[os.DevNull] = "is a device"
		refused["/dev/zero"] = "is a device"
		socket := filepath.Join(dir, "socket")
		l, err := net.Listen("unix", socket)
		if err != nil {
			t.Fatal(err)
		}
		defer l.Close()
		refused[socket] = "is a socket"
	}
	for name, want := range refused {
		if _, err := Read(name); err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v, want %q", name, err, want)
		}
	}
	if _, err := Read(filepath.Join(dir, "none")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a missing file: %v", err)
	}
}
