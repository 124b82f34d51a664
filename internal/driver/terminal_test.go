package driver

import (
	"os"
	"path/filepath"
	"testing"
)

func TestPainter(t *testing.T) {
	for _, tt := range []struct {
		colour string
		tty    bool
		env    []string
		want   bool
	}{
		{"auto", true, []string{"TERM=xterm"}, true},
		{"auto", false, []string{"TERM=xterm"}, false},
		{"auto", true, []string{"TERM=dumb"}, false},
		{"auto", true, []string{"TERM=xterm", "NO_COLOR=1"}, false},
		{"auto", true, []string{"TERM=xterm", "NO_COLOR="}, true},
		{"always", false, []string{"TERM=dumb", "NO_COLOR=1"}, true},
		{"never", true, []string{"TERM=xterm"}, false},
	} {
		c := &Command{StdoutTTY: tt.tty, Env: tt.env}
		if got := c.painter(tt.colour)(1, "x") != "x"; got != tt.want {
			t.Errorf("-color=%s, terminal %t, %v: colours %t", tt.colour, tt.tty, tt.env, got)
		}
	}
}

func TestDumb(t *testing.T) {
	for _, tt := range []struct {
		goos, term, session string
		want                bool
	}{
		{"linux", "xterm", "", false},
		{"linux", "", "", false}, // an editor's, which says nothing
		{"linux", "dumb", "", true},
		{"windows", "", "", true},         // the old console
		{"windows", "", "6f1a", false},    // Windows Terminal
		{"windows", "xterm", "", false},   // Git's bash
		{"windows", "dumb", "6f1a", true}, // Emacs, started in Windows Terminal
		{"darwin", "xterm-256color", "", false},
	} {
		if got := dumb(tt.goos, tt.term, tt.session); got != tt.want {
			t.Errorf("%+v: got %t", tt, got)
		}
	}
}

// Where it would end up in a file, a log or a terminal that is dumb there is no line
// of progress.
func TestShowsProgress(t *testing.T) {
	for _, tt := range []struct {
		tty  bool
		env  string
		want bool
	}{{true, "TERM=xterm", true}, {false, "TERM=xterm", false}, {true, "TERM=dumb", false}} {
		c := &Command{Analyzer: newCommand(t).Analyzer, StderrTTY: tt.tty, Env: []string{tt.env}}
		if got := c.runner(new(options)).Progress; got != tt.want {
			t.Errorf("%+v: %t", tt, got)
		}
	}
}

func TestIsTerminal(t *testing.T) {
	file, err := os.Create(filepath.Join(t.TempDir(), "f"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	null, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer null.Close()
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	defer w.Close()
	for _, f := range []*os.File{file, null, w} {
		if isTerminal(f) {
			t.Errorf("%s is taken for a terminal", f.Name())
		}
	}
}
