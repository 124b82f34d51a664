// Package beam has every way to make an operator of Beam.
package beam

import (
	"context"
	"reflect"
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/core/sdf"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/core/typex"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/transforms/filter"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/transforms/stats"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/transforms/top"
	"golang.org/x/time/rate"
)

// DoFn has all methods that Beam calls.
type DoFn struct{ lim *rate.Limiter }

func (f *DoFn) Setup()    { time.Sleep(1) }
func (f *DoFn) Teardown() { time.Sleep(1) }

func (f *DoFn) StartBundle(ctx context.Context, emit func(int)) {
	time.Sleep(1) // want `timewait: operator .*\(beam\.ParDo, `
	select {      // bounded: a bundle may take its time
	case <-time.After(1):
	case <-ctx.Done():
	}
}

func (f *DoFn) FinishBundle(ctx context.Context, emit func(int)) {
	time.Sleep(1) // want `timewait: operator .*\(beam\.ParDo, `
}

func (f *DoFn) ProcessElement(ctx context.Context, x int, emit func(int)) error {
	return f.lim.Wait(ctx) // want `^ratewait: operator \(\*DoFn\)\.ProcessElement \(beam\.ParDo, beam\.go:\d+\) blocks in \(\*rate\.Limiter\)\.Wait; .*: put beamlimit\.Throttle\(s, elements, limiter\) before it, which holds what is over the limit`
}

func (f *DoFn) OnTimer(ctx context.Context) {
	time.Sleep(1) // want `timewait: operator .*\(beam\.ParDo, `
}

func (f *DoFn) CreateInitialRestriction(x int) int {
	time.Sleep(1) // want `timewait: operator .*\(beam\.ParDo, `
	return x
}

func (f *DoFn) SplitRestriction(x, rest int) []int {
	time.Sleep(1) // want `timewait: operator .*\(beam\.ParDo, `
	return nil
}

func (f *DoFn) RestrictionSize(x, rest int) float64 {
	time.Sleep(1) // want `timewait: operator .*\(beam\.ParDo, `
	return 0
}

func (f *DoFn) CreateTracker(rest int) *sdf.LockRTracker {
	time.Sleep(1) // want `timewait: operator .*\(beam\.ParDo, `
	return nil
}

func (f *DoFn) TruncateRestriction(x, rest int) int {
	time.Sleep(1) // want `timewait: operator .*\(beam\.ParDo, `
	return 0
}

func (f *DoFn) Helper(x int) { time.Sleep(1) }

// Value is a DoFn by value.
type Value struct{}

func (Value) ProcessElement(x int) {
	time.Sleep(1) // want `timewait: operator .*\(beam\.ParDo0, `
}

// Unused is no DoFn of any pipeline.
type Unused struct{}

func (*Unused) ProcessElement(x int) { time.Sleep(1) }

// Concat is a combiner.
type Concat struct{}

func (*Concat) Setup() { time.Sleep(1) }

func (*Concat) CreateAccumulator() int {
	time.Sleep(1) // want `timewait: operator .*\(beam\.Combine, `
	return 0
}

func (*Concat) AddInput(a, x int) int {
	time.Sleep(1) // want `timewait: operator .*\(beam\.Combine, `
	return a
}

func (*Concat) MergeAccumulators(a, b int) int {
	time.Sleep(1) // want `timewait: operator .*\(beam\.Combine, `
	return a
}

func (*Concat) ExtractOutput(a int) int {
	time.Sleep(1) // want `timewait: operator .*\(beam\.Combine, `
	return a
}

func (*Concat) Compact(a int) int {
	time.Sleep(1) // want `timewait: operator .*\(beam\.Combine, `
	return a
}

func value(x int) int {
	time.Sleep(1) // want `timewait: operator .*\(beam\.ParDo, `
	return x
}

func unused(x int) int { time.Sleep(1); return x }

func perKey(a, b int) int {
	time.Sleep(1) // want `timewait: operator .*\(beam\.CombinePerKey, `
	return a
}

func try1(x int) int {
	time.Sleep(1) // want `timewait: operator .*\(beam\.TryParDo, `
	return x
}

func two(x int) (int, int) {
	time.Sleep(1) // want `timewait: operator .*\(beam\.ParDo2, `
	return x, x
}

func many(x int) []int {
	time.Sleep(1) // want `timewait: operator .*\(beam\.ParDoN, `
	return nil
}

