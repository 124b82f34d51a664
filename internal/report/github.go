package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/jobvet/jobvet/internal/finding"
	"github.com/jobvet/jobvet/internal/paths"
	"github.com/jobvet/jobvet/internal/printable"
)

// printGitHub prints workflow commands, which GitHub shows at the lines of a
// change:
//
//	::error file=a/a.go,line=20,col=9,title=jobvet ratewait::Fn.ProcessElement blocks in ...
//
// Files are named from the root of the repository.
func printGitHub(w io.Writer, r *Report) error {
	for _, f := range r.Findings {
		file, _ := r.fromRoot(f.Place.File)
		src := r.lines.file(paths.Absolute(r.dir, f.Place.File))
		c := workflowCommand{name: githubLevels[f.Level], message: annotation(f)}
		c.add("file", file)
		c.addNumber("line", f.Place.Line)
		c.addNumber("endLine", max(f.Place.Line, f.End.Line))
		c.addNumber("col", src.column(f.Place.Line, f.Place.Col))
		if f.End.Line == f.Place.Line && f.End.Col > f.Place.Col {
			c.addNumber("endColumn", src.column(f.End.Line, f.End.Col))
		}
		c.add("title", "jobvet "+f.Rule)
		if _, err := fmt.Fprintln(w, &c); err != nil {
			return err
		}
	}
	for _, n := range r.notices() {
		c := workflowCommand{name: githubLevels[n.level], message: printable.Lines(n.text)}
		c.add("title", "jobvet")
		if _, err := fmt.Fprintln(w, &c); err != nil {
			return err
		}
	}
	return nil
}

// annotation is what GitHub shows of a finding, of several lines.
func annotation(f Result) string {
	lines := []string{printable.Text(f.Text())}
	for _, d := range f.Details() {
		lines = append(lines, d.Label+": "+printable.Text(d.Text))
	}
	return strings.Join(lines, "\n")
}

// githubLevels are the commands for findings of each level.
var githubLevels = [...]string{finding.Hint: "notice", finding.Caution: "warning", finding.Error: "error"}

// A workflowCommand is a line that a GitHub runner acts on.
type workflowCommand struct {
	name       string
	properties []string
	message    string
}

func (c *workflowCommand) add(name, value string) {
	if value != "" {
		c.properties = append(c.properties, name+"="+escapeProperty.Replace(value))
	}
}

func (c *workflowCommand) addNumber(name string, n int) {
	if n > 0 {
		c.add(name, fmt.Sprint(n))
	}
}

func (c *workflowCommand) String() string {
	s := "::" + c.name
	if len(c.properties) > 0 {
		s += " " + strings.Join(c.properties, ",")
	}
	return s + "::" + escapeData.Replace(c.message)
}

// As in the runner's own toolkit (@actions/core, command.ts).
var (
	escapeData     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	escapeProperty = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)
