package job

import (
	"strconv"
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/xlang/kafkaio"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/transforms/periodic"
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

// number is the number of an element that came on time.
func number(i int64) int { return int(i) }

// defineFn defines a sequence that begins when the job does.
type defineFn struct{ Every time.Duration }

func (f *defineFn) ProcessElement(n int) periodic.SequenceDefinition {
	start := time.Now()
	return periodic.NewSequenceDefinition(start, start.Add(time.Duration(n)*f.Every), f.Every)
}

// parse is the number that a message of a topic has.
func parse(_, value []byte) (int, error) { return strconv.Atoi(string(value)) }

func init() {
	register.Function2x2(parse)
	register.DoFn1x1[int, periodic.SequenceDefinition](&defineFn{})
	register.Function2x0(numbers)
	register.Function1x1(number)
}

// Options say how a pipeline is built around the operator under test.
type Options struct {
	// Elements is n; Whole hands it on as one element.
	Elements int
	Whole    bool
	// Every is how often an element comes, from Beam's own source for this; 0: all come at once.
	Every time.Duration
	// Topic is where the elements come from, if it has a name.
	Topic Topic
	// Streaming marks the input as unbounded, which is what makes Flink run the
	// job as a streaming one.
	Streaming bool
	// Copies is how many times all this is built, side by side; 0 counts as 1.
	Copies int
	// Trace is the path of the record.
	Trace string
}

// A Topic is one of Kafka.
type Topic struct {
	// Name is the topic's, Servers are the addresses of Kafka, Expansion is that of the service which has Beam's
	// transform that reads it.
	Name, Servers, Expansion string
}

// Build makes the whole pipeline: source, operator, sink.
func (o Options) Build(s beam.Scope, op Pipeline) {
	// Each copy has an input of its own: Flink's translation does not take several
	// splittable DoFns behind one.
	for range max(o.Copies, 1) {
		out := op(s, Record(s, o.Trace, In, o.input(s)))
		emitted := Record(s, o.Trace, Emitted, out)
		Record(s, o.Trace, Out, beam.Reshuffle(s, emitted))
	}
}

// input makes the elements.
func (o Options) input(s beam.Scope) beam.PCollection {
	if o.Topic.Name != "" {
		in := kafkaio.Read(s, o.Topic.Expansion, o.Topic.Servers, []string{o.Topic.Name}, kafkaio.ConsumerConfigs(map[string]string{"auto.offset.reset": "earliest"}))
		return beam.Reshuffle(s, beam.ParDo(s, parse, in))
	}
	if o.Every > 0 {
		in := beam.ParDo(s, &defineFn{Every: o.Every}, beam.Create(s, o.Elements))
		return beam.Reshuffle(s, beam.ParDo(s, number, periodic.Sequence(s, in)))
	}
	in := beam.Create(s, o.Elements)
	if o.Streaming {
		in = unbounded(s, in)
	}
	if o.Whole {
		return in
	}
	return beam.Reshuffle(s, beam.ParDo(s, numbers, in))
}

// unbounded declares a collection to be without end. The Go SDK has no option
// for streaming jobs; Flink takes a job for one if a collection is unbounded.
// The step itself is a shuffle that the runner knows by its URN.
func unbounded(s beam.Scope, in beam.PCollection) beam.PCollection {
	const reshuffle = "beam:transform:reshuffle:v1"
	return beam.External(s, reshuffle, nil, []beam.PCollection{in}, []beam.FullType{in.Type()}, false)[0]
}