func seq1(x int) int {
	time.Sleep(1) // want `timewait: operator .*\(beam\.Seq, `
	return x
}

func part(x int) int {
	time.Sleep(1) // want `timewait: operator .*\(beam\.Partition, `
	return x
}

func even(x int) bool {
	time.Sleep(1) // want `timewait: operator .*\(filter\.Include, `
	return true
}

func odd(x int) bool {
	time.Sleep(1) // want `timewait: operator .*\(filter\.Exclude, `
	return true
}

func less(a, b int) bool {
	time.Sleep(1) // want `timewait: operator .*\(top\.Largest, `
	return true
}

func smaller(a, b int) bool {
	time.Sleep(1) // want `timewait: operator .*\(stats\.ApproximateQuantiles, `
	return true
}

func named(x int) int {
	time.Sleep(1) // want `timewait: operator .*\(beam\.RegisterFunction, `
	return x
}

func registered(x int) int {
	time.Sleep(1) // want `timewait: operator .*\(register\.Function1x1, `
	return x
}

func encode(x int) []byte {
	time.Sleep(1) // want `timewait: operator .*\(beam\.RegisterCoder, `
	return nil
}

func decode(b []byte) int {
	time.Sleep(1) // want `timewait: operator .*\(beam\.RegisterCoder, `
	return 0
}

// Seq2 is in a sequence of DoFns.
type Seq2 struct{}

func (*Seq2) ProcessElement(x int) int {
	time.Sleep(1) // want `timewait: operator .*\(beam\.Seq, `
	return x
}

// Registered is registered in all the ways there are; the call of ParDo tells most.
type Registered struct{}

func (*Registered) ProcessElement(ctx context.Context, x int) {
	time.Sleep(1) // want `timewait: operator .*\(beam\.RegisterDoFn, `
}

// Typed is registered by its type.
type Typed struct{}

func (*Typed) Setup() { time.Sleep(1) }

func (*Typed) ProcessElement(x int) {
	time.Sleep(1) // want `timewait: operator .*\(beam\.RegisterType, `
}

// Typed2 is registered by a generic function.
type Typed2 struct{}

func (*Typed2) ProcessElement(x int) {
	time.Sleep(1) // want `timewait: operator .*\(beam\.RegisterType, `
}

// Typed3 is registered by a variable.
type Typed3 struct{}

func (*Typed3) ProcessElement(x int) {
	time.Sleep(1) // want `timewait: operator .*\(beam\.RegisterType, `
}

// Data is a plain data type.
type Data struct{}

func (*Data) String() string { time.Sleep(1); return "" }

// Gen is registered with its types.
type Gen struct{}

func (*Gen) ProcessElement(ctx context.Context, x int) error {
	time.Sleep(1) // want `timewait: operator .*\(register\.DoFn2x1, `
	return nil
}

type combiner struct{}

func (*combiner) MergeAccumulators(a, b int) int {
	time.Sleep(1) // want `timewait: operator .*\(register\.Combiner1, `
	return a
}

// Generic is instantiated.
type Generic[T any] struct{}

func (*Generic[T]) ProcessElement(x T) {
	time.Sleep(1) // want `timewait: operator .*\(beam\.ParDo0, `
}

func generic[T any](x T) T {
	time.Sleep(1) // want `timewait: operator .*\(beam\.ParDo, `
	return x
}

func genericUnused[T any](x T) T { time.Sleep(1); return x }

// Tracker claims positions.
type Tracker struct{}

func (*Tracker) TryClaim(pos any) bool {
	time.Sleep(1) // want `timewait: operator .*\(implements sdf\.RTracker, `
	return true
}

func (*Tracker) GetError() error                      { return nil }
func (*Tracker) TrySplit(f float64) (any, any, error) { return nil, nil, nil }
func (*Tracker) GetProgress() (float64, float64)      { return 0, 0 }
func (*Tracker) IsDone() bool                         { return true }
func (*Tracker) GetRestriction() any                  { return nil }
func (*Tracker) IsBounded() bool                      { return true }

// Split shows by its parameters that it is an operator.
type Split struct{}

func (*Split) ProcessElement(rt *sdf.LockRTracker, x int) {
	time.Sleep(1) // want `timewait: operator .*\(by its parameters, `
}

type methods struct{}

func (methods) value(x int) int {
	time.Sleep(1) // want `timewait: operator .*\(beam\.ParDo, `
	return x
}

