package shipped

import (
	"go/ast"
	"go/types"

	"github.com/jobvet/jobvet/internal/operator"
	"github.com/jobvet/jobvet/internal/source"
)

// reachWorkers finds what may run on a worker: all that the operators and
// their lifecycle methods refer to, calls or hands on. It is rather too much
// than too little: what is set there counts as restored. Of what is read there
// it is rather too little.
func (f *finder) reachWorkers() {
	worker, reader, setUp := newReached(f), newReached(f), newReached(f)
	reader.strict = true
	for _, s := range f.subjects {
		for _, fn := range s.methods {
			op := f.operatorOf(fn)
			if op == nil {
				op = s.op
			}
			worker.push(fn, op)
			reader.push(fn, op)
		}
		for _, fn := range s.setUp {
			setUp.push(fn, s.op)
		}
	}
	for _, op := range f.Operators {
		if op.Fn != nil && op.Framework.Serialised {
			worker.push(op.Fn, op)
			reader.push(op.Fn, op)
		}
	}
	f.worker, f.reader, f.setUp = worker.all(), reader.all(), setUp.all()
}

// A reached is what functions refer to, calls or hands on.
type reached struct {
	*finder
	strict bool // do not follow interfaces of other packages
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

// all returns the functions, each with the operator by which it was found first.
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

// implementations returns the functions of the package that a reference to fn
// may mean: for an interface's method those of the types that implement it.
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

// onWorker reports whether a function, or one that it stands in, may run on a
// worker. Package initialisers run everywhere.
func (f *finder) onWorker(fn *source.Func) bool {
	_, ok := f.worker[fn]
	return ok
}
