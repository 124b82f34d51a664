package analyzer

import (
	"github.com/jobvet/jobvet/analyzer/internal/catalog"
	"github.com/jobvet/jobvet/analyzer/internal/effect"
	"github.com/jobvet/jobvet/analyzer/internal/fix"
	"github.com/jobvet/jobvet/analyzer/internal/operator"
	"github.com/jobvet/jobvet/analyzer/internal/source"
)

// bulkAcquire hints at operators that hold a whole batch and ask the limiter
// for each element of it. What is let through in part has to be taken up again
// in the middle; asking for the batch is one step, and all or nothing.
func bulkAcquire() *rule {
	return &rule{
		name:  fix.BulkAcquire,
		level: func(catalog.Policy, *effect.Finding) Level { return LevelHint },
		harm: func(*catalog.Framework, *effect.Finding) string {
			return "a batch that is refused in the middle is done in part"
		},
		advice: func(*operator.Operator, *effect.Finding) string {
			return "ask once for the whole batch, if the limiter's burst is as large"
		},
	}
}

// bulk yields the loops of an operator, and of the functions of the package
// that it calls, that ask a limiter for each element of a batch.
func (p *packagePass) bulk(op *operator.Operator, add func(*effect.Finding)) {
	if !p.enabled(fix.BulkAcquire, LevelHint) || op.Framework.Instead != "" {
		return
	}
	type state struct {
		fn  *source.Func
		via *effect.Chain
	}
	seen := map[*source.Func]bool{op.Fn: true}
	queue := []state{{fn: op.Fn}}
	for len(queue) > 0 {
		s := queue[0]
		queue = queue[1:]
		for _, b := range p.fixerOf().Batches(s.fn) {
			f := &effect.Finding{Root: s.via == nil}
			f.Rule = fix.BulkAcquire
			f.Pos = b.Call.Pos()
			f.Phrase = "asks " + effect.ObjectName(b.Method, p.Pkg) + " for each element of " + b.Of
			f.Via = s.via
			add(f)
		}
		for _, lit := range s.fn.Lits {
			if !seen[lit] {
				seen[lit] = true
				queue = append(queue, state{lit, s.via})
			}
		}
		for _, c := range s.fn.Calls {
			for _, o := range p.src.Origins(c.Fun()) {
				if o.Fn != nil && !seen[o.Fn] {
					seen[o.Fn] = true
					queue = append(queue, state{o.Fn, s.via.Append(effect.Name(o.Fn), c.Pos())})
				}
			}
		}
	}
}
