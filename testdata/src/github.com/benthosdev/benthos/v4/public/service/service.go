// Package service is a stub of github.com/benthosdev/benthos/v4/public/service: as much of its API
// as the tests need.
package service

import (
	"context"
	"io"
	"time"

	"github.com/benthosdev/benthos/v4/public/bloblang"
)

type AckFunc func(ctx context.Context, err error) error

type BatchBuffer interface {
	Closer
	EndOfInput()
	ReadBatch(context.Context) (MessageBatch, AckFunc, error)
	WriteBatch(context.Context, MessageBatch, AckFunc) error
}

type BatchBufferConstructor func(conf *ParsedConfig, mgr *Resources) (BatchBuffer, error)

type BatchInput interface {
	Closer
	Connect(context.Context) error
	ReadBatch(context.Context) (MessageBatch, AckFunc, error)
}

type BatchInputConstructor func(conf *ParsedConfig, mgr *Resources) (BatchInput, error)

type BatchOutput interface {
	Closer
	Connect(context.Context) error
	WriteBatch(context.Context, MessageBatch) error
}

type BatchOutputConstructor func(conf *ParsedConfig, mgr *Resources) (out BatchOutput, batchPolicy BatchPolicy, maxInFlight int, err error)

type BatchPolicy struct{}

type BatchProcessor interface {
	Closer
	ProcessBatch(context.Context, MessageBatch) ([]MessageBatch, error)
}

type BatchProcessorConstructor func(conf *ParsedConfig, mgr *Resources) (BatchProcessor, error)

type BatchScanner interface {
	Close(context.Context) error
	NextBatch(context.Context) (MessageBatch, AckFunc, error)
}

type BatchScannerCreator interface {
	Close(context.Context) error
	Create(io.ReadCloser, AckFunc, *ScannerSourceDetails) (BatchScanner, error)
}

type BatchScannerCreatorConstructor func(conf *ParsedConfig, mgr *Resources) (BatchScannerCreator, error)

type Cache interface {
	Closer
	Add(ctx context.Context, key string, value []byte, ttl *time.Duration) error
	Delete(ctx context.Context, key string) error
	Get(ctx context.Context, key string) ([]byte, error)
	Set(ctx context.Context, key string, value []byte, ttl *time.Duration) error
}

type CacheConstructor func(conf *ParsedConfig, mgr *Resources) (Cache, error)

type Closer interface {
	Close(ctx context.Context) error
}

type ConfigSpec struct{}

type Environment struct{}

func (*Environment) RegisterBatchBuffer(name string, spec *ConfigSpec, ctor BatchBufferConstructor) error {
	panic("stub")
}

func (*Environment) RegisterCache(name string, spec *ConfigSpec, ctor CacheConstructor) error {
	panic("stub")
}

func (*Environment) RegisterInput(name string, spec *ConfigSpec, ctor InputConstructor) error {
	panic("stub")
}

func (*Environment) RegisterBatchInput(name string, spec *ConfigSpec, ctor BatchInputConstructor) error {
	panic("stub")
}

func (*Environment) RegisterOutput(name string, spec *ConfigSpec, ctor OutputConstructor) error {
	panic("stub")
}

func (*Environment) RegisterBatchOutput(name string, spec *ConfigSpec, ctor BatchOutputConstructor) error {
	panic("stub")
}

func (*Environment) RegisterProcessor(name string, spec *ConfigSpec, ctor ProcessorConstructor) error {
	panic("stub")
}

func (*Environment) RegisterBatchProcessor(name string, spec *ConfigSpec, ctor BatchProcessorConstructor) error {
	panic("stub")
}

func (*Environment) RegisterRateLimit(name string, spec *ConfigSpec, ctor RateLimitConstructor) error {
	panic("stub")
}

func (*Environment) RegisterBatchScannerCreator(name string, spec *ConfigSpec, ctor BatchScannerCreatorConstructor) error {
	panic("stub")
}

type FS struct{}

type Indexer struct{}

type Input interface {
	Closer
	Connect(context.Context) error
	Read(context.Context) (*Message, AckFunc, error)
}

type InputConstructor func(conf *ParsedConfig, mgr *Resources) (Input, error)

type InterpolatedString struct{}

type Logger struct{}

type Message struct{}

func (*Message) Copy() *Message { panic("stub") }

func (*Message) DeepCopy() *Message { panic("stub") }

func (*Message) Context() context.Context { panic("stub") }

func (*Message) WithContext(ctx context.Context) *Message { panic("stub") }

func (*Message) AsBytes() ([]byte, error) { panic("stub") }

func (*Message) AsStructured() (any, error) { panic("stub") }

func (*Message) AsStructuredMut() (any, error) { panic("stub") }

func (*Message) SetBytes(b []byte) { panic("stub") }

func (*Message) SetStructured(i any) { panic("stub") }

func (*Message) SetStructuredMut(i any) { panic("stub") }

func (*Message) SetError(err error) { panic("stub") }

func (*Message) GetError() error { panic("stub") }

func (*Message) MetaGet(key string) (string, bool) { panic("stub") }

func (*Message) MetaGetMut(key string) (any, bool) { panic("stub") }

