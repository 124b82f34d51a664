// Package benthosold has every way to make an operator of Benthos.
package benthosold

import (
	"context"
	"time"

	"github.com/benthosdev/benthos/v4/public/service"
	"golang.org/x/time/rate"
)

var lim *rate.Limiter

type processor struct{}

func newProcessor(conf *service.ParsedConfig, mgr *service.Resources) (service.Processor, error) {
	time.Sleep(1)
	return &processor{}, nil
}

func (p *processor) Process(ctx context.Context, m *service.Message) (service.MessageBatch, error) {
	_ = lim.Wait(ctx)                    // want `ratewait: caution: operator`
	return nil, lim.Wait(context.TODO()) // want `^ratewait: operator \(\*processor\)\.Process \(service\.RegisterProcessor, \w+\.go:\d+\) blocks in .*: wait on the operator's own context: lim\.Wait\(ctx\)`
}

func (p *processor) Close(ctx context.Context) error { time.Sleep(1); return nil }

type implemented struct{}

func (implemented) Process(ctx context.Context, m *service.Message) (service.MessageBatch, error) {
	time.Sleep(1) // want `timewait: operator .*\(implements service\.Processor, `
	return nil, nil
}

func (implemented) Close(ctx context.Context) error { time.Sleep(1); return nil }

type batches struct{}

func (batches) ProcessBatch(ctx context.Context, b service.MessageBatch) ([]service.MessageBatch, error) {
	time.Sleep(1) // want `timewait: operator .*\(service\.RegisterBatchProcessor, `
	return nil, nil
}

func (batches) Close(ctx context.Context) error { time.Sleep(1); return nil }

type input struct{}

func (*input) Connect(ctx context.Context) error { time.Sleep(1); return nil }
func (*input) Close(ctx context.Context) error   { time.Sleep(1); return nil }
func (*input) Read(ctx context.Context) (*service.Message, service.AckFunc, error) {
	time.Sleep(1) // want `timewait: operator .*\(service\.RegisterInput, `
	return nil, nil, nil
}

type batchInput struct{}

func (*batchInput) Connect(ctx context.Context) error { time.Sleep(1); return nil }
func (*batchInput) Close(ctx context.Context) error   { time.Sleep(1); return nil }
func (*batchInput) ReadBatch(ctx context.Context) (service.MessageBatch, service.AckFunc, error) {
	time.Sleep(1) // want `timewait: operator .*\(implements service\.BatchInput, `
	return nil, nil, nil
}

type output struct{}

func (*output) Connect(ctx context.Context) error { time.Sleep(1); return nil }
func (*output) Close(ctx context.Context) error   { time.Sleep(1); return nil }

func (*output) Write(ctx context.Context, m *service.Message) error {
	time.Sleep(1) // want `timewait: operator .*\(service\.Environment\.RegisterOutput, `
	return nil
}

type batchOutput struct{}

func (*batchOutput) Connect(ctx context.Context) error { time.Sleep(1); return nil }
func (*batchOutput) Close(ctx context.Context) error   { time.Sleep(1); return nil }

func (*batchOutput) WriteBatch(ctx context.Context, b service.MessageBatch) error {
	time.Sleep(1) // want `timewait: operator .*\(service\.RegisterBatchOutput, `
	return nil
}

type cache struct{}

func (cache) Get(ctx context.Context, key string) ([]byte, error) {
	time.Sleep(1) // want `timewait: operator .*\(service\.RegisterCache, `
	return nil, nil
}

func (cache) Set(ctx context.Context, key string, value []byte, ttl *time.Duration) error {
	time.Sleep(1) // want `timewait: operator .*\(service\.RegisterCache, `
	return nil
}

func (cache) Add(ctx context.Context, key string, value []byte, ttl *time.Duration) error {
	time.Sleep(1) // want `timewait: operator .*\(service\.RegisterCache, `
	return nil
}

func (cache) Delete(ctx context.Context, key string) error {
	time.Sleep(1) // want `timewait: operator .*\(service\.RegisterCache, `
	return nil
}

func (cache) Close(ctx context.Context) error { time.Sleep(1); return nil }

type limit struct{}

func (limit) Access(ctx context.Context) (time.Duration, error) {
	time.Sleep(1) // want `timewait: operator .*\(service\.RegisterRateLimit, `
	return 0, nil
}

func (limit) Close(ctx context.Context) error { time.Sleep(1); return nil }

func consume(ctx context.Context, m *service.Message) error {
	time.Sleep(1) // want `timewait: operator .*\(service\.StreamBuilder\.AddConsumerFunc, `
	return nil
}

func consumeBatch(ctx context.Context, b service.MessageBatch) error {
	time.Sleep(1) // want `timewait: operator .*\(service\.StreamBuilder\.AddBatchConsumerFunc, `
	return nil
}

func converted(ctx context.Context, m *service.Message) error {
	time.Sleep(1) // want `timewait: operator .*\(service\.MessageHandlerFunc, `
	return nil
}

func unused(ctx context.Context) error { time.Sleep(1); return nil }

func init() {
	time.Sleep(1)
	_ = service.RegisterProcessor("p", nil, newProcessor)
	_ = service.RegisterBatchProcessor("b", nil, func(*service.ParsedConfig, *service.Resources) (service.BatchProcessor, error) {
		return batches{}, nil
	})
	_ = service.RegisterInput("i", nil, func(*service.ParsedConfig, *service.Resources) (service.Input, error) {
		return &input{}, nil
	})
	var env *service.Environment
	_ = env.RegisterOutput("o", nil, func(*service.ParsedConfig, *service.Resources) (service.Output, int, error) {
		return &output{}, 1, nil
	})
	_ = service.RegisterBatchOutput("o", nil, func(*service.ParsedConfig, *service.Resources) (service.BatchOutput, service.BatchPolicy, int, error) {
		return &batchOutput{}, service.BatchPolicy{}, 1, nil
	})
	_ = service.RegisterCache("c", nil, func(*service.ParsedConfig, *service.Resources) (service.Cache, error) {
		return cache{}, nil
	})
	_ = service.RegisterRateLimit("r", nil, func(*service.ParsedConfig, *service.Resources) (service.RateLimit, error) {
		return limit{}, nil
	})
	var b *service.StreamBuilder
	_ = b.AddConsumerFunc(consume)
	_ = b.AddBatchConsumerFunc(consumeBatch)
	_ = service.MessageHandlerFunc(converted)
}
