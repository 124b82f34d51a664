package main

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"go/types"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/jobvet/jobvet/conformance/internal/tool"
)

// A mutant is a statement that is planted into an operator.
type mutant struct {
	id    int
	call  *call
	shape *shape
	on    int // how the receiver is reached, of receivers
	op    *target
	at    int // the offset in the operator's file
	list  token.Pos
	dir   string // of the copy, relative to the workspace

	reported []string // the rules that report it
	before   string   // its text
	after    string   // its text after the fix
	problem  string   // "" or why it does not compile, vet, or stay
	left     []string // the rules that still report it
}

// receivers are the ways to reach what a method is called on: the declaration
// of a variable of type %s, and the expression.
var receivers = []struct{ decl, expr, first string }{
	{"var $idOn %s", "$idOn", ""},
	{"var $idOn struct{ lim %s }", "$idOn.lim", ""},
	{"var $idOn map[string]%s", `$idOn["key"]`, ""},
	{"func $idOn() %s { panic(0) }", "$idOn()", ""},
	{"var $idOn []%s", "$idOn[0]", ""},
	{"var $idOn %s", "$idLim", "$idLim := $idOn\n"},
}

// A target is an operator in which statements can be planted.
type target struct {
	pkg      *pkg
	op       tool.Operator
	file     string // its base name
	typ      *ast.FuncType
	body     *ast.BlockStmt
	spots    []spot
	names    map[string]bool // that it uses
	ctx      string          // its context parameter, "" if there is none
	hasError bool            // its last result is an error
	named    string          // the name of that result
}

// A spot is a place for a statement.
type spot struct {
	list   token.Pos
	offset int
}

// A pkg is a real package.
type pkg struct {
	dir     string // relative to the workspace
	name    string
	files   map[string][]byte
	fset    *token.FileSet
	syntax  map[string]*ast.File
	targets []*target
}

func readPackage(w *workspace, dir string, ops []tool.Operator) (*pkg, error) {
	p := &pkg{dir: dir, files: make(map[string][]byte), fset: token.NewFileSet(), syntax: make(map[string]*ast.File)}
	names, err := filepath.Glob(filepath.Join(w.dir, dir, "*.go"))
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		base := filepath.Base(name)
		p.files[base] = data
		if p.syntax[base], err = parser.ParseFile(p.fset, base, data, parser.ParseComments|parser.SkipObjectResolution); err != nil {
			return nil, err
		}
		p.name = p.syntax[base].Name.Name
	}
	for _, op := range ops {
		if t := p.target(op); t != nil {
			p.targets = append(p.targets, t)
		}
	}
	return p, nil
}

// target finds the function of an operator.
func (p *pkg) target(op tool.Operator) *target {
	t := &target{pkg: p, op: op, file: filepath.Base(op.File), names: make(map[string]bool)}
	f := p.syntax[t.file]
	if f == nil || ast.IsGenerated(f) {
		return nil
	}
	here := func(pos token.Pos) bool {
		at := p.fset.Position(pos)
		return at.Line == op.Line && at.Column == op.Column
	}
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl:
			if here(n.Name.Pos()) {
				t.typ, t.body = n.Type, n.Body
			}
		case *ast.FuncLit:
			if here(n.Pos()) {
				t.typ, t.body = n.Type, n.Body
			}
		}
		return true
	})
	if t.body == nil {
		return nil
	}
	ast.Inspect(t.typ, t.name)
	ast.Inspect(t.body, t.name)
	for _, field := range t.typ.Params.List {
		if types.ExprString(field.Type) == "context.Context" && len(field.Names) > 0 && field.Names[0].Name != "_" && t.ctx == "" {
			t.ctx = field.Names[0].Name
		}
	}
	if t.typ.Results != nil {
		last := t.typ.Results.List[len(t.typ.Results.List)-1]
		t.hasError = types.ExprString(last.Type) == "error"
		if n := len(last.Names); t.hasError && n > 0 && last.Names[n-1].Name != "_" {
			t.named = last.Names[n-1].Name
		}
	}
	t.findSpots()
	return t
}

