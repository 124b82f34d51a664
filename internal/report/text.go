package report

import (
	"fmt"
	"io"

	"github.com/jobvet/jobvet/internal/finding"
	"github.com/jobvet/jobvet/internal/paths"
	"github.com/jobvet/jobvet/internal/printable"
)

// printText prints findings as compilers and editors do, or the operators
// or the numbers of both if these were asked for. The first line of a finding says where, what and why it
// matters; lines below it say more:
//
//	mail/mail.go:34:12: ratewait: (*Worker).Work blocks in (*rate.Limiter).Wait: it holds a slot
//	    operator: (*Worker).Work (river.AddWorker, mail/mail.go:66)
//	    fix: wait on the operator's own context: lim.Wait(ctx) (jobvet -fix)
//	    more: jobvet -explain ratewait
//
// On a terminal all of it is broken at the width, and the line of the source stands
// below the first one.
func printText(w io.Writer, r *Report) error {
	switch {
	case r.OnlyOperators:
		return printOperators(w, r.Operators)
	case r.OnlyStats:
		return printStats(w, r)
	}
	out := &layout{paint: r.Paint, width: r.Width}
	explained := make(map[string]bool)
	for i := range r.Findings {
		f := &r.Findings[i]
		out.line(0, r.head(f)...)
		if r.Width > 0 {
			r.excerpt(out, f)
		}
		for _, d := range f.Details() {
			line := []span{{cyan, d.Label + ":"}, {plain, printable.Text(d.Text)}}
			if d.Label == finding.Fix {
				line = append(line, span{cyan, "(jobvet -fix)"})
			}
			out.line(indent, line...)
		}
		if !explained[f.Rule] { // once is enough for all of a rule
			explained[f.Rule] = true
			out.line(indent, span{cyan, "more:"}, span{plain, "jobvet -explain " + f.Rule})
		}
	}
	_, err := io.WriteString(w, out.String())
	return err
}

// indent is how far the lines below the first one of a finding stand in.
const indent = 4

// head is the first line of a finding.
func (r *Report) head(f *Result) []span {
	line := []span{{bold, shown(f.Place) + ":"}, {levelStyles[f.Level], f.Rule + ":"}}
	if f.Level != finding.Error {
		line = append(line, span{levelStyles[f.Level], f.Level.String() + ":"})
	}
	return append(line, span{plain, printable.Text(f.Text())})
}

// excerpt prints the line of the source, and marks the place on it.
func (r *Report) excerpt(out *layout, f *Result) {
	src := r.lines.file(paths.Absolute(r.dir, f.Place.File))
	before, marked, after, ok := src.around(f.Place, f.End)
	if !ok {
		return
	}
	number := fmt.Sprint(f.Place.Line)
	room := r.Width - indent - len(number) - len(" | ")
	line, from, to := fitted(before, marked, after, room)
	out.verbatim(indent, span{cyan, number + " |"}, span{plain, line})
	out.verbatim(indent+len(number), span{cyan, " |"}, span{plain, blanks(from)}, span{levelStyles[f.Level], carets(to - from)})
}

// levelStyles are the colours of levels.
var levelStyles = [...]style{finding.Hint: blue, finding.Caution: yellow, finding.Error: red}

// shown is the form of a place that editors and terminals link, "file:line:col",
// with the file's name made fit to be printed.
func shown(p finding.Place) string {
	p.File = printable.Path(p.File)
	return p.String()
}
