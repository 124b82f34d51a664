package benthos

import (
	"context"
	"time"

	"github.com/redpanda-data/benthos/v4/public/service"
	"io"
)

// What implements an interface of the framework is an operator, wherever it is
// registered.

type closer struct{}

func (closer) Close(ctx context.Context) error { time.Sleep(1); return nil }

type connector struct{ closer }

func (connector) Connect(ctx context.Context) error { time.Sleep(1); return nil }

type implBatch struct{ closer }

func (implBatch) ProcessBatch(ctx context.Context, b service.MessageBatch) ([]service.MessageBatch, error) {
	time.Sleep(1) // want `timewait: operator .*\(implements service\.BatchProcessor, `
	return nil, nil
}

type implInput struct{ connector }

func (implInput) Read(ctx context.Context) (*service.Message, service.AckFunc, error) {
	time.Sleep(1) // want `timewait: operator .*\(implements service\.Input, `
	return nil, nil, nil
}

type registeredBatchInput struct{ connector }

func (registeredBatchInput) ReadBatch(ctx context.Context) (service.MessageBatch, service.AckFunc, error) {
	time.Sleep(1) // want `timewait: operator .*\(service\.MustRegisterBatchInput, `
	return nil, nil, nil
}

type implOutput struct{ connector }

func (implOutput) Write(ctx context.Context, m *service.Message) error {
	time.Sleep(1) // want `timewait: operator .*\(implements service\.Output, `
	return nil
}

type implBatchOutput struct{ connector }

func (implBatchOutput) WriteBatch(ctx context.Context, b service.MessageBatch) error {
	time.Sleep(1) // want `timewait: operator .*\(implements service\.BatchOutput, `
	return nil
}

type buffer struct{ closer }

func (buffer) EndOfInput() {
	time.Sleep(1) // want `timewait: operator .*\(service\.RegisterBatchBuffer, `
}

func (buffer) ReadBatch(ctx context.Context) (service.MessageBatch, service.AckFunc, error) {
	time.Sleep(1) // want `timewait: operator .*\(service\.RegisterBatchBuffer, `
	return nil, nil, nil
}

func (buffer) WriteBatch(ctx context.Context, b service.MessageBatch, ack service.AckFunc) error {
	time.Sleep(1) // want `timewait: operator .*\(service\.RegisterBatchBuffer, `
	return nil
}

type implBuffer struct{ closer }

func (implBuffer) EndOfInput() {
	time.Sleep(1) // want `timewait: operator .*\(implements service\.BatchBuffer, `
}

func (implBuffer) ReadBatch(ctx context.Context) (service.MessageBatch, service.AckFunc, error) {
	return nil, nil, nil
}
func (implBuffer) WriteBatch(ctx context.Context, b service.MessageBatch, ack service.AckFunc) error {
	return nil
}

type implCache struct{ closer }

func (implCache) Get(ctx context.Context, key string) ([]byte, error) {
	time.Sleep(1) // want `timewait: operator .*\(implements service\.Cache, `
	return nil, nil
}

func (implCache) Set(ctx context.Context, key string, value []byte, ttl *time.Duration) error {
	return nil
}
func (implCache) Add(ctx context.Context, key string, value []byte, ttl *time.Duration) error {
	return nil
}
func (implCache) Delete(ctx context.Context, key string) error { return nil }

type scanners struct{ closer }

func (scanners) Create(r io.ReadCloser, ack service.AckFunc, d *service.ScannerSourceDetails) (service.BatchScanner, error) {
	time.Sleep(1) // want `timewait: operator .*\(service\.RegisterBatchScannerCreator, `
	return scanner{}, nil
}

type implScanners struct{ closer }

func (implScanners) Create(r io.ReadCloser, ack service.AckFunc, d *service.ScannerSourceDetails) (service.BatchScanner, error) {
	time.Sleep(1) // want `timewait: operator .*\(implements service\.BatchScannerCreator, `
	return scanner{}, nil
}

type scanner struct{ closer }

func (scanner) NextBatch(ctx context.Context) (service.MessageBatch, service.AckFunc, error) {
	time.Sleep(1) // want `timewait: operator .*\(implements service\.BatchScanner, `
	return nil, nil, nil
}

func shape(ctx context.Context, m *service.Message) (service.MessageBatch, error) {
	time.Sleep(1) // want `timewait: operator .*\(by its parameters, `
	return nil, nil
}

func init() {
	service.MustRegisterBatchInput("b", nil, func(*service.ParsedConfig, *service.Resources) (service.BatchInput, error) {
		return registeredBatchInput{}, nil
	})
	_ = service.RegisterBatchBuffer("b", nil, func(*service.ParsedConfig, *service.Resources) (service.BatchBuffer, error) {
		return buffer{}, nil
	})
	_ = service.RegisterBatchScannerCreator("s", nil, func(*service.ParsedConfig, *service.Resources) (service.BatchScannerCreator, error) {
		return scanners{}, nil
	})
}