func (t *target) name(n ast.Node) bool {
	if id, ok := n.(*ast.Ident); ok {
		t.names[id.Name] = true
	}
	return true
}

// findSpots notes the beginnings of statements that are the operator's own and
// not a nested function's.
func (t *target) findSpots() {
	add := func(stmts []ast.Stmt, list token.Pos) {
		for _, s := range stmts {
			if b, ok := s.(*ast.BranchStmt); ok && b.Tok == token.FALLTHROUGH {
				continue
			}
			t.spots = append(t.spots, spot{list, t.pkg.fset.Position(s.Pos()).Offset})
		}
	}
	ast.Inspect(t.body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.SwitchStmt:
			add1(n.Body.List, add)
		case *ast.TypeSwitchStmt:
			add1(n.Body.List, add)
		case *ast.SelectStmt:
			add1(n.Body.List, add)
		case *ast.BlockStmt:
			if len(n.List) > 0 && !isClause(n.List[0]) {
				add(n.List, n.Pos())
			}
		}
		return true
	})
	if len(t.spots) == 0 {
		t.spots = append(t.spots, spot{t.body.Pos(), t.pkg.fset.Position(t.body.Lbrace).Offset + 1})
	}
}

func add1(clauses []ast.Stmt, add func([]ast.Stmt, token.Pos)) {
	for _, c := range clauses {
		switch c := c.(type) {
		case *ast.CaseClause:
			add(c.Body, c.Pos())
		case *ast.CommClause:
			add(c.Body, c.Pos())
		}
	}
}

func isClause(s ast.Stmt) bool {
	switch s.(type) {
	case *ast.CaseClause, *ast.CommClause:
		return true
	}
	return false
}

// fits reports whether a shape can be written in an operator.
func (t *target) fits(s *shape) bool {
	switch s.needs {
	case "error":
		return t.hasError
	case "named error":
		return t.named != ""
	}
	return true
}

// zeros are the zero values of the operator's results but the last error.
func (t *target) zeros() []string {
	var list []string
	if t.typ.Results == nil {
		return nil
	}
	for _, field := range t.typ.Results.List {
		for range max(1, len(field.Names)) {
			list = append(list, zero(field.Type))
		}
	}
	return list
}

func zero(t ast.Expr) string {
	switch t := t.(type) {
	case *ast.StarExpr, *ast.MapType, *ast.ChanType, *ast.FuncType, *ast.InterfaceType:
		return "nil"
	case *ast.ArrayType:
		if t.Len == nil {
			return "nil"
		}
	case *ast.Ident:
		switch t.Name {
		case "error", "any":
			return "nil"
		case "string":
			return `""`
		case "bool":
			return "false"
		case "int", "int32", "int64", "uint64", "float64", "byte":
			return "0"
		}
	}
	return "*new(" + types.ExprString(t) + ")"
}

func returning(values []string) string {
	return strings.TrimSpace("return " + strings.Join(values, ", "))
}

// expand fills the placeholders of a text in.
func (m *mutant) expand(text string, inHelper bool) string {
	t := m.op
	r := receivers[m.on]
	if inHelper {
		r = receivers[m.on%2]
	}
	call := m.call.text
	if m.call.on != "" {
		call = strings.ReplaceAll(call, "$on", r.expr)
	}
	zeros := t.zeros()
	leave, fail, give := returning(zeros), returning(zeros), ""
	if t.hasError {
		n := len(zeros) - 1
		fail = returning(append(slices.Clone(zeros[:n]), "err"))
		give = returning(append(slices.Clone(zeros[:n]), "$call"))
	}
	var blank []string
	for range m.call.number {
		blank = append(blank, "_")
	}
	ctx := cmp.Or(t.ctx, "plantedCtx")
	if inHelper {
		ctx = "ctx"
	}
	delay := call
	if m.call.result == aReserve {
		delay = call + ".Delay()"
	}
	method, args, _ := strings.Cut(strings.TrimPrefix(m.call.text, "$on"), "(")
	method = r.expr + method
	for strings.Contains(strings.ReplaceAll(text, "$id", ""), "$") { // placeholders stand for others
		text = strings.NewReplacer(
			"$call", call, "$blank", strings.Join(blank, ", "), "$leave", leave, "$fail", fail, "$give", give,
			"$ctx", ctx, "$helper", "$idHelper", "$named", t.named, "$delay", delay, "$method", method, "$args", strings.TrimSuffix(args, ")"),
			"$timeSleep", "time.Sleep", "$timeAfter", "time.After", "$not", m.call.not,
		).Replace(text)
	}
	text = strings.ReplaceAll(text, "!!", "")
	return strings.ReplaceAll(text, "$id", fmt.Sprintf("p%d", m.id))
}

