// Package fix makes the suggested fixes of findings: edits after which the
// package still compiles, the finding is gone, and an element that is limited
// goes where its framework can give it back, or visibly nowhere.
//
// A fix is made only where all of that is certain. What a library calls its
// non-blocking form, and how a framework takes an element back, are data of the
// catalogue.
package fix

import (
	"go/ast"
	"go/token"
	"go/types"
	"os"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/effect"
	"github.com/jobvet/jobvet/internal/operator"
	"github.com/jobvet/jobvet/internal/source"
)

// A Fixer makes the fixes of one package.
type Fixer struct {
	pass  *analysis.Pass
	src   *source.Package
	cat   *catalog.Catalog
	graph *effect.Graph
	files map[*token.File]*file
	uses  map[*types.Var][]*ast.Ident
	// declared are the names of variables that fixes declare in blocks.
	declared map[*source.Func][]string
	// planned are the waits for a limiter that are to be reported.
	planned map[token.Pos]Request
	// asked are the kinds of cures that the user asks for.
	asked []catalog.CureKind
	// cursor is at the root of the files' syntax, once it is asked for.
	cursor inspector.Cursor
}

// Plan tells of all waits for a limiter that are going to be reported: a fix
// of one may have to treat the others alike.
func (x *Fixer) Plan(waits map[token.Pos]Request) { x.planned = waits }

// New returns a Fixer of the package of pass, whose effects graph knows. It makes
// fixes of the kinds asked although nobody has measured that they are good.
func New(pass *analysis.Pass, src *source.Package, cat *catalog.Catalog, graph *effect.Graph, asked []catalog.CureKind) *Fixer {
	return &Fixer{pass: pass, src: src, cat: cat, graph: graph, asked: asked, files: make(map[*token.File]*file), declared: make(map[*source.Func][]string)}
}

// A Request is a finding to be fixed.
type Request struct {
	Rule      effect.Rule
	Pos       token.Pos
	Bound     effect.Bound
	Join      effect.Join
	Uncertain bool
	Op        *operator.Operator
	// Finding is all that is known of it; nil for another place of a fix.
	Finding *effect.Finding
}

// Fixes returns the fixes of a finding, the best first.
func (x *Fixer) Fixes(r Request) []analysis.SuggestedFix {
	return x.withLineEnds(x.fixes(r))
}

func (x *Fixer) fixes(r Request) []analysis.SuggestedFix {
	s := x.site(r)
	if s == nil {
		return nil
	}
	switch r.Rule {
	case effect.RateWait:
		return s.rateWait()
	case effect.RateAsync:
		return s.rateAsync()
	case effect.TimeWait:
		return s.timeWait()
	case effect.ChanWait:
		return s.chanWait()
	case effect.SyncWait:
		return s.syncWait()
	case effect.GoSpawn:
		return s.goSpawn()
	case effect.JobExit:
		return s.jobExit()
	case BulkAcquire:
		return s.bulkAcquire()
	}
	return nil
}

// A file is a file that may be edited.
type file struct {
	syntax *ast.File
	tok    *token.File
	text   []byte
}

// file returns the file of a position, or nil if it is not for editing: it is
// generated, by cgo or otherwise, or cannot be read.
func (x *Fixer) file(pos token.Pos) *file {
	tok := x.pass.Fset.File(pos)
	if tok == nil {
		return nil
	}
	f, known := x.files[tok]
	if known {
		return f
	}
	x.files[tok] = nil
	syntax := x.src.FileAt(pos)
	if syntax == nil {
		return nil
	}
	if ast.IsGenerated(syntax) || usesCgo(syntax) || x.pass.Fset.Position(syntax.Package).Filename != tok.Name() {
		return nil
	}
	read := x.pass.ReadFile
	if read == nil {
		read = os.ReadFile
	}
	text, err := read(tok.Name())
	if err != nil || len(text) != tok.Size() {
		return nil
	}
	f = &file{syntax: syntax, tok: tok, text: text}
	x.files[tok] = f
	return f
}

// Files returns the files that were asked for to be edited, with the texts to which
// the edits of fixes belong.
func (x *Fixer) Files() map[*ast.File][]byte {
	files := make(map[*ast.File][]byte)
	for _, f := range x.files {
		if f != nil {
			files[f.syntax] = f.text
		}
	}
	return files
}

func usesCgo(f *ast.File) bool {
	return slices.ContainsFunc(f.Imports, func(s *ast.ImportSpec) bool { return s.Path.Value == `"C"` })
}

// slice is the source text from one position to another.
func (f *file) slice(from, to token.Pos) string {
	return string(f.text[f.tok.Offset(from):f.tok.Offset(to)])
}

// of is the source text of a node.
func (f *file) of(n ast.Node) string { return f.slice(n.Pos(), n.End()) }

// after is where white space ends that starts at pos; before is where white
// space starts that ends there.
func (f *file) after(pos token.Pos) token.Pos {
	for strings.IndexByte(" \t\r\n", f.char(pos)) >= 0 {
		pos++
	}
	return pos
}

func (f *file) before(pos token.Pos) token.Pos {
	for strings.IndexByte(" \t\r\n", f.char(pos-1)) >= 0 {
		pos--
	}
	return pos
}

// A site is where a finding stands.
type site struct {
	*Fixer
	Request
	file *file
	path []ast.Node       // the nodes around the finding, the innermost first
	cur  inspector.Cursor // at the innermost of them
	fn   *source.Func     // the function or literal it stands in
	// moved are the limiters that are the bundled one already, in a fix that
	// moves them; nil elsewhere.
	moved map[*types.Var]bool
	// asked are the kinds of cures that may be used although they were not
	// measured to be good.
	asked []catalog.CureKind
}

