// Package numaflow has every way to make an operator of Numaflow.
package numaflow

import (
	"context"
	"time"

	"github.com/numaproj/numaflow-go/pkg/accumulator"
	"github.com/numaproj/numaflow-go/pkg/batchmapper"
	"github.com/numaproj/numaflow-go/pkg/mapper"
	"github.com/numaproj/numaflow-go/pkg/mapstreamer"
	"github.com/numaproj/numaflow-go/pkg/reducer"
	"github.com/numaproj/numaflow-go/pkg/reducestreamer"
	"github.com/numaproj/numaflow-go/pkg/servingstore"
	"github.com/numaproj/numaflow-go/pkg/sessionreducer"
	"github.com/numaproj/numaflow-go/pkg/sideinput"
	"github.com/numaproj/numaflow-go/pkg/sinker"
	"github.com/numaproj/numaflow-go/pkg/sourcer"
	"github.com/numaproj/numaflow-go/pkg/sourcetransformer"
	"golang.org/x/time/rate"
)

var lim *rate.Limiter

type mapping struct{}

func (mapping) Map(ctx context.Context, keys []string, d mapper.Datum) mapper.Messages {
	_ = lim.Wait(ctx)            // want `^ratewait: caution: operator mapping\.Map \(mapper\.NewServer, `
	_ = lim.Wait(context.TODO()) // want `^ratewait: operator mapping\.Map \(mapper\.NewServer, numaflow\.go:\d+\) blocks in .*: wait with a call that takes the operator's own context`
	return nil
}

type implemented struct{}

func (implemented) Map(ctx context.Context, keys []string, d mapper.Datum) mapper.Messages {
	time.Sleep(1) // want `timewait: operator .*\(implements mapper\.Mapper, `
	return nil
}

func mapFunc(ctx context.Context, keys []string, d mapper.Datum) mapper.Messages {
	time.Sleep(1) // want `timewait: operator .*\(mapper\.NewServer, `
	return nil
}

// converted is converted in one place and served in another.
func converted(ctx context.Context, keys []string, d mapper.Datum) mapper.Messages {
	time.Sleep(1) // want `timewait: operator .*\(mapper\.MapperFunc, `
	return nil
}

var handler mapper.Mapper = mapper.MapperFunc(converted)

func shape(ctx context.Context, keys []string, d mapper.Datum) mapper.Messages {
	time.Sleep(1) // want `timewait: operator .*\(by its parameters, `
	return nil
}

func batch(ctx context.Context, in <-chan batchmapper.Datum) batchmapper.BatchResponses {
	for range in {
	}
	time.Sleep(1) // want `timewait: operator .*\(batchmapper\.NewServer, `
	return nil
}

type batches struct{}

func (*batches) BatchMap(ctx context.Context, in <-chan batchmapper.Datum) batchmapper.BatchResponses {
	time.Sleep(1) // want `timewait: operator .*\(batchmapper\.NewServer, `
	return nil
}

func stream(ctx context.Context, keys []string, d mapstreamer.Datum, out chan<- mapstreamer.Message) {
	time.Sleep(1) // want `timewait: operator .*\(mapstreamer\.NewServer, `
	out <- mapstreamer.NewMessage(nil)
}

type streams struct{}

func (*streams) MapStream(ctx context.Context, keys []string, d mapstreamer.Datum, out chan<- mapstreamer.Message) {
	time.Sleep(1) // want `timewait: operator .*\(mapstreamer\.NewServer, `
}

func transform(ctx context.Context, keys []string, d sourcetransformer.Datum) sourcetransformer.Messages {
	time.Sleep(1) // want `timewait: operator .*\(sourcetransformer\.NewServer, `
	return nil
}

type transformer struct{}

func (*transformer) Transform(ctx context.Context, keys []string, d sourcetransformer.Datum) sourcetransformer.Messages {
	time.Sleep(1) // want `timewait: operator .*\(sourcetransformer\.NewServer, `
	return nil
}

func sink(ctx context.Context, in <-chan sinker.Datum) sinker.Responses {
	time.Sleep(1) // want `timewait: operator .*\(sinker\.NewServer, `
	return nil
}

type sinks struct{}

func (sinks) Sink(ctx context.Context, in <-chan sinker.Datum) sinker.Responses {
	time.Sleep(1) // want `timewait: operator .*\(sinker\.NewServer, `
	return nil
}

// Reducers are made by creators.
type creator struct{}

func (*creator) Create() reducer.Reducer {
	time.Sleep(1)
	return &sum{}
}

type sum struct{}

func (*sum) Reduce(ctx context.Context, keys []string, in <-chan reducer.Datum, md reducer.Metadata) reducer.Messages {
	for range in {
	}
	time.Sleep(1) // want `timewait: operator .*\(reducer\.NewServer, `
	return nil
}

func reduce(ctx context.Context, keys []string, in <-chan reducer.Datum, md reducer.Metadata) reducer.Messages {
	time.Sleep(1) // want `timewait: operator .*\(reducer\.SimpleCreatorWithReduceFn, `
	return nil
}