// statement is what is planted.
func (m *mutant) statement() string {
	text := m.shape.text
	first := ""
	if m.call.on != "" && m.shape.helper == "" {
		first = receivers[m.on].first
	}
	text = m.expand(first+text, false)
	if first != "" || !m.shape.scoped && (m.op.names["err"] || m.op.names["ok"] || m.op.names["n"] || m.op.names["v"] || m.op.names["d"] || m.op.names["r"] || m.op.names["t"] || m.op.names["ch"]) {
		text = "{\n" + text + "\n}"
	}
	return fmt.Sprintf("%s\n%s\n%s\n", m.opening(), text, m.closing())
}

func (m *mutant) opening() string { return fmt.Sprintf("// planted p%d", m.id) }
func (m *mutant) closing() string { return fmt.Sprintf("// end of p%d", m.id) }

// render writes a copy of a package with mutants in it.
func render(w *workspace, p *pkg, dir string, mutants []*mutant) error {
	edits := make(map[string][]*mutant)
	for _, m := range mutants {
		m.dir = dir
		edits[m.op.file] = append(edits[m.op.file], m)
	}
	for base, data := range p.files {
		list := edits[base]
		slices.SortStableFunc(list, func(a, b *mutant) int { return b.at - a.at })
		text := string(data)
		imports := make(map[string]string)
		for _, m := range list {
			text = text[:m.at] + "\n" + p.imported(base, m, imports) + text[m.at:]
		}
		end := p.fset.Position(p.syntax[base].Name.End()).Offset
		for _, path := range sorted(imports) {
			text = text[:end] + "\n\nimport " + imports[path] + fmt.Sprintf(" %q\n", path) + text[end:]
		}
		out, err := format.Source([]byte(text))
		if err != nil {
			return fmt.Errorf("%s: %v\n%s", filepath.Join(dir, base), err, text)
		}
		if err := tool.Write(filepath.Join(w.dir, dir, base), out); err != nil {
			return err
		}
	}
	return tool.Write(filepath.Join(w.dir, dir, helperFile), declarations(p, mutants))
}

// imported returns the statement of a mutant, with the names under which its
// file imports packages, and notes what the file must import for it.
func (p *pkg) imported(base string, m *mutant, imports map[string]string) string {
	text := m.statement()
	used := map[string]string{"time": "time"}
	maps.Copy(used, m.call.pkgs)
	for _, path := range sorted(used) {
		name := used[path]
		mention := regexp.MustCompile(`\b` + name + `\.`)
		if !mention.MatchString(text) {
			continue
		}
		there := slices.IndexFunc(p.syntax[base].Imports, func(s *ast.ImportSpec) bool {
			return s.Path.Value == strconv.Quote(path) && (s.Name == nil || s.Name.Name != "_" && s.Name.Name != ".")
		})
		switch {
		case there < 0:
			imports[path] = name
		case p.syntax[base].Imports[there].Name != nil:
			text = mention.ReplaceAllString(text, p.syntax[base].Imports[there].Name.Name+".")
		case strings.HasPrefix(name, "in_"):
			text = mention.ReplaceAllString(text, m.call.real[path]+".")
		}
	}
	return text
}

const helperFile = "zz_planted.go"

