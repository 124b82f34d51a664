package fix

import (
	"go/ast"
	"go/token"
	"go/types"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/effect"
	"github.com/jobvet/jobvet/internal/fix/syntax"
	"github.com/jobvet/jobvet/internal/source"
)

// jobExit fixes a logger's call that ends the process, in an operator that returns an
// error: the text that the call would log becomes that error.
//
//	log.Fatalf("fetch: %v", err)   →   return fmt.Errorf("fetch: %w", err)
func (s *site) jobExit() *plan {
	c, ok := s.begins(func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		return ok && s.isFatal(call)
	})
	if !ok || !s.own() || s.owes() || !source.EndsInError(s.results()) {
		return nil // the end of the process released everything
	}
	stmt, ok := syntax.StatementOf(c)
	end, last := s.endBehind(stmt)
	if !ok || !last || isFollowedAround(stmt) {
		return nil
	}
	p := s.newPlan(stmt)
	err := p.logged(c)
	leave, ok := p.returns(nil, err)
	if err == "" || !ok {
		return nil
	}
	decides := " decides what becomes of the element"
	if s.Op.Framework.ErrorFails {
		decides = " fails the job with it"
	}
	p.message = "Return the error instead of ending the process; " + s.Op.Framework.Name + decides
	p.Replace(stmt.Node().Pos(), end, leave)
	return p
}

// endBehind returns the end of a statement that is the last of its list, or the end
// of a return behind it, which only the compiler asked for.
func (s *site) endBehind(stmt inspector.Cursor) (token.Pos, bool) {
	_, behind := syntax.Beside(stmt)
	switch len(behind) {
	case 0:
		return stmt.Node().End(), true
	case 1:
		ret, ok := behind[0].(*ast.ReturnStmt)
		return behind[0].End(), ok && !s.file.HasComments(stmt.Node().End(), ret.End()) && !syntax.HasCalls(ret)
	}
	return token.NoPos, false
}

// isFollowedAround reports whether something follows one of the plain blocks around
// a statement: a return in it would leave that unreachable.
func isFollowedAround(stmt inspector.Cursor) bool {
	for c := stmt.Parent(); syntax.Listed(c); c = c.Parent() {
		if _, ok := c.Node().(*ast.BlockStmt); !ok {
			return false
		}
		if _, behind := syntax.Beside(c); len(behind) > 0 {
			return true
		}
	}
	return false
}

// isFatal reports whether a call logs and ends the process. The logger must not add
// to the text, as logrus.WithError(err) does.
func (s *site) isFatal(call *ast.CallExpr) bool {
	fn := s.Selected(call)
	if fn == nil || syntax.HasCalls(ast.Unparen(call.Fun).(*ast.SelectorExpr).X) {
		return false
	}
	entry := s.Cat.Call(catalog.SymbolOf(fn))
	return entry != nil && entry.Effect == string(effect.JobExit) && entry.Ends == catalog.EndsProcess
}

// logged is the error with the text that a call logs, "" if the text does not show.
// The call's parameters tell how it makes the text: from a format, or from values as
// fmt.Print does, or fmt.Println if the call's name ends in ln.
func (p *plan) logged(c inspector.Cursor) string {
	call := c.Node().(*ast.CallExpr)
	fn := p.Selected(call)
	sig, args := fn.Signature(), call.Args
	params := make([]types.Type, 0, sig.Params().Len())
	for v := range sig.Params().Variables() {
		params = append(params, v.Type())
	}
	if len(params) > 1 && len(args) > 0 && source.IsContext(params[0]) {
		params, args = params[1:], args[1:]
	}
	if !sig.Variadic() || len(args) == 0 || !isAnys(params[len(params)-1]) {
		return ""
	}
	switch {
	case len(params) == 2 && source.IsString(params[0]):
		return p.formatted(args[0], args[1:], call.Ellipsis.IsValid())
	case len(params) != 1 || call.Ellipsis.IsValid():
		return ""
	case len(args) == 1 && source.IsError(p.Info.TypeOf(args[0])):
		return p.known(args[0], c)
	}
	return p.printed(args, strings.HasSuffix(fn.Name(), "ln"))
}

