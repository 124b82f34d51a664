package formats

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// The action installs a released executable only if its checksum is that of the
// release; where there is none, it asks the go command.
func TestActionInstalls(t *testing.T) {
	linux, windows := tarball(t, "jobvet"), zipped(t, "jobvet.exe")
	sums := fmt.Sprintf("%x  jobvet_1.2.3_linux_amd64.tar.gz\n%x  jobvet_1.2.3_windows_arm64.zip\n%x  jobvet_1.2.3_linux_amd64.cdx.json\n",
		sha256.Sum256(linux), sha256.Sum256(windows), sha256.Sum256(nil))
	files := map[string]string{}
	for _, at := range []string{"/download/v1.2.3/", "/latest/download/"} {
		files[at+"checksums.txt"] = sums
		files[at+"jobvet_1.2.3_linux_amd64.tar.gz"] = string(linux)
		files[at+"jobvet_1.2.3_windows_arm64.zip"] = string(windows)
	}
	files["/download/v1.2.4/checksums.txt"] = strings.ReplaceAll(sums, "1.2.3", "1.2.4")
	files["/download/v1.2.4/jobvet_1.2.4_linux_amd64.tar.gz"] = string(tarball(t, "other"))
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		text, ok := files[r.URL.Path]
		if !ok {
			http.NotFound(w, r)
			return
		}
		fmt.Fprint(w, text)
	}))
	defer server.Close()

	install := readAction(t).Runs.Steps[0]
	for _, tt := range []struct {
		name, version, ref, os, arch string
		want                         string // what is installed, or what go is asked for; empty if the step fails
	}{
		{name: "the action's own", ref: "v1.2.3", os: "Linux", arch: "X64", want: "released"},
		{name: "another", version: "v1.2.3", ref: "v1", os: "Linux", arch: "X64", want: "released"},
		{name: "latest", version: "latest", os: "Linux", arch: "X64", want: "released"},
		{name: "windows", version: "v1.2.3", os: "Windows", arch: "ARM64", want: "released"},
		{name: "wrong checksum", version: "v1.2.4", os: "Linux", arch: "X64"},
		{name: "no archive for it", version: "v1.2.3", os: "macOS", arch: "X64", want: "go install github.com/jobvet/jobvet/cmd/jobvet@v1.2.3"},
		{name: "no release", version: "v9.9.9", os: "Linux", arch: "X64", want: "go install github.com/jobvet/jobvet/cmd/jobvet@v9.9.9"},
		{name: "a commit", version: "c0ffee/../v1.2.3", os: "Linux", arch: "X64", want: "go install github.com/jobvet/jobvet/cmd/jobvet@c0ffee/../v1.2.3"},
		{name: "a branch", ref: "main", os: "Linux", arch: "X64", want: "go install ./cmd/jobvet"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			temp, bin := t.TempDir(), t.TempDir()
			// A go command that only says what it is asked for.
			write(t, bin, "go", "#!/bin/sh\necho go \"$@\"\n")
			if err := os.Chmod(filepath.Join(bin, "go"), 0o777); err != nil {
				t.Fatal(err)
			}
			out, status := runScript(t, install, temp,
				"PATH="+bin+string(filepath.ListSeparator)+os.Getenv("PATH"), "RUNNER_TEMP="+temp, "GITHUB_ACTION_PATH="+temp,
				"VERSION="+tt.version, "REF="+tt.ref, "RELEASES="+server.URL, "RUNNER_OS="+tt.os, "RUNNER_ARCH="+tt.arch)
			got, _ := filepath.Glob(filepath.Join(temp, "jobvet", "jobvet"))
			exe, _ := filepath.Glob(filepath.Join(temp, "jobvet", "jobvet.exe"))
			got = append(got, exe...)
			switch {
			case tt.want == "":
				if status == 0 || len(got) > 0 {
					t.Errorf("status %d, installed %q:\n%s", status, got, out)
				}
			case tt.want == "released":
				if status != 0 || len(got) != 1 {
					t.Fatalf("status %d, installed %q:\n%s", status, got, out)
				}
				if said, err := exec.Command(got[0]).Output(); err != nil || string(said) != "released\n" {
					t.Errorf("says %q, %v", said, err)
				}
			case status != 0 || len(got) > 0 || !strings.Contains(out, tt.want+"\n"):
				t.Errorf("status %d, installed %q, want %q:\n%s", status, got, tt.want, out)
			}
		})
	}
}

// executable stands in for jobvet.
const executable = "#!/bin/sh\necho released\n"

func tarball(t *testing.T, name string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	w := tar.NewWriter(z)
	if err := w.WriteHeader(&tar.Header{Name: name, Mode: 0o755, Size: int64(len(executable))}); err != nil {
		t.Fatal(err)
	}
	fmt.Fprint(w, executable)
	for _, c := range []interface{ Close() error }{w, z} {
		if err := c.Close(); err != nil {
			t.Fatal(err)
		}
	}
	return b.Bytes()
}

func zipped(t *testing.T, name string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	h := &zip.FileHeader{Name: name}
	h.SetMode(0o755)
	f, err := w.CreateHeader(h)
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprint(f, executable)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