// declarations is the file that declares what the planted statements use.
func declarations(p *pkg, mutants []*mutant) []byte {
	imports := map[string]string{"context": "", "time": "", "fmt": ""}
	var b strings.Builder
	for _, m := range mutants {
		for path, name := range m.call.pkgs {
			if _, ok := imports[path]; !ok {
				imports[path] = name
			}
		}
		if m.call.on != "" {
			r := receivers[m.on]
			if m.shape.helper != "" {
				r = receivers[m.on%2]
			}
			fmt.Fprintf(&b, "%s\n", m.expand(fmt.Sprintf(r.decl, m.call.on), false))
		}
		for _, name := range sorted(m.call.vars) {
			fmt.Fprintf(&b, "var %s %s\n", m.expand(name, false), m.call.vars[name])
		}
		if m.shape.helper != "" {
			fmt.Fprintf(&b, "%s\n%s\n%s\n", m.opening(), m.expand(m.shape.helper, true), m.closing())
		}
	}
	var head strings.Builder
	fmt.Fprintf(&head, "package %s\n\nimport (\n", p.name)
	for _, path := range sorted(imports) {
		name := imports[path]
		if name == "" || strings.Contains(b.String(), name+".") {
			fmt.Fprintf(&head, "%s %q\n", name, path)
		}
	}
	head.WriteString(`)

var (
	plantedCtx   context.Context
	plantedDelay = time.Second
	plantedAny   any
	plantedChan  chan int
	plantedBatch []string
)

func plantedUse()                 {}
func plantedCond() bool           { return plantedAny != nil }
func plantedErr() error           { return nil }
func plantedTake(error)           {}
func plantedWrap(err error) error { return fmt.Errorf("limited: %w", err) }

`)
	text := head.String() + b.String()
	out, err := format.Source([]byte(text))
	if err != nil {
		panic(fmt.Sprintf("%v\n%s", err, text)) // of our own making
	}
	return out
}

// plan assigns pairs of calls and shapes to operators, each pair once, until
// there are no more or the rounds are used up.
func plan(packages []*pkg, pairs []pair, rounds, per int, rng *rand.Rand) [][]*mutant {
	rng.Shuffle(len(pairs), func(i, j int) { pairs[i], pairs[j] = pairs[j], pairs[i] })
	slices.SortStableFunc(pairs, func(a, b pair) int { return a.turn - b.turn })
	id := 0
	var copies [][]*mutant
	for round := 0; len(pairs) > 0 && (rounds == 0 || round < rounds); round++ {
		for _, p := range packages {
			var list []*mutant
			for _, t := range p.targets {
				for range per {
					i := slices.IndexFunc(pairs, func(x pair) bool { return t.fits(x.shape) })
					if i < 0 {
						continue
					}
					s := t.spots[0]
					if rng.IntN(2) > 0 {
						s = t.spots[rng.IntN(len(t.spots))]
					}
					id++
					list = append(list, &mutant{id: id, call: pairs[i].call, shape: pairs[i].shape, on: rng.IntN(len(receivers)), op: t, at: s.offset, list: s.list})
					pairs = slices.Delete(pairs, i, i+1)
				}
			}
			if len(list) > 0 {
				copies = append(copies, list)
			}
		}
		if round > 1000 {
			break // what is left fits nowhere
		}
	}
	return copies
}

// A pair is a call in a shape. Those of an earlier turn are planted first.
type pair struct {
	call  *call
	shape *shape
	turn  int
}

// pairs are all calls in all their shapes. Calls for which there is no fix in
// any shape are planted in the plainest.
func pairsOf(calls []*call) []pair {
	var list []pair
	for _, c := range calls {
		for i := range shapes {
			s := &shapes[i]
			if s.of != nil && !slices.Contains(s.of, c.result) || s.only != nil && !s.only(c) {
				continue
			}
			fixable := c.lim || c.again != "" || c.try || c.delay || strings.HasPrefix(c.name, "time.") || !strings.Contains(c.name, ".")
			turn := 0
			if !fixable {
				if !slices.Contains(plainest, s.name) {
					continue
				}
				turn = 1
			}
			list = append(list, pair{c, s, turn})
		}
	}
	return list
}

// plainest are the shapes for calls that cannot be fixed; they must come out
// as they went in, or with the go statement around them gone.
var plainest = []string{"statement", "ignored", "go call", "closure", "if err := call", "values and err", "helper"}
