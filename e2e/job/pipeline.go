package job

import (
	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
)

// A Pipeline applies the operator under test. Its input are ints: the elements
// 0 to n-1, or, for a splittable operator that makes the elements itself, n.
type Pipeline func(s beam.Scope, in beam.PCollection) beam.PCollection

// numbers is a DoFn that emits the numbers below its element.
func numbers(n int, emit func(int)) {
	for i := range n {
		emit(i)
	}
}

func init() { register.Function2x0(numbers) }

// Options say how a pipeline is built around the operator under test.
type Options struct {
	// Elements is n; Whole hands it on as one element.
	Elements int
	Whole    bool
	// Streaming marks the input as unbounded, which is what makes Flink run the
	// job as a streaming one.
	Streaming bool
	// Copies is how many times all this is built, side by side; 0 counts as 1.
	Copies int
	// Trace is the path of the record.
	Trace string
}

// Build makes the whole pipeline: source, operator, sink.
func (o Options) Build(s beam.Scope, op Pipeline) {
	// Each copy has an input of its own: Flink's translation does not take several
	// splittable DoFns behind one.
	for range max(o.Copies, 1) {
		in := beam.Create(s, o.Elements)
		if o.Streaming {
			in = unbounded(s, in)
		}
		if !o.Whole {
			in = beam.Reshuffle(s, beam.ParDo(s, numbers, in))
		}
		out := op(s, Record(s, o.Trace, In, in))
		emitted := Record(s, o.Trace, Emitted, out)
		Record(s, o.Trace, Out, beam.Reshuffle(s, emitted))
	}
}

// unbounded declares a collection to be without end. The Go SDK has no option
// for streaming jobs; Flink takes a job for one if a collection is unbounded.
// The step itself is a shuffle that the runner knows by its URN.
func unbounded(s beam.Scope, in beam.PCollection) beam.PCollection {
	const reshuffle = "beam:transform:reshuffle:v1"
	return beam.External(s, reshuffle, nil, []beam.PCollection{in}, []beam.FullType{in.Type()}, false)[0]
}
