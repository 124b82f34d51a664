package rule

import (
	"golang.org/x/tools/container/intsets"

	"github.com/jobvet/jobvet/internal/effect"
	"github.com/jobvet/jobvet/internal/finding"
	"github.com/jobvet/jobvet/internal/fix"
	"github.com/jobvet/jobvet/internal/source"
	"github.com/jobvet/jobvet/internal/walk"
)

// bulkAcquire hints at operators that hold a whole batch and ask the limiter
// for each element of it. What is let through in part has to be taken up again
// in the middle; asking for the batch is one step, and all or nothing.
var bulkAcquire = &Rule{
	Name:   fix.BulkAcquire,
	Order:  9,
	Levels: PerPolicy{Forbid: finding.Hint, Bounded: finding.Hint, Free: finding.Hint},
	Search: bulks,
	Harm:   func(*Found) string { return "a batch that is refused in the middle is done in part" },
	Advice: func(*Found) string { return "ask once for the whole batch, if the limiter's burst is as large" },
	Fix:    fixEffect,
}

// bulks searches for the loops of the operators of a crew, and of the functions of
// the package that they call, that ask a limiter for each element of a batch.
func bulks(p *Pass, c *Crew, most int, yield func(at int, f *effect.Finding), rest func(f *effect.Finding, others *intsets.Sparse)) {
	if c.Ops[0].Framework.Instead != "" {
		return
	}
	batches := make(map[int][]*fix.Batch) // by function
	for _, fn := range p.Source.Funcs {
		if list := p.Fixer().Batches(fn); list != nil {
			batches[fn.Index] = list
		}
	}
	if len(batches) == 0 {
		return
	}
	findings := func(fn int) []*effect.Finding {
		var list []*effect.Finding
		for _, b := range batches[fn] {
			f := new(effect.Finding)
			f.Rule = fix.BulkAcquire
			f.Pos = b.Call.Pos()
			f.Phrase = "asks " + source.FuncName(b.Method, p.Pkg) + " for each element of " + b.Of
			list = append(list, f)
		}
		return list
	}
	var roots []int
	for _, fn := range c.Fns {
		roots = append(roots, fn.Index)
	}
	calls := make(map[int][]call)
	search := walk.Search[effect.Hop]{Most: most, Next: func(fn int, step func(effect.Hop, int)) {
		if _, known := calls[fn]; !known {
			calls[fn] = p.calls(p.Source.Funcs[fn])
		}
		for _, to := range calls[fn] {
			step(to.hop, to.fn)
		}
	}}
	search.Run(roots, func(v *walk.Visit[effect.Hop]) {
		for _, f := range findings(v.Place) {
			for at := v; at.From != nil; at = at.From {
				if at.Along.Name != "" {
					f.Via = f.Via.Push(at.Along)
				}
			}
			f.Root = f.Via == nil
			yield(v.Root, f)
		}
	})
	search.Rest(func(fn int, others *intsets.Sparse) {
		for _, f := range findings(fn) {
			rest(f, others)
		}
	})
}

// A call leads to a function of the package; the hop of a literal that stands
// in the function has no name.
type call struct {
	hop effect.Hop
	fn  int
}

// calls returns the literals in a function and what it calls.
func (p *Pass) calls(fn *source.Func) []call {
	list := []call{}
	for _, lit := range fn.Lits {
		list = append(list, call{fn: lit.Index})
	}
	for _, c := range fn.Calls {
		for _, o := range p.Source.Origins(c.Fun()) {
			if o.Fn != nil {
				list = append(list, call{effect.Hop{Name: o.Fn.Name(), Pos: c.Pos(), Fn: o.Fn}, o.Fn.Index})
			}
		}
	}
	return list
}
