package numaflow

import (
	"context"
	"time"

	"github.com/numaproj/numaflow-go/pkg/accumulator"
	"github.com/numaproj/numaflow-go/pkg/batchmapper"
	"github.com/numaproj/numaflow-go/pkg/mapstreamer"
	"github.com/numaproj/numaflow-go/pkg/reducer"
	"github.com/numaproj/numaflow-go/pkg/reducestreamer"
	"github.com/numaproj/numaflow-go/pkg/servingstore"
	"github.com/numaproj/numaflow-go/pkg/sessionreducer"
	"github.com/numaproj/numaflow-go/pkg/sinker"
	"github.com/numaproj/numaflow-go/pkg/sourcer"
	"github.com/numaproj/numaflow-go/pkg/sourcetransformer"
)

// What implements an interface of the framework is an operator, wherever it is
// served.

type implBatch struct{}

func (implBatch) BatchMap(ctx context.Context, in <-chan batchmapper.Datum) batchmapper.BatchResponses {
	time.Sleep(1) // want `timewait: operator .*\(implements batchmapper\.BatchMapper, `
	return nil
}

type implStream struct{}

func (implStream) MapStream(ctx context.Context, keys []string, d mapstreamer.Datum, out chan<- mapstreamer.Message) {
	time.Sleep(1) // want `timewait: operator .*\(implements mapstreamer\.MapStreamer, `
}

type implTransform struct{}

func (implTransform) Transform(ctx context.Context, keys []string, d sourcetransformer.Datum) sourcetransformer.Messages {
	time.Sleep(1) // want `timewait: operator .*\(implements sourcetransformer\.SourceTransformer, `
	return nil
}

type implSink struct{}

func (implSink) Sink(ctx context.Context, in <-chan sinker.Datum) sinker.Responses {
	time.Sleep(1) // want `timewait: operator .*\(implements sinker\.Sinker, `
	return nil
}

type implReduce struct{}

func (implReduce) Reduce(ctx context.Context, keys []string, in <-chan reducer.Datum, md reducer.Metadata) reducer.Messages {
	time.Sleep(1) // want `timewait: operator .*\(implements reducer\.Reducer, `
	return nil
}

type implReduceStream struct{}

func (implReduceStream) ReduceStream(ctx context.Context, keys []string, in <-chan reducestreamer.Datum, out chan<- reducestreamer.Message, md reducestreamer.Metadata) {
	time.Sleep(1) // want `timewait: operator .*\(implements reducestreamer\.ReduceStreamer, `
}

type implSession struct{}

func (implSession) SessionReduce(ctx context.Context, keys []string, in <-chan sessionreducer.Datum, out chan<- sessionreducer.Message) {
	time.Sleep(1) // want `timewait: operator .*\(implements sessionreducer\.SessionReducer, `
}
func (implSession) Accumulator(ctx context.Context) []byte           { return nil }
func (implSession) MergeAccumulator(ctx context.Context, acc []byte) {}

type implAcc struct{}

func (implAcc) Accumulate(ctx context.Context, in <-chan accumulator.Datum, out chan<- accumulator.Message) {
	time.Sleep(1) // want `timewait: operator .*\(implements accumulator\.Accumulator, `
}

type implSource struct{}

func (implSource) Read(ctx context.Context, r sourcer.ReadRequest, out chan<- sourcer.Message) {
	time.Sleep(1) // want `timewait: operator .*\(implements sourcer\.Sourcer, `
}
func (implSource) Ack(ctx context.Context, r sourcer.AckRequest)   {}
func (implSource) Nack(ctx context.Context, r sourcer.NackRequest) {}
func (implSource) Pending(ctx context.Context) int64               { return 0 }
func (implSource) ActivePartitions(ctx context.Context) []int32    { return nil }
func (implSource) TotalPartitions(ctx context.Context) *int32      { return nil }

type implStore struct{}

func (implStore) Put(ctx context.Context, p servingstore.PutDatum) {
	time.Sleep(1) // want `timewait: operator .*\(implements servingstore\.ServingStorer, `
}

func (implStore) Get(ctx context.Context, g servingstore.GetDatum) servingstore.StoredResult {
	return servingstore.StoredResult{}
}
