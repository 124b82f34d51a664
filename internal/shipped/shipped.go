// Package shipped finds what an operator has where it is made and no longer has
// where it runs: frameworks that send operators to other processes send an
// encoding of their exported fields, and functions by name.
package shipped

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/operator"
	"github.com/jobvet/jobvet/internal/source"
)

// A Config is what the search depends on.
type Config struct {
	Source    *source.Package
	Catalog   *catalog.Catalog
	Operators []*operator.Operator
	Shipped   []*operator.Shipped
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
	// Seen, if valid, is a place that the message names behind Phrase, and Rest
	// is what follows.
	Seen token.Pos
	Rest string
	// Uncertain tells that the code on the worker is ready for the loss.
	Uncertain bool
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
	// operator by which it was found first; reader those of them that are not
	// only reached through interfaces of other packages, such as error, and
	// setUp those that lifecycle and bundle methods reach.
	worker, reader, setUp map[*source.Func]*operator.Operator
	found                 []*Finding
}

// A subject is a type of this package whose values are shipped.
type subject struct {
	named  *types.Named
	fields *types.Struct
	op     *operator.Operator
	// methods run on a worker; those of setUp are no hot ones.
	methods, setUp []*source.Func
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
		f.addMethods(sub, s.Registration)
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

// addMethods adds the methods that a registration makes run on a worker.
func (f *finder) addMethods(sub *subject, reg *catalog.Registration) {
	for i, list := range [][]string{reg.Hot, reg.Bundle, reg.Lifecycle} {
		for _, name := range list {
			fn := f.method(sub.named, name)
			if fn == nil || slices.Contains(sub.methods, fn) {
				continue
			}
			sub.methods = append(sub.methods, fn)
			if i > 0 {
				sub.setUp = append(sub.setUp, fn)
			}
		}
	}
}

// method returns a method of a type that is declared in this package.
func (f *finder) method(t types.Type, name string) *source.Func {
	if fn := source.Method(types.NewPointer(t), name, f.Source.Types); fn != nil {
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

// name is a function's name for messages.
func name(fn *source.Func) string {
	if fn == nil {
		return "a package variable"
	}
	return fn.Name()
}