func (methods) expression(x int) int {
	time.Sleep(1) // want `timewait: operator .*\(beam\.ParDo, `
	return x
}

func (methods) unused(x int) int { time.Sleep(1); return x }

// variable is a package variable of func type, table a map of them.
var variable = func(x int) int { time.Sleep(1); return x } // want `timewait: operator .*\(beam\.ParDo, `

var table = map[string]func(int) int{
	"a": func(x int) int { time.Sleep(1); return x }, // want `timewait: operator .*\(beam\.ParDo, `
}

var notUsed = func(x int) int { time.Sleep(1); return x }

// config holds an operator in a field.
type config struct{ step, other func(int) int }

func make1() func(int) int {
	time.Sleep(1)                                      // the constructor is no operator
	return func(x int) int { time.Sleep(1); return x } // want `timewait: operator .*\(beam\.ParDo, `
}

func pick(b bool) any {
	if b {
		return value
	}
	return picked
}

func picked(x int) int {
	time.Sleep(1) // want `timewait: operator .*\(beam\.ParDo, `
	return x
}

func local1(x int) int {
	time.Sleep(1) // want `timewait: operator .*\(beam\.ParDo, `
	return x
}

func inField(x int) int {
	time.Sleep(1) // want `timewait: operator .*\(beam\.ParDo, `
	return x
}

func inOther(x int) int { time.Sleep(1); return x }

func init() {
	beam.RegisterFunction(named)
	beam.RegisterDoFn(&Registered{})
	beam.RegisterType(reflect.TypeOf((*Typed)(nil)).Elem())
	beam.RegisterType(reflect.TypeFor[Typed2]())
	beam.RegisterType(reflect.TypeOf((*Data)(nil)))
	typed := reflect.TypeOf(&Typed3{})
	beam.RegisterType(typed)
	beam.RegisterCoder(reflect.TypeOf(Data{}), encode, decode)
	register.Function1x1(registered)
	register.DoFn2x1[context.Context, int, error](&Gen{})
	register.Combiner1[int](&combiner{})
}

func main() {
	time.Sleep(1)
	var s beam.Scope
	var col beam.PCollection
	beam.ParDo(s, &DoFn{}, col)
	beam.ParDo0(s, Value{}, col)
	beam.Combine(s, &Concat{}, col)
	beam.CombinePerKey(s, perKey, col)
	beam.ParDo(s, value, col)
	beam.ParDo(s, func(x int) int {
		time.Sleep(1) // want `timewait: operator .*\(beam\.ParDo, `
		return x
	}, col)
	beam.TryParDo(s, try1, col)
	beam.ParDo2(s, two, col)
	beam.ParDoN(s, many, col)
	beam.Seq(s, col, seq1, &Seq2{})
	beam.Partition(s, 2, part, col)
	filter.Include(s, col, even)
	filter.Exclude(s, col, odd)
	top.Largest(s, col, 1, less)
	stats.ApproximateQuantiles(s, col, smaller, stats.Opts{})
	beam.ParDo0(s, &Generic[int]{}, col)
	beam.ParDo(s, generic[int], col)
	m := methods{}
	beam.ParDo(s, m.value, col)
	beam.ParDo(s, methods.expression, col)
	beam.ParDo(s, variable, col)
	beam.ParDo(s, table["a"], col)
	beam.ParDo(s, make1(), col)
	beam.ParDo(s, pick(true), col)
	fn := local1
	beam.ParDo(s, fn, col)
	c := config{step: inField, other: inOther}
	beam.ParDo(s, c.step, col)
	var bf typex.BundleFinalization
	bf.RegisterCallback(time.Minute, func() error { time.Sleep(1); return nil })
}

// Paged is splittable, and can give its element back: a step before it is not what it needs.
type Paged struct{ lim *rate.Limiter }

func (f *Paged) ProcessElement(rt *sdf.LockRTracker, x int) sdf.ProcessContinuation {
	f.turn()
	return sdf.StopProcessing()
}

func (f *Paged) turn() {
	f.lim.Wait(context.Background()) // want `ratewait: operator .*: take a permit with TryAcquire of a ratelimit\.Limiter, and resume with sdf\.ResumeProcessingIn from a splittable DoFn`
}

func paged(s beam.Scope, in beam.PCollection) { beam.ParDo(s, &Paged{}, in) }
