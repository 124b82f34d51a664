package conformance

import (
	"flag"
	"go/types"
	"testing"

	"github.com/jobvet/jobvet/internal/catalog"
)

var review = flag.Bool("review", false, "list the functions with function parameters that no table knows")

// TestReview lists, for a reader to judge, what may be missing: functions of
// the catalogue's packages that take a function and stand in no table.
func TestReview(t *testing.T) {
	if !*review {
		t.Skip("go test -v -run TestReview -review")
	}
	libs, err := load()
	if err != nil {
		t.Fatal(err)
	}
	pkgs := libs.pkgs
	c := catalog.Default()
	for _, path := range packagesOf() {
		table := c.Table(path)
		if table == nil || table.Name == "std" || pkgs[path] == nil {
			continue
		}
		scope := pkgs[path].Scope()
		show := func(fn *types.Func) {
			if !fn.Exported() {
				return
			}
			s := catalog.SymbolOf(fn)
			if c.Call(s) != nil || c.ByCall(s) != nil || c.Callback(path) {
				return
			}
			sig := fn.Signature()
			for i := range sig.Params().Len() {
				p := sig.Params().At(i).Type()
				if sl, ok := p.(*types.Slice); ok && sig.Variadic() && i == sig.Params().Len()-1 {
					p = sl.Elem()
				}
				if funcOf(p) != nil && !isOption(p) {
					t.Logf("%s: %v %v", table.Name, s, types.TypeString(sig, types.RelativeTo(pkgs[path])))
					return
				}
			}
		}
		for _, name := range scope.Names() {
			switch obj := scope.Lookup(name).(type) {
			case *types.Func:
				show(obj)
			case *types.TypeName:
				if !obj.Exported() {
					continue
				}
				if named, ok := types.Unalias(obj.Type()).(*types.Named); ok {
					for m := range named.Methods() {
						show(m)
					}
					if u, ok := named.Underlying().(*types.Interface); ok {
						for m := range u.ExplicitMethods() {
							show(m)
						}
					}
				}
			}
		}
	}
}