func (*Message) MetaSet(key string, value string) { panic("stub") }

func (*Message) MetaSetMut(key string, value any) { panic("stub") }

func (*Message) MetaDelete(key string) { panic("stub") }

func (*Message) MetaWalk(fn func(string, string) error) error { panic("stub") }

func (*Message) MetaWalkMut(fn func(key string, value any) error) error { panic("stub") }

func (*Message) BloblangQuery(blobl *bloblang.Executor) (*Message, error) { panic("stub") }

func (*Message) BloblangQueryValue(blobl *bloblang.Executor) (any, error) { panic("stub") }

func (*Message) BloblangMutate(blobl *bloblang.Executor) (*Message, error) { panic("stub") }

func (*Message) BloblangMutateFrom(blobl *bloblang.Executor, from *Message) (*Message, error) {
	panic("stub")
}

type MessageBatch []*Message

func (MessageBatch) Copy() MessageBatch { panic("stub") }

func (MessageBatch) DeepCopy() MessageBatch { panic("stub") }

func (MessageBatch) WalkWithBatchedErrors(fn func(int, *Message) error) error { panic("stub") }

func (MessageBatch) Index() *Indexer { panic("stub") }

func (MessageBatch) BloblangQuery(index int, blobl *bloblang.Executor) (*Message, error) {
	panic("stub")
}

func (MessageBatch) BloblangQueryValue(index int, blobl *bloblang.Executor) (any, error) {
	panic("stub")
}

func (MessageBatch) BloblangMutate(index int, blobl *bloblang.Executor) (*Message, error) {
	panic("stub")
}

func (MessageBatch) TryInterpolatedString(index int, i *InterpolatedString) (string, error) {
	panic("stub")
}

func (MessageBatch) TryInterpolatedBytes(index int, i *InterpolatedString) ([]byte, error) {
	panic("stub")
}

func (MessageBatch) InterpolatedString(index int, i *InterpolatedString) string { panic("stub") }

func (MessageBatch) InterpolatedBytes(index int, i *InterpolatedString) []byte { panic("stub") }

func (MessageBatch) AddSyncResponse() error { panic("stub") }

type MessageBatchHandlerFunc func(context.Context, MessageBatch) error

type MessageHandlerFunc func(context.Context, *Message) error

type MetadataExcludeFilter struct{}

type MetadataFilter struct{}

type Metrics struct{}

type Output interface {
	Closer
	Connect(context.Context) error
	Write(context.Context, *Message) error
}

type OutputConstructor func(conf *ParsedConfig, mgr *Resources) (out Output, maxInFlight int, err error)

type OwnedInput struct{}

type OwnedOutput struct{}

type OwnedProcessor struct{}

type OwnedScannerCreator struct{}

type ParsedConfig struct{}

func (*ParsedConfig) Namespace(path ...string) *ParsedConfig { panic("stub") }

func (*ParsedConfig) Contains(path ...string) bool { panic("stub") }

func (*ParsedConfig) FieldAny(path ...string) (any, error) { panic("stub") }

func (*ParsedConfig) FieldAnyList(path ...string) ([]*ParsedConfig, error) { panic("stub") }

func (*ParsedConfig) FieldAnyMap(path ...string) (map[string]*ParsedConfig, error) { panic("stub") }

func (*ParsedConfig) FieldString(path ...string) (string, error) { panic("stub") }

func (*ParsedConfig) FieldDuration(path ...string) (time.Duration, error) { panic("stub") }

func (*ParsedConfig) FieldStringList(path ...string) ([]string, error) { panic("stub") }

func (*ParsedConfig) FieldStringListOfLists(path ...string) ([][]string, error) { panic("stub") }

func (*ParsedConfig) FieldStringMap(path ...string) (map[string]string, error) { panic("stub") }

func (*ParsedConfig) FieldInt(path ...string) (int, error) { panic("stub") }

func (*ParsedConfig) FieldIntList(path ...string) ([]int, error) { panic("stub") }

func (*ParsedConfig) FieldIntMap(path ...string) (map[string]int, error) { panic("stub") }

func (*ParsedConfig) FieldFloat(path ...string) (float64, error) { panic("stub") }

func (*ParsedConfig) FieldFloatList(path ...string) ([]float64, error) { panic("stub") }

func (*ParsedConfig) FieldFloatMap(path ...string) (map[string]float64, error) { panic("stub") }

func (*ParsedConfig) FieldBool(path ...string) (bool, error) { panic("stub") }

func (*ParsedConfig) FieldObjectList(path ...string) ([]*ParsedConfig, error) { panic("stub") }

func (*ParsedConfig) FieldObjectMap(path ...string) (map[string]*ParsedConfig, error) { panic("stub") }

func (*ParsedConfig) FieldBatchPolicy(path ...string) (conf BatchPolicy, err error) { panic("stub") }

func (*ParsedConfig) FieldBloblang(path ...string) (*bloblang.Executor, error) { panic("stub") }

func (*ParsedConfig) FieldInput(path ...string) (*OwnedInput, error) { panic("stub") }

