package driver

import (
	"bytes"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/jobvet/jobvet/internal/finding"
	"github.com/jobvet/jobvet/internal/report"
)

func TestParseFilter(t *testing.T) {
	c := newCommand(t)
	for _, tt := range []struct {
		args string
		want options
	}{
		{"", options{filter: report.Filter{Level: finding.Error}}},
		{"-baseline b -level=caution -rules ratewait -tests", options{baseline: "b", filter: report.Filter{Level: finding.Caution, Rules: []string{"ratewait"}, Tests: true}}},
		{"-since main", options{since: "main", filter: report.Filter{Level: finding.Error}}},
		{"-write-baseline b/c", options{writeBaseline: filepath.Join(c.Dir, "b", "c"), filter: report.Filter{Level: finding.Error}}},
	} {
		opts, err := c.parseFlags(strings.Fields(tt.args))
		if err != nil {
			t.Errorf("%q: %v", tt.args, err)
			continue
		}
		got := options{filter: opts.filter, baseline: opts.baseline, since: opts.since, writeBaseline: opts.writeBaseline}
		if !reflect.DeepEqual(got, tt.want) {
			t.Errorf("%q: %+v, want %+v", tt.args, got, tt.want)
		}
	}
}

// What is wrong with the filters' files is said before any package is checked.
func TestFilterErrors(t *testing.T) {
	for _, tt := range []struct{ args, want string }{
		{"-baseline none.json", "-baseline: "},
		{"-baseline=", "-baseline needs a value"},
		{"-write-baseline none/b.json", "-write-baseline: "},
		{"-write-baseline .", "no regular file"},
		{"-write-baseline b -baseline c", "does not go with -baseline"},
		{"-write-baseline b -fix", "does not go with"},
		{"-since=--all", "is no revision"},
		{"-since main -fix", "-fix moves lines"},
		{"-operators -since main", "-operators lists"},
	} {
		c := newCommand(t)
		c.Env = os.Environ()
		if got := c.Run(t.Context(), strings.Fields(tt.args)); got != report.Usage {
			t.Errorf("jobvet %s: status %d, want %d", tt.args, got, report.Usage)
		}
		if stderr := c.Stderr.(*bytes.Buffer).String(); !strings.Contains(stderr, tt.want) {
			t.Errorf("jobvet %s: says %q, want %q", tt.args, stderr, tt.want)
		}
	}
}
