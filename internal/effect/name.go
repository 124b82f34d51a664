package effect

import (
	"fmt"
	"go/types"
	"strings"

	"github.com/jobvet/jobvet/internal/source"
)

// Name returns the name of a function for messages: "fetch",
// "(*EnrichFn).ProcessElement", or "fetch.func1" for a literal, as the runtime
// prints it in stack traces.
func Name(fn *source.Func) string {
	if fn.Obj != nil {
		return ObjectName(fn.Obj, fn.Obj.Pkg())
	}
	for i, lit := range fn.Parent.Lits {
		if lit == fn {
			if fn.Parent.Index < 0 {
				return fmt.Sprintf("glob.func%d", i+1)
			}
			return fmt.Sprintf("%s.func%d", Name(fn.Parent), i+1)
		}
	}
	return "func"
}

// ObjectName returns the name of a function as seen from a package:
// "(*rate.Limiter).Wait", "time.Sleep", "fetch".
func ObjectName(fn *types.Func, from *types.Package) string {
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