func reduceStream(ctx context.Context, keys []string, in <-chan reducestreamer.Datum, out chan<- reducestreamer.Message, md reducestreamer.Metadata) {
	time.Sleep(1) // want `timewait: operator reduceStream \(.*\.SimpleCreatorWith`
}

func accumulate(ctx context.Context, in <-chan accumulator.Datum, out chan<- accumulator.Message) {
	time.Sleep(1) // want `timewait: operator accumulate \(.*\.SimpleCreatorWith`
}

type streamCreator struct{}

func (streamCreator) Create() reducestreamer.ReduceStreamer { return streamSum{} }

type streamSum struct{}

func (streamSum) ReduceStream(ctx context.Context, keys []string, in <-chan reducestreamer.Datum, out chan<- reducestreamer.Message, md reducestreamer.Metadata) {
	time.Sleep(1) // want `timewait: operator .*\(reducestreamer\.NewServer, `
}

type sessionCreator struct{}

func (sessionCreator) Create() sessionreducer.SessionReducer { return session{} }

type session struct{}

func (session) SessionReduce(ctx context.Context, keys []string, in <-chan sessionreducer.Datum, out chan<- sessionreducer.Message) {
	time.Sleep(1) // want `timewait: operator .*\(sessionreducer\.NewServer, `
}

func (session) Accumulator(ctx context.Context) []byte {
	time.Sleep(1) // want `timewait: operator .*\(sessionreducer\.NewServer, `
	return nil
}

func (session) MergeAccumulator(ctx context.Context, acc []byte) {
	time.Sleep(1) // want `timewait: operator .*\(sessionreducer\.NewServer, `
}

type accCreator struct{}

func (accCreator) Create() accumulator.Accumulator { return acc{} }

type acc struct{}

func (acc) Accumulate(ctx context.Context, in <-chan accumulator.Datum, out chan<- accumulator.Message) {
	time.Sleep(1) // want `timewait: operator .*\(accumulator\.NewServer, `
}

type source struct{}

func (source) Read(ctx context.Context, r sourcer.ReadRequest, out chan<- sourcer.Message) {
	time.Sleep(1) // want `timewait: operator .*\(sourcer\.NewServer, `
}

func (source) Ack(ctx context.Context, r sourcer.AckRequest) {
	time.Sleep(1) // want `timewait: operator .*\(sourcer\.NewServer, `
}

func (source) Nack(ctx context.Context, r sourcer.NackRequest) {
	time.Sleep(1) // want `timewait: operator .*\(sourcer\.NewServer, `
}

func (source) Pending(ctx context.Context) int64 {
	time.Sleep(1) // want `timewait: operator .*\(sourcer\.NewServer, `
	return 0
}

func (source) ActivePartitions(ctx context.Context) []int32 {
	time.Sleep(1) // want `timewait: operator .*\(sourcer\.NewServer, `
	return nil
}

func (source) TotalPartitions(ctx context.Context) *int32 {
	time.Sleep(1) // want `timewait: operator .*\(sourcer\.NewServer, `
	return nil
}

func (source) Close() { time.Sleep(1) }

func retrieve(ctx context.Context) sideinput.Message {
	time.Sleep(1) // want `timewait: operator .*\(sideinput\.NewSideInputServer, `
	return sideinput.Message{}
}

type side struct{}

func (side) RetrieveSideInput(ctx context.Context) sideinput.Message {
	time.Sleep(1) // want `timewait: operator .*\(sideinput\.NewSideInputServer, `
	return sideinput.Message{}
}

type store struct{}

func (store) Put(ctx context.Context, p servingstore.PutDatum) {
	time.Sleep(1) // want `timewait: operator .*\(servingstore\.NewServer, `
}

func (store) Get(ctx context.Context, g servingstore.GetDatum) servingstore.StoredResult {
	time.Sleep(1) // want `timewait: operator .*\(servingstore\.NewServer, `
	return servingstore.StoredResult{}
}

func main() {
	time.Sleep(1)
	mapper.NewServer(mapping{})
	mapper.NewServer(mapper.MapperFunc(mapFunc))
	batchmapper.NewServer(batchmapper.BatchMapperFunc(batch))
	batchmapper.NewServer(&batches{})
	mapstreamer.NewServer(mapstreamer.MapStreamerFunc(stream))
	mapstreamer.NewServer(&streams{})
	sourcetransformer.NewServer(sourcetransformer.SourceTransformFunc(transform))
	sourcetransformer.NewServer(&transformer{})
	sinker.NewServer(sinker.SinkerFunc(sink))
	sinker.NewServer(sinks{})
	reducer.NewServer(&creator{})
	reducer.NewServer(reducer.SimpleCreatorWithReduceFn(reduce))
	reducestreamer.NewServer(reducestreamer.SimpleCreatorWithReduceStreamFn(reduceStream))
	reducestreamer.NewServer(streamCreator{})
	sessionreducer.NewServer(sessionCreator{})
	accumulator.NewServer(accumulator.SimpleCreatorWithAccumulateFn(accumulate))
	accumulator.NewServer(accCreator{})
	sourcer.NewServer(source{})
	sideinput.NewSideInputServer(sideinput.RetrieveFunc(retrieve))
	sideinput.NewSideInputServer(side{})
	servingstore.NewServer(store{})
}
