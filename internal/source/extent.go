package source

import (
	"go/ast"
	"go/token"

	"golang.org/x/tools/go/ast/astutil"
)

// Extent returns the end of what is reported at pos: of the statement or the outermost
// call that begins there, else of the operand. Of what goes on behind the line only the
// part that says what it is counts, such as the called function's name. The end is pos
// itself if nothing begins there.
func (p *Package) Extent(pos token.Pos) token.Pos {
	line := func(pos token.Pos) int { return p.Fset.PositionFor(pos, false).Line }
	end := pos
	for _, f := range p.Files {
		if pos < f.FileStart || pos >= f.FileEnd {
			continue
		}
		path, _ := astutil.PathEnclosingInterval(f, pos, pos)
		for _, n := range path {
			if n.Pos() != pos {
				break
			}
			if end != pos && !reported(n) {
				continue
			}
			for _, to := range []token.Pos{n.End(), headEnd(n)} {
				if line(to) == line(pos) {
					end = max(end, to)
					break
				}
			}
		}
	}
	return end
}

// reported reports whether effects are reported at the position of a node.
func reported(n ast.Node) bool {
	switch n.(type) {
	case *ast.CallExpr, *ast.UnaryExpr, *ast.GoStmt, *ast.SelectStmt, *ast.SendStmt, *ast.RangeStmt, *ast.ForStmt, *ast.FuncLit:
		return true
	}
	return false
}

// headEnd is the end of the part of a node that says what it is, NoPos if there is none
// but the whole.
func headEnd(n ast.Node) token.Pos {
	switch n := n.(type) {
	case *ast.CallExpr:
		if lit, ok := ast.Unparen(n.Fun).(*ast.FuncLit); ok {
			return lit.Type.End()
		}
		return n.Fun.End()
	case *ast.GoStmt:
		return headEnd(n.Call)
	case *ast.SelectStmt:
		return n.Select + token.Pos(len("select"))
	case *ast.RangeStmt:
		return n.X.End()
	case *ast.ForStmt:
		return n.For + token.Pos(len("for"))
	case *ast.SendStmt:
		return n.Arrow + token.Pos(len("<-"))
	case *ast.FuncLit:
		return n.Type.End()
	}
	return token.NoPos
}
