package rule

import (
	"cmp"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/effect"
	"github.com/jobvet/jobvet/internal/finding"
	"github.com/jobvet/jobvet/internal/operator"
	"github.com/jobvet/jobvet/internal/source"
)

// jobExit reports what ends more than the operator's own work: the process, by
// an exit or by a panic on a goroutine of the operator's own, or the goroutine
// that the framework runs it on. A panic of the operator itself is the
// framework's to recover; if that does not, it is a caution.
var jobExit = &Rule{
	Name:   string(effect.JobExit),
	Order:  7,
	Levels: PerPolicy{Forbid: finding.Error, Bounded: finding.Error, Free: finding.Caution},
	Judge: func(p *Pass, f *Found) bool {
		return f.Ends != catalog.EndsUnrecovered || f.Op.Framework.Panic.Ends(p.uses)
	},
	Harm: func(f *Found) string {
		if f.Ends == catalog.EndsGoroutine {
			return "it never returns to its caller, which learns of no result and no error"
		}
		return cmp.Or(f.Op.Framework.Exit, "the process dies with all other work in it, and nothing is handed back")
	},
	Advice: func(f *Found) string {
		switch {
		case f.Ends == catalog.EndsByPanic:
			return "recover in the goroutine, and hand the operator an error"
		case returnsError(f.Op):
			return "return the error"
		}
		return "hand the failure to the framework instead"
	},
	Fix: fixEffect,
}

// returnsError reports whether the last result of an operator is an error.
func returnsError(op *operator.Operator) bool {
	sig := signature(op)
	return sig != nil && source.EndsInError(sig.Results())
}

// uses reports whether the package uses a function or variable of a library.
func (p *Pass) uses(sym catalog.Symbol) bool {
	for _, obj := range p.Source.Info.Uses {
		if obj.Name() == sym.Name && obj.Pkg() != nil && obj.Pkg().Path() == sym.Pkg && catalog.SymbolOf(obj) == sym {
			return true
		}
	}
	return false
}
