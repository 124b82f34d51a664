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
	lines := bytes.Count(src, []byte("\n"))
	if len(src) > 0 && src[len(src)-1] != '\n' {
		lines++
	}
	if line < 1 || line > lines {
		return s, fmt.Errorf("there is no line %d: the file has %d", line, lines)
	}
	fset := token.NewFileSet()
	f, _ := parser.ParseFile(fset, file, src, parser.SkipObjectResolution)
	if f == nil {
		return s, nil
	}
	at := func(pos token.Pos) int { return fset.PositionFor(pos, false).Line }
	found := false
	selects := make(map[ast.Node]int) // of cases and what stands in them, the line
	ast.Inspect(f, func(n ast.Node) bool {
		if n == nil || at(n.Pos()) > line || at(n.End()) < line {
			return false
		}
		switch n := n.(type) {
		case *ast.SelectStmt:
			for _, clause := range n.Body.List {
				c := clause.(*ast.CommClause)
				selects[c] = at(n.Pos())
				if c.Comm != nil {
					selects[c.Comm] = at(n.Pos())
				}
			}
		case ast.Stmt, ast.Spec:
		default:
			return true
		}
		from, to := at(n.Pos()), at(head(n))
		if from <= line && line <= to && (!found || to-from <= s.To-s.From) {
			if !found || to-from < s.To-s.From || selects[n] > 0 {
				s.Select = selects[n] // else what comes behind a case on its line
			}
			s.From, s.To, found = from, to, true
		}
		return true
	})
	return s, nil
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
