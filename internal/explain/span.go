package explain

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
)

// A Span is a line and the lines of the statement around it.
type Span struct {
	File           string
	Line, From, To int
	// Select is the line of the select that the statement is a case of, 0 for
	// other statements. It is the select that waits.
	Select int
}

// has reports whether a line belongs to the statement.
func (s *Span) has(line int) bool {
	return s.From <= line && line <= s.To || s.Select > 0 && line == s.Select
}

// SpanOf finds the statement of a Go file that a line belongs to: the smallest
// one, of statements with a block their head. It is an error if the file has
// no such line; a file that does not parse has statements of one line.
func SpanOf(file string, src []byte, line int) (Span, error) {
	s := Span{File: file, Line: line, From: line, To: line}
	if lines := countLines(src); line < 1 || line > lines {
		return s, fmt.Errorf("there is no line %d: the file has %d", line, lines)
	}
	fset := token.NewFileSet()
	f, _ := parser.ParseFile(fset, file, src, parser.SkipObjectResolution)
	if f == nil {
		return s, nil
	}
	find := spanFinder{Span: s, fset: fset, selects: make(map[ast.Node]int)}
	ast.Inspect(f, find.visit)
	return find.Span, nil
}

func countLines(src []byte) int {
	lines := bytes.Count(src, []byte("\n"))
	if len(src) > 0 && src[len(src)-1] != '\n' {
		lines++
	}
	return lines
}

// A spanFinder finds the smallest statement around a line.
type spanFinder struct {
	Span
	fset    *token.FileSet
	found   bool             // a statement is around the line
	selects map[ast.Node]int // of cases and what stands in them, the line
}

func (s *spanFinder) visit(n ast.Node) bool {
	if n == nil || s.line(n.Pos()) > s.Line || s.line(n.End()) < s.Line {
		return false
	}
	switch n := n.(type) {
	case *ast.SelectStmt:
		s.cases(n)
	case ast.Stmt, ast.Spec:
	default:
		return true
	}
	if from, to := s.line(n.Pos()), s.line(head(n)); from <= s.Line && s.Line <= to {
		s.narrow(n, from, to)
	}
	return true
}

func (s *spanFinder) line(pos token.Pos) int { return s.fset.PositionFor(pos, false).Line }

// cases notes the cases of a select.
func (s *spanFinder) cases(n *ast.SelectStmt) {
	for _, clause := range n.Body.List {
		c := clause.(*ast.CommClause)
		s.selects[c] = s.line(n.Pos())
		if c.Comm != nil {
			s.selects[c.Comm] = s.line(n.Pos())
		}
	}
}

// narrow takes the lines of a statement, if they are not more than those found before.
func (s *spanFinder) narrow(n ast.Node, from, to int) {
	size := s.To - s.From
	if s.found && to-from > size {
		return
	}
	if !s.found || to-from < size || s.selects[n] > 0 {
		s.Select = s.selects[n] // else what comes behind a case on its line
	}
	s.From, s.To, s.found = from, to, true
}

// head returns the end of what is on a statement's own lines: it ends where a
// block or a function literal begins.
func head(n ast.Node) token.Pos {
	end := n.End()
	ast.Inspect(n, func(x ast.Node) bool {
		switch x := x.(type) {
		case *ast.BlockStmt:
			end = min(end, x.Lbrace)
		case *ast.CaseClause:
			end = min(end, x.Colon)
		case *ast.CommClause:
			end = min(end, x.Colon)
		}
		return end == n.End()
	})
	return end
}
