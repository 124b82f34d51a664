package shipped

import (
	"go/ast"
	"go/types"

	"github.com/jobvet/jobvet/internal/operator"
	"github.com/jobvet/jobvet/internal/source"
)

// reachWorkers finds what may run on a worker: everything that operators and their
// lifecycle methods refer to, call or hand on. The set f.worker over-approximates:
// whatever is set there counts as restored. The set f.readers under-approximates: only
// what these read is lost.
func (f *finder) reachWorkers() {
	worker, readers, setUp := newReached(f), newReached(f), newReached(f)
	readers.strict = true
	for _, s := range f.subjects {
		for _, fn := range s.methods {
			op := f.operatorOf(fn)
			if op == nil {
				op = s.op
			}
			worker.push(fn, op)
			readers.push(fn, op)
		}
		for _, fn := range s.setUp {
			setUp.push(fn, s.op)
		}
	}
	for _, op := range f.Operators {
		if op.Fn != nil && op.Framework.Serialised {
			worker.push(op.Fn, op)
			readers.push(op.Fn, op)
		}
	}
	f.worker, f.readers, f.setUp = worker.all(), readers.all(), setUp.all()
}

// A reached collects what functions refer to, call or hand on.
type reached struct {
	*finder
	strict bool // it does not follow interfaces of other packages
	fns    map[*source.Func]*operator.Operator
	queue  []*source.Func
}

func newReached(f *finder) *reached {
	return &reached{finder: f, fns: make(map[*source.Func]*operator.Operator)}
}

func (r *reached) push(fn *source.Func, op *operator.Operator) {
	if _, known := r.fns[fn]; fn != nil && !known {
		r.fns[fn] = op
		r.queue = append(r.queue, fn)
	}
}

// all returns the functions, each with the operator from which it was reached first.
func (r *reached) all() map[*source.Func]*operator.Operator {
	for len(r.queue) > 0 {
		fn := r.queue[0]
		r.queue = r.queue[1:]
		op := r.fns[fn]
		for _, lit := range fn.Lits {
			r.push(lit, op)
		}
		ast.Inspect(fn.Body, func(x ast.Node) bool {
			id, ok := x.(*ast.Ident)
			if !ok {
				return true
			}
			switch obj := r.Source.Info.Uses[id].(type) {
			case *types.Func:
				if r.strict && obj.Pkg() != r.Source.Types {
					return true
				}
				for _, to := range r.implementations(obj) {
					r.push(to, op)
				}
			case *types.Var:
				if source.IsFunc(obj.Type()) {
					for _, o := range r.Source.Origins(id) {
						r.push(o.Fn, op)
					}
				}
			}
			return true
		})
	}
	return r.fns
}

// implementations returns the functions of the package that a reference to fn may
// mean. For a method of an interface they are those of the types that implement it.
func (f *finder) implementations(fn *types.Func) []*source.Func {
	if local := f.Source.Of(fn); local != nil {
		return []*source.Func{local}
	}
	var fns []*source.Func
	for _, i := range f.Source.Implementations(fn) {
		fns = append(fns, i.Fn)
	}
	return fns
}

// onWorker reports whether a function may run on a worker. The answer is no for
// package initialisers, which run everywhere.
func (f *finder) onWorker(fn *source.Func) bool {
	_, ok := f.worker[fn]
	return ok
}
