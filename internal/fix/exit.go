package fix

import (
	"go/ast"
	"go/token"
	"go/types"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/effect"
	"github.com/jobvet/jobvet/internal/source"
)

// jobExit fixes a logger's call that ends the process, in an operator that
// returns an error: what the call would log becomes that error.
//
//	log.Fatalf("fetch: %v", err)   →   return fmt.Errorf("fetch: %w", err)
func (s *site) jobExit() []analysis.SuggestedFix {
	n, path := s.at(func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		return ok && n.Pos() == s.Pos && s.isFatal(call)
	})
	path = around(path)
	if n == nil || !s.own() {
		return nil
	}
	stmt := alone(path)
	results := s.fn.Sig.Results()
	if s.owes() {
		return nil // the end of the process had made up for it
	}
	if stmt == nil || !source.EndsInError(results) {
		return nil
	}
	call := n.(*ast.CallExpr)
	e := s.edit()
	text := e.logged(call, path[1:])
	if text == "" {
		return nil
	}
	gone := []ast.Node{call}
	end := stmt.End()
	if rest := behind(stmt, oldInList(path[1:])); len(rest) == 1 {
		// What returned after the exit, which the compiler asked for.
		ret, ok := rest[0].(*ast.ReturnStmt)
		if !ok || e.file.comments(stmt.End(), ret.End()) || hasCalls(ret) {
			return nil
		}
		gone, end = append(gone, ret), ret.End()
	} else if len(rest) > 1 {
		return nil
	}
	for i := 1; i+1 < len(path); i++ {
		block, ok := path[i].(*ast.BlockStmt)
		if !ok || !oldListed(block, path[i+1:]) {
			break
		}
		if len(behind(block, oldInList(path[i+1:]))) > 0 {
			return nil // a return in a plain block would leave it unreachable
		}
	}
	text = e.returns(results, nil, text)
	e.free(gone, text, stmt)
	e.replace(stmt.Pos(), end, text)
	says := s.Op.Framework.Name + " decides what becomes of the element"
	if s.Op.Framework.ErrorFails {
		says = s.Op.Framework.Name + " fails the job with it"
	}
	return e.done("Return the error instead of ending the process; " + says)
}

// isFatal reports whether a call logs and ends the process, and the logger is
// nothing that says more by itself, such as logrus.WithError(err).
func (s *site) isFatal(call *ast.CallExpr) bool {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok || hasCalls(sel.X) {
		return false
	}
	fn, ok := s.pass.TypesInfo.Uses[sel.Sel].(*types.Func)
	if !ok || fn.Pkg() == nil {
		return false
	}
	entry := s.cat.Call(catalog.SymbolOf(fn))
	return entry != nil && entry.Effect == string(effect.JobExit) && entry.Ends == catalog.EndsProcess
}

// behind returns the statements of a list that follow one of them.
func behind(stmt ast.Stmt, stmts []ast.Stmt) []ast.Stmt {
	for i, s := range stmts {
		if unlabelled(s) == stmt {
			return stmts[i+1:]
		}
	}
	return nil
}

// logged is the error with the text that a call logs, "" where that does not
// show. The call's own parameters tell how it makes its text: of a format, or
// of values like fmt.Print or, by its name, fmt.Println.
func (e *edit) logged(call *ast.CallExpr, path []ast.Node) string {
	fn := e.pass.TypesInfo.Uses[ast.Unparen(call.Fun).(*ast.SelectorExpr).Sel].(*types.Func)
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
		return e.formatted(args[0], args[1:], call.Ellipsis.IsValid())
	case len(params) != 1 || call.Ellipsis.IsValid():
		return ""
	}
	if len(args) == 1 {
		if source.IsError(e.pass.TypesInfo.TypeOf(args[0])) {
			return e.known(args[0], path)
		}
	}
	return e.printed(args, strings.HasSuffix(fn.Name(), "ln"))
}

func isAnys(t types.Type) bool {
	s, ok := t.(*types.Slice)
	if !ok {
		return false
	}
	i, ok := s.Elem().Underlying().(*types.Interface)
	return ok && i.Empty()
}

// known is the text of an error variable that is known to hold one: to return
// nil would be to go on as if nothing had happened.
func (e *edit) known(arg ast.Expr, path []ast.Node) string {
	id, ok := ast.Unparen(arg).(*ast.Ident)
	if !ok {
		return ""
	}
	v, ok := e.pass.TypesInfo.Uses[id].(*types.Var)
	if !ok || len(path) < 2 {
		return ""
	}
	ifs, ok := path[1].(*ast.IfStmt)
	if !ok || ifs.Body != path[0] || !e.isNotNil(ifs.Cond, v) {
		return ""
	}
	return id.Name
}

// formatted is an error of a format and its arguments.
func (e *edit) formatted(format ast.Expr, args []ast.Expr, spread bool) string {
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
		return e.name("errors", "errors", "New") + "(" + strconv.Quote(said) + ")"
	}
	if !spread {
		said = e.wrapping(said, args)
	}
	return e.errorf(said, args, spread)
}

func (e *edit) errorf(format string, args []ast.Expr, spread bool) string {
	text := e.name("fmt", "fmt", "Errorf") + "(" + strconv.Quote(format)
	for _, a := range args {
		text += ", " + e.file.of(a)
	}
	if spread {
		text += "..."
	}
	return text + ")"
}

// wrapping returns a format in which the verbs of errors wrap them. One that
// it does not read, because it has flags, say, it leaves as it is.
func (e *edit) wrapping(format string, args []ast.Expr) string {
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
		case (verb == 'v' || verb == 's') && e.isAnError(args[next]):
			out[i] = 'w'
		}
		next++
	}
	return string(out)
}

func (e *edit) isAnError(arg ast.Expr) bool {
	return source.ImplementsError(e.pass.TypesInfo.TypeOf(arg))
}

// printed is an error with the text that fmt.Print or fmt.Println makes of
// values: Print puts a space between two where neither is a string.
func (e *edit) printed(values []ast.Expr, line bool) string {
	var format strings.Builder
	var args []ast.Expr
	spaced := false // may a space stand before the next one?
	for i, v := range values {
		t := e.pass.TypesInfo.TypeOf(v)
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
		case e.isAnError(v):
			format.WriteString("%w")
		default:
			format.WriteString("%v")
		}
		args = append(args, v)
	}
	said := strings.TrimRight(format.String(), "\n")
	if len(args) > 0 {
		return e.errorf(said, args, false)
	}
	return e.name("errors", "errors", "New") + "(" + strconv.Quote(strings.ReplaceAll(said, "%%", "%")) + ")"
}
