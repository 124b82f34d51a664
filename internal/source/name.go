package source

import (
	"fmt"
	"go/types"
	"strings"
)

// Name returns the function's name for messages: "fetch",
// "(*EnrichFn).ProcessElement", or "fetch.func1" for a literal, as the runtime
// prints it in stack traces.
func (fn *Func) Name() string {
	if fn.Obj != nil {
		return FuncName(fn.Obj, fn.Obj.Pkg())
	}
	for i, lit := range fn.Parent.Lits {
		if lit == fn {
			if fn.Parent.Index < 0 {
				return fmt.Sprintf("glob.func%d", i+1)
			}
			return fmt.Sprintf("%s.func%d", fn.Parent.Name(), i+1)
		}
	}
	return "func"
}

// FuncName returns a function's name as code in a package writes it:
// "(*rate.Limiter).Wait", "time.Sleep", or "fetch" in the package itself.
func FuncName(fn *types.Func, from *types.Package) string {
	qualify := func(p *types.Package) string {
		if p == from {
			return ""
		}
		return p.Name()
	}
	recv := fn.Signature().Recv()
	if recv == nil {
		if fn.Pkg() == nil || fn.Pkg() == from {
			return fn.Name()
		}
		return fn.Pkg().Name() + "." + fn.Name()
	}
	t := types.TypeString(recv.Type(), qualify)
	if i := strings.IndexByte(t, '['); i >= 0 {
		t = t[:i]
	}
	if strings.HasPrefix(t, "*") {
		t = "(" + t + ")"
	}
	return t + "." + fn.Name()
}