func (x *Fixer) site(r Request) *site {
	f := x.file(r.Pos)
	if f == nil {
		return nil
	}
	cur, ok := x.root().FindByPos(r.Pos, r.Pos+1)
	if !ok {
		return nil
	}
	s := &site{Fixer: x, Request: r, file: f, path: nodesAt(f.syntax, r.Pos), cur: cur, fn: x.funcAt(cur), asked: x.asked}
	if s.fn == nil {
		return nil
	}
	return s
}

// own reports whether the site stands in the operator itself, and not in a
// helper or in a literal: there the framework's way to give back is open.
func (s *site) own() bool { return s.Op.Fn == s.fn }

// at returns the first node of the path for which ok holds, with the nodes
// around it.
func (s *site) at(ok func(ast.Node) bool) (ast.Node, []ast.Node) {
	for i, n := range s.path {
		if ok(n) {
			return n, s.path[i+1:]
		}
	}
	return nil, nil
}

// around drops the parentheses from the nodes around an expression.
func around(path []ast.Node) []ast.Node {
	for len(path) > 0 {
		if _, ok := path[0].(*ast.ParenExpr); !ok {
			break
		}
		path = path[1:]
	}
	return path
}

// list returns the statements among which a statement stands.
func list(parent ast.Node) []ast.Stmt {
	switch p := parent.(type) {
	case *ast.BlockStmt:
		return p.List
	case *ast.CaseClause:
		return p.Body
	case *ast.CommClause:
		return p.Body
	}
	return nil
}

// inList returns the statements of the list that the path leads to, from a
// statement in it that may have a label.
func oldInList(path []ast.Node) []ast.Stmt {
	for len(path) > 0 {
		if _, ok := path[0].(*ast.LabeledStmt); !ok {
			return list(path[0])
		}
		path = path[1:]
	}
	return nil
}

// unlabelled is a statement without its labels.
func unlabelled(stmt ast.Stmt) ast.Stmt {
	for {
		l, ok := stmt.(*ast.LabeledStmt)
		if !ok {
			return stmt
		}
		stmt = l.Stmt
	}
}

// alone returns the statement that an expression is all of, given the nodes
// around the expression, if it stands in a list.
func alone(path []ast.Node) *ast.ExprStmt {
	if len(path) < 2 {
		return nil
	}
	stmt, ok := path[0].(*ast.ExprStmt)
	if !ok || !oldListed(stmt, path[1:]) {
		return nil
	}
	return stmt
}

// listed reports whether a statement stands in a list, where one statement may
// become several. It may have a label, unless that is for break or continue.
func oldListed(stmt ast.Stmt, path []ast.Node) bool {
	for len(path) > 0 {
		label, ok := path[0].(*ast.LabeledStmt)
		if !ok {
			return elementAt(list(path[0]), stmt.Pos()) == stmt
		}
		switch stmt.(type) {
		case *ast.ForStmt, *ast.RangeStmt, *ast.SwitchStmt, *ast.TypeSwitchStmt, *ast.SelectStmt:
			return false
		}
		stmt, path = label, path[1:]
	}
	return false
}

// scope is the innermost scope at pos.
func (f *file) scope(info *types.Info, pos token.Pos) *types.Scope {
	if s := info.Scopes[f.syntax]; s != nil {
		if in := s.Innermost(pos); in != nil {
			return in
		}
		return s
	}
	return nil
}

// usesOf returns all places that use a variable.
func (x *Fixer) usesOf(v *types.Var) []*ast.Ident {
	if x.uses == nil {
		x.uses = make(map[*types.Var][]*ast.Ident)
		for id, obj := range x.pass.TypesInfo.Uses {
			if v, ok := obj.(*types.Var); ok {
				x.uses[v] = append(x.uses[v], id)
			}
		}
	}
	return x.uses[v]
}

// mentions reports whether a node uses a variable.
func (x *Fixer) mentions(n ast.Node, v types.Object) bool {
	return x.count(n, v) > 0
}

// handsOn reports whether a return statement of the function tells the caller of
// an error: by the last result, if that is one. What else is made of it is not
// heard as a failure.
func (s *site) handsOn(ret *ast.ReturnStmt, err types.Object) bool {
	if n := len(ret.Results); n > 0 && source.EndsInError(s.fn.Sig.Results()) {
		return s.mentions(ret.Results[n-1], err)
	}
	return s.mentions(ret, err)
}

// count counts the uses of a variable in a node.
func (x *Fixer) count(n ast.Node, v types.Object) int {
	found := 0
	if n == nil {
		return 0
	}
	ast.Inspect(n, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && x.pass.TypesInfo.Uses[id] == v {
			found++
		}
		return true
	})
	return found
}

// entryOf returns what the catalogue says of a call, with the method called.
func (x *Fixer) entryOf(call *ast.CallExpr) (*catalog.Call, *types.Func, *ast.SelectorExpr) {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok {
		return nil, nil, nil
	}
	fn, ok := x.pass.TypesInfo.Uses[sel.Sel].(*types.Func)
	if !ok || fn.Pkg() == nil {
		return nil, nil, nil
	}
	if chosen := x.pass.TypesInfo.Selections[sel]; chosen == nil || chosen.Kind() != types.MethodVal {
		return nil, nil, nil
	}
	return x.cat.Call(catalog.SymbolOf(fn)), fn, sel
}

// hasCalls reports whether an expression may do something.
func hasCalls(e ast.Node) bool {
	found := false
	ast.Inspect(e, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			found = true
		case *ast.UnaryExpr:
			found = found || n.Op == token.ARROW
		}
		return !found
	})
	return found
}
