// Package state finds what an operator has where it is made and no longer has
// where it runs: frameworks that send operators to other processes send an
// encoding of their exported fields, and functions by name.
package state

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/jobvet/jobvet/analyzer/internal/catalog"
	"github.com/jobvet/jobvet/analyzer/internal/effect"
	"github.com/jobvet/jobvet/analyzer/internal/operator"
	"github.com/jobvet/jobvet/analyzer/internal/source"
)

// A Config is what the search depends on.
type Config struct {
	Source    *source.Package
	Catalog   *catalog.Catalog
	Operators []*operator.Operator
	Shipped   []*operator.Shipped
	// IsLibrary reports whether a package is a catalogued library's own.
	IsLibrary func(path string) bool
}

// A Kind tells how state is lost.
type Kind uint8

const (
	Lost        Kind = iota // a field is not encoded
	Opaque                  // a field is encoded as nothing
	Unencodable             // a field cannot be encoded
	Captured                // a function has captured variables
	MethodValue             // a function is bound to a receiver
	Global                  // a variable is set where workers do not come
)

// A Finding is state that an operator loses.
type Finding struct {
	Kind Kind
	Op   *operator.Operator
	Pos  token.Pos
	// Set is where the state is given, if it is not Pos: a directive there
	// counts as well.
	Set token.Pos
	// Phrase says what is lost, Harm what comes of it, and Advice what to do:
	// the clauses of a message.
	Phrase, Harm, Advice string
	// Move is set where what is lost can be made on the worker as it is.
	Move *Move
}

// A Move is the one place that sets a field, in a composite literal, with an
// expression that means the same on a worker: it can be set in a method there.
type Move struct {
	Type  *types.Named
	Field *types.Var
	Lit   *ast.CompositeLit
	Set   *ast.KeyValueExpr
	// Method is the name of the method that sets a worker up.
	Method string
}

// Find returns what the operators of the package lose, in source order.
func Find(cfg Config) []*Finding {
	f := &finder{Config: cfg}
	f.types()
	if len(f.subjects) == 0 && len(f.functions) == 0 {
		return nil
	}
	f.reachWorkers()
	f.fields()
	f.functionValues()
	f.globals()
	slices.SortStableFunc(f.found, func(a, b *Finding) int { return int(a.Pos) - int(b.Pos) })
	return f.found
}

type finder struct {
	Config
	subjects  []*subject
	functions []*operator.Shipped
	// worker holds the functions that may run on a worker, each with the
	// operator by which it was found first.
	worker map[*source.Func]*operator.Operator
	found  []*Finding
}

// A subject is a type of this package whose values are shipped.
type subject struct {
	named  *types.Named
	fields *types.Struct
	op     *operator.Operator
	// methods run on a worker.
	methods []*source.Func
	// schema tells that a schema is made of the type when the program starts.
	schema bool
}

// types collects the types that are shipped and have a method that runs there.
func (f *finder) types() {
	byType := make(map[*types.Named]*subject)
	for _, s := range f.Shipped {
		if s.Type == nil {
			f.functions = append(f.functions, s)
			continue
		}
		st, ok := s.Type.Underlying().(*types.Struct)
		if !ok {
			continue
		}
		sub := byType[s.Type]
		if sub == nil {
			sub = &subject{named: s.Type, fields: st}
		}
		sub.schema = sub.schema || s.Registration.Ships == catalog.ShipsSchema
		for _, list := range [][]string{s.Registration.Hot, s.Registration.Bundle, s.Registration.Lifecycle} {
			for _, name := range list {
				if fn := f.method(s.Type, name); fn != nil && !slices.Contains(sub.methods, fn) {
					sub.methods = append(sub.methods, fn)
				}
			}
		}
		for _, op := range f.Operators {
			if sub.op == nil && op.Fn != nil && slices.Contains(sub.methods, op.Fn) {
				sub.op = op
			}
		}
		if byType[s.Type] == nil && sub.op != nil {
			byType[s.Type] = sub
			f.subjects = append(f.subjects, sub)
		}
	}
}

// method returns a method of a type that is declared in this package.
func (f *finder) method(t types.Type, name string) *source.Func {
	obj, _, _ := types.LookupFieldOrMethod(types.NewPointer(t), true, f.Source.Types, name)
	if fn, ok := obj.(*types.Func); ok {
		return f.Source.Of(fn)
	}
	return nil
}

// operatorOf returns the operator that a function is.
func (f *finder) operatorOf(fn *source.Func) *operator.Operator {
	for _, op := range f.Operators {
		if op.Fn == fn {
			return op
		}
	}
	return nil
}

// reachWorkers finds what may run on a worker: all that the operators and
// their lifecycle methods refer to, calls or hands on. It is rather too much
// than too little: what is set there counts as restored.
func (f *finder) reachWorkers() {
	f.worker = make(map[*source.Func]*operator.Operator)
	var queue []*source.Func
	push := func(fn *source.Func, op *operator.Operator) {
		if _, known := f.worker[fn]; fn != nil && !known {
			f.worker[fn] = op
			queue = append(queue, fn)
		}
	}
	for _, s := range f.subjects {
		for _, fn := range s.methods {
			op := f.operatorOf(fn)
			if op == nil {
				op = s.op
			}
			push(fn, op)
		}
	}
	for _, op := range f.Operators {
		if op.Fn != nil && op.Framework.Serialised {
			push(op.Fn, op)
		}
	}
	for len(queue) > 0 {
		fn := queue[0]
		queue = queue[1:]
		op := f.worker[fn]
		for _, lit := range fn.Lits {
			push(lit, op)
		}
		ast.Inspect(fn.Body, func(x ast.Node) bool {
			id, ok := x.(*ast.Ident)
			if !ok {
				return true
			}
			switch obj := f.Source.Info.Uses[id].(type) {
			case *types.Func:
				for _, to := range f.implementations(obj) {
					push(to, op)
				}
			case *types.Var:
				if _, ok := obj.Type().Underlying().(*types.Signature); ok {
					for _, o := range f.Source.Origins(id) {
						push(o.Fn, op)
					}
				}
			}
			return true
		})
	}
}

// implementations returns the functions of the package that a reference to fn
// may mean: for an interface's method every method of its name.
func (f *finder) implementations(fn *types.Func) []*source.Func {
	if local := f.Source.Of(fn); local != nil {
		return []*source.Func{local}
	}
	recv := fn.Signature().Recv()
	if recv == nil || !types.IsInterface(recv.Type()) {
		return nil
	}
	var fns []*source.Func
	for _, other := range f.Source.Funcs {
		if other.Obj != nil && other.Obj.Name() == fn.Name() && other.Obj.Signature().Recv() != nil {
			fns = append(fns, other)
		}
	}
	return fns
}

// onWorker reports whether a function, or one that it stands in, may run on a
// worker. Package initialisers run everywhere.
func (f *finder) onWorker(fn *source.Func) bool {
	_, ok := f.worker[fn]
	return ok
}

// name is a function's name for messages.
func name(fn *source.Func) string {
	if fn == nil {
		return "a package variable"
	}
	return effect.Name(fn)
}
