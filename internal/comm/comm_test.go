package comm_test

import (
	"go/ast"
	"go/constant"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"strings"
	"testing"

	"golang.org/x/tools/go/ast/inspector"

	"github.com/jobvet/jobvet/internal/comm"
	"github.com/jobvet/jobvet/internal/source"
)

// library is the library calls that the test data make.
var library = map[string]comm.Library{
	"context.Background":     {Runs: -1, Calls: -1, Root: true},
	"context.WithTimeout":    {Runs: -1, Calls: -1, Timed: true},
	"(*sync.Once).Do":        {Runs: -1, Calls: 0, Once: true},
	"(*sync.WaitGroup).Go":   {Runs: 0, Calls: -1, Joins: true},
	"(*sync.WaitGroup).Wait": {Runs: -1, Calls: -1, Waits: true},
	"(*sync.Cond).Wait":      {Runs: -1, Calls: -1, Waits: true},
	"runtime.Goexit":         {Runs: -1, Calls: -1, Quits: true},
}

// load makes an explorer of testdata/comm.go.
func load(t *testing.T) (*source.Package, *comm.Explorer) {
	t.Helper()
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "testdata/comm.go", nil, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	files := []*ast.File{f}
	info := &types.Info{
		Types: make(map[ast.Expr]types.TypeAndValue), Defs: make(map[*ast.Ident]types.Object),
		Uses: make(map[*ast.Ident]types.Object), Selections: make(map[*ast.SelectorExpr]*types.Selection),
		Instances: make(map[*ast.Ident]types.Instance),
	}
	conf := types.Config{Importer: importer.Default()}
	pkg, err := conf.Check("p", fset, files, info)
	if err != nil {
		t.Fatal(err)
	}
	p := source.New(fset, pkg, info, inspector.New(files), files)
	name := func(c *ast.CallExpr) string {
		if fn := p.NamedFunc(c); fn != nil && fn.Pkg() != pkg {
			return fn.FullName()
		}
		return ""
	}
	return p, comm.New(comm.Config{
		Source: p,
		Library: func(c *ast.CallExpr) comm.Library {
			lib, ok := library[name(c)]
			if !ok {
				lib = comm.Library{Runs: -1, Calls: -1}
			}
			lib.Known = name(c) != ""
			return lib
		},
		Group:     func(types.Type) bool { return false },
		MayReturn: func(c *ast.CallExpr) bool { return p.Builtin(c) != "panic" && !library[name(c)].Quits },
		Recovers: func(fn *source.Func) bool {
			found := false
			ast.Inspect(fn.Body, func(n ast.Node) bool {
				call, ok := n.(*ast.CallExpr)
				found = found || ok && p.Builtin(call) == "recover"
				return !found
			})
			return found
		},
		Decided: func(e ast.Expr) (always, never bool) {
			if v := info.Types[e].Value; v != nil && v.Kind() == constant.Bool {
				return constant.BoolVal(v), !constant.BoolVal(v)
			}
			return false, false
		},
	})
}

// A comment at the end of a line says what becomes of the operation on it, or of the
// goroutine that it starts.
func TestAnswers(t *testing.T) {
	p, x := load(t)
	want := make(map[int]string)
	for _, g := range p.Files[0].Comments {
		if at := p.Fset.Position(g.Pos()); at.Column > 1 {
			want[at.Line] = strings.TrimSpace(g.Text())
		}
	}
	fates := map[comm.Fate]string{comm.Unknown: "unknown", comm.Served: "served", comm.Hangs: "hangs"}
	ends := map[comm.End]string{
		comm.NotKnown: "unknown", comm.Joined: "joined", comm.Released: "released",
		comm.Loose: "loose", comm.Early: "early", comm.Stranded: "stranded",
	}
	seen := 0
	check := func(pos token.Pos, got string) {
		line := p.Fset.Position(pos).Line
		text, ok := want[line]
		if ok {
			seen++
		}
		if ok && text != got {
			t.Errorf("line %d: %s, want %s", line, got, text)
		}
	}
	for _, fn := range p.Funcs {
		a := x.Of(fn.Outermost())
		for _, op := range fn.ChanOps {
			check(op.Node.Pos(), fates[a.Fate(op.Node)])
		}
		for _, c := range fn.Calls {
			switch fun, _ := c.Fun().(*ast.SelectorExpr); {
			case c.Go != nil:
				check(c.Go.Pos(), ends[a.End(c.Go.Pos())])
			case fun != nil && fun.Sel.Name == "Wait":
				check(c.Pos(), fates[a.Fate(c.Expr)])
			}
		}
	}
	if seen != len(want) {
		t.Errorf("%d operations and goroutines were seen at %d comments", seen, len(want))
	}
}

// What a helper does is told for each call of it.
func TestBelow(t *testing.T) {
	p, x := load(t)
	want := map[string]comm.End{"takes": comm.Joined, "drops": comm.Stranded}
	for _, fn := range p.Funcs {
		end, ok := want[fn.Name()]
		if !ok {
			continue
		}
		delete(want, fn.Name())
		var start token.Pos
		for _, other := range p.Funcs {
			if other.Name() == "begin" {
				start = other.Calls[1].Pos()
			}
		}
		if got := x.Of(fn).Below(fn.Calls[0].Expr).End(start); got != end {
			t.Errorf("in %s: %d, want %d", fn.Name(), got, end)
		}
	}
	if len(want) > 0 {
		t.Errorf("not found: %v", want)
	}
}