func (*ParsedConfig) FieldInputList(path ...string) ([]*OwnedInput, error) { panic("stub") }

func (*ParsedConfig) FieldInputMap(path ...string) (map[string]*OwnedInput, error) { panic("stub") }

func (*ParsedConfig) FieldInterpolatedString(path ...string) (*InterpolatedString, error) {
	panic("stub")
}

func (*ParsedConfig) FieldInterpolatedStringMap(path ...string) (map[string]*InterpolatedString, error) {
	panic("stub")
}

func (*ParsedConfig) FieldInterpolatedStringList(path ...string) ([]*InterpolatedString, error) {
	panic("stub")
}

func (*ParsedConfig) FieldMaxInFlight() (int, error) { panic("stub") }

func (*ParsedConfig) FieldMetadataFilter(path ...string) (f *MetadataFilter, err error) {
	panic("stub")
}

func (*ParsedConfig) FieldMetadataExcludeFilter(path ...string) (f *MetadataExcludeFilter, err error) {
	panic("stub")
}

func (*ParsedConfig) FieldOutput(path ...string) (*OwnedOutput, error) { panic("stub") }

func (*ParsedConfig) FieldOutputList(path ...string) ([]*OwnedOutput, error) { panic("stub") }

func (*ParsedConfig) FieldOutputMap(path ...string) (map[string]*OwnedOutput, error) { panic("stub") }

func (*ParsedConfig) FieldProcessor(path ...string) (*OwnedProcessor, error) { panic("stub") }

func (*ParsedConfig) FieldProcessorList(path ...string) ([]*OwnedProcessor, error) { panic("stub") }

func (*ParsedConfig) FieldScanner(path ...string) (*OwnedScannerCreator, error) { panic("stub") }

type Processor interface {
	Closer
	Process(context.Context, *Message) (MessageBatch, error)
}

type ProcessorConstructor func(conf *ParsedConfig, mgr *Resources) (Processor, error)

type RateLimit interface {
	Closer
	Access(context.Context) (time.Duration, error)
}

type RateLimitConstructor func(conf *ParsedConfig, mgr *Resources) (RateLimit, error)

type ResourceInput struct{}

func (*ResourceInput) ReadBatch(ctx context.Context) (MessageBatch, AckFunc, error) { panic("stub") }

type ResourceOutput struct{}

func (*ResourceOutput) Write(ctx context.Context, m *Message) error { panic("stub") }

func (*ResourceOutput) WriteBatch(ctx context.Context, b MessageBatch) error { panic("stub") }

type Resources struct{}

func (*Resources) Label() string { panic("stub") }

func (*Resources) Logger() *Logger { panic("stub") }

func (*Resources) Metrics() *Metrics { panic("stub") }

func (*Resources) FS() *FS { panic("stub") }

func (*Resources) AccessCache(ctx context.Context, name string, fn func(c Cache)) error {
	panic("stub")
}

func (*Resources) HasCache(name string) bool { panic("stub") }

func (*Resources) AccessInput(ctx context.Context, name string, fn func(i *ResourceInput)) error {
	panic("stub")
}

func (*Resources) HasInput(name string) bool { panic("stub") }

func (*Resources) AccessOutput(ctx context.Context, name string, fn func(o *ResourceOutput)) error {
	panic("stub")
}

func (*Resources) HasOutput(name string) bool { panic("stub") }

func (*Resources) AccessRateLimit(ctx context.Context, name string, fn func(r RateLimit)) error {
	panic("stub")
}

func (*Resources) HasRateLimit(name string) bool { panic("stub") }

func (*Resources) XUnwrapper() any { panic("stub") }

type ScannerSourceDetails struct{}

type StreamBuilder struct{}

func (*StreamBuilder) AddConsumerFunc(fn MessageHandlerFunc) error { panic("stub") }

func (*StreamBuilder) AddBatchConsumerFunc(fn MessageBatchHandlerFunc) error { panic("stub") }

func RegisterBatchBuffer(name string, spec *ConfigSpec, ctor BatchBufferConstructor) error {
	panic("stub")
}

func RegisterBatchInput(name string, spec *ConfigSpec, ctor BatchInputConstructor) error {
	panic("stub")
}

func RegisterBatchOutput(name string, spec *ConfigSpec, ctor BatchOutputConstructor) error {
	panic("stub")
}

func RegisterBatchProcessor(name string, spec *ConfigSpec, ctor BatchProcessorConstructor) error {
	panic("stub")
}

func RegisterBatchScannerCreator(name string, spec *ConfigSpec, ctor BatchScannerCreatorConstructor) error {
	panic("stub")
}

func RegisterCache(name string, spec *ConfigSpec, ctor CacheConstructor) error { panic("stub") }

func RegisterInput(name string, spec *ConfigSpec, ctor InputConstructor) error { panic("stub") }

func RegisterOutput(name string, spec *ConfigSpec, ctor OutputConstructor) error { panic("stub") }

func RegisterProcessor(name string, spec *ConfigSpec, ctor ProcessorConstructor) error { panic("stub") }

func RegisterRateLimit(name string, spec *ConfigSpec, ctor RateLimitConstructor) error { panic("stub") }
