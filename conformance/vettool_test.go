package conformance

import (
	"encoding/json"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/jobvet/jobvet/internal/vettool/vettooltest"
)

// TestVettool compares jobvet's own driver of single packages with x/tools'
// unitchecker, or with an older jobvet (see [vettooltest.Before]), on real
// modules: what it finds in them and what it remembers of them, of their
// dependencies, and of the standard library.
func TestVettool(t *testing.T) {
	tools := vettooltest.Build(t)
	for _, tt := range []struct {
		module   string
		patterns []string
		long     bool // left out with -short
	}{
		{"github.com/ThreeDotsLabs/watermill", []string{"./..."}, false},
		{"github.com/hibiken/asynq", []string{"./..."}, true},
		{"github.com/riverqueue/river", []string{"./..."}, true},
		{"k8s.io/client-go", []string{"./tools/...", "./util/..."}, true},
		{"github.com/nats-io/nats.go", []string{".", "./jetstream/...", "./micro/..."}, true},
		{"go.temporal.io/sdk", []string{"./..."}, true},
		{"github.com/zeromicro/go-zero", []string{"./core/...", "./rest/..."}, true},
		{"github.com/apache/beam/sdks/v2", []string{"./go/examples/...", "./go/pkg/beam/core/..."}, true},
	} {
		t.Run(filepath.Base(tt.module), func(t *testing.T) {
			if tt.long && testing.Short() {
				t.Skip("takes minutes with the others")
			}
			args := append([]string{"-jobvet.operators", "-jobvet.level=hint"}, tt.patterns...)
			stats := tools.Compare(t, writableCopy(t, tt.module), nil, args...)
			t.Logf("%+v", stats)
			if stats.Facts == 0 {
				t.Error("nothing to compare")
			}
		})
	}
}

// writableCopy copies a module that this one requires, so that it can be the
// main module.
func writableCopy(t *testing.T, module string) string {
	t.Helper()
	out, err := exec.Command("go", "mod", "download", "-json", module).Output()
	if err != nil {
		t.Fatalf("go mod download %s: %v\n%s", module, err, out)
	}
	var info struct{ Dir string }
	if err := json.Unmarshal(out, &info); err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "module")
	if err := os.CopyFS(dir, os.DirFS(info.Dir)); err != nil {
		t.Fatal(err)
	}
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.Type()&fs.ModeSymlink != 0 {
			return err
		}
		return os.Chmod(path, 0o755)
	})
	if err != nil {
		t.Fatal(err)
	}
	// Its go.work is about modules that are not in the copy, and go.sum need
	// not have them.
	if err := os.Remove(filepath.Join(dir, "go.work")); os.IsNotExist(err) {
		return dir
	} else if err != nil {
		t.Fatal(err)
	}
	tidy := exec.Command("go", "mod", "tidy")
	tidy.Dir = dir
	if out, err := tidy.CombinedOutput(); err != nil {
		t.Fatalf("go mod tidy of %s: %v\n%s", module, err, out)
	}
	return dir
}