func isAnys(t types.Type) bool {
	s, ok := t.(*types.Slice)
	if !ok {
		return false
	}
	i, ok := s.Elem().Underlying().(*types.Interface)
	return ok && i.Empty()
}

// known is the name of an error variable that certainly holds an error. If it were
// nil, the framework would take the element for done.
func (p *plan) known(arg ast.Expr, call inspector.Cursor) string {
	v := p.VarNamed(arg)
	stmt, _ := syntax.StatementOf(call)
	if v == nil || stmt.Parent().ParentEdgeKind() != edge.IfStmt_Body || !p.IsNotNil(stmt.Parent().Parent().Node().(*ast.IfStmt).Cond, v) {
		return ""
	}
	return v.Name()
}

// formatted is an error of a format and its arguments.
func (p *plan) formatted(format ast.Expr, args []ast.Expr, spread bool) string {
	lit, ok := ast.Unparen(format).(*ast.BasicLit)
	if !ok {
		return ""
	}
	said, err := strconv.Unquote(lit.Value)
	if err != nil {
		return ""
	}
	said = strings.TrimRight(said, "\n")
	if len(args) == 0 {
		if strings.Contains(said, "%") {
			return ""
		}
		return p.Std("errors", "New") + "(" + strconv.Quote(said) + ")"
	}
	if !spread {
		said = p.wrapping(said, args)
	}
	return p.errorf(said, args, spread)
}

func (p *plan) errorf(format string, args []ast.Expr, spread bool) string {
	text := p.Std("fmt", "Errorf") + "(" + strconv.Quote(format)
	for _, a := range args {
		text += ", " + p.Of(a)
	}
	if spread {
		text += "..."
	}
	return text + ")"
}

// wrapping returns a format in which the verbs of errors wrap them. It returns a format
// with flags or the like, which it does not read, unchanged.
func (p *plan) wrapping(format string, args []ast.Expr) string {
	out := []byte(format)
	next := 0
	for i := 0; i < len(out); i++ {
		if out[i] != '%' {
			continue
		}
		if i++; i == len(out) {
			return format
		}
		verb := out[i]
		switch {
		case verb == '%':
			continue
		case !token.IsIdentifier(string(verb)) || next == len(args):
			return format
		case (verb == 'v' || verb == 's') && p.isAnError(args[next]):
			out[i] = 'w'
		}
		next++
	}
	return string(out)
}

func (p *plan) isAnError(arg ast.Expr) bool {
	return source.ImplementsError(p.Info.TypeOf(arg))
}

// printed is an error with the text that fmt.Print or fmt.Println makes of values.
// Print puts a space between two if neither is a string.
func (p *plan) printed(values []ast.Expr, line bool) string {
	var format strings.Builder
	var args []ast.Expr
	spaced := false // may a space stand before the next one?
	for i, v := range values {
		t := p.Info.TypeOf(v)
		if t == nil {
			return ""
		}
		str := source.IsString(t)
		if i > 0 && (line || spaced && !str) {
			format.WriteByte(' ')
		}
		spaced = !str
		lit, ok := ast.Unparen(v).(*ast.BasicLit)
		switch {
		case ok && str:
			said, err := strconv.Unquote(lit.Value)
			if err != nil {
				return ""
			}
			format.WriteString(strings.ReplaceAll(said, "%", "%%"))
			continue
		case p.isAnError(v):
			format.WriteString("%w")
		default:
			format.WriteString("%v")
		}
		args = append(args, v)
	}
	said := strings.TrimRight(format.String(), "\n")
	if len(args) > 0 {
		return p.errorf(said, args, false)
	}
	return p.Std("errors", "New") + "(" + strconv.Quote(strings.ReplaceAll(said, "%%", "%")) + ")"
}
