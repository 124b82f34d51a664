// Package statefun is a stub of github.com/apache/flink-statefun/statefun-sdk-go/v3/pkg/statefun: as much of its API
// as the tests need.
package statefun

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/apache/flink-statefun/statefun-sdk-go/v3/pkg/statefun/internal/protocol"
)

type Address struct{}

type AddressScopedStorage interface {
	Get(spec ValueSpec, receiver interface{}) (exists bool)
	Remove(spec ValueSpec)
	Set(spec ValueSpec, value interface{})
}

type CancellationToken interface {
	fmt.Stringer
	Token() string
	internal()
}

type Context interface {
	context.Context
	Caller() *Address
	CancelDelayedMessage(token CancellationToken)
	Self() Address
	Send(message MessageBuilder)
	SendAfter(delay time.Duration, message MessageBuilder)
	SendAfterWithCancellationToken(delay time.Duration, token CancellationToken, message MessageBuilder)
	SendEgress(egress EgressBuilder)
	Storage() AddressScopedStorage
}

type EgressBuilder interface {
	toEgressMessage() (*protocol.FromFunction_EgressMessage, error)
}

type Message struct{}

func (*Message) IsBool() bool { panic("stub") }

func (*Message) AsBool() bool { panic("stub") }

func (*Message) IsInt32() bool { panic("stub") }

func (*Message) AsInt32() int32 { panic("stub") }

func (*Message) IsInt64() bool { panic("stub") }

func (*Message) AsInt64() int64 { panic("stub") }

func (*Message) IsFloat32() bool { panic("stub") }

func (*Message) AsFloat32() float32 { panic("stub") }

func (*Message) IsFloat64() bool { panic("stub") }

func (*Message) AsFloat64() float64 { panic("stub") }

func (*Message) IsString() bool { panic("stub") }

func (*Message) AsString() string { panic("stub") }

func (*Message) Is(t SimpleType) bool { panic("stub") }

func (*Message) As(t SimpleType, receiver interface{}) error { panic("stub") }

func (*Message) ValueTypeName() TypeName { panic("stub") }

func (*Message) RawValue() []byte { panic("stub") }

type MessageBuilder struct {
	Target    Address
	Value     interface{}
	ValueType SimpleType
}

type SimpleType interface {
	Deserialize(r io.Reader, receiver interface{}) error
	GetTypeName() TypeName
	Serialize(writer io.Writer, data interface{}) error
}

type StatefulFunction interface {
	Invoke(ctx Context, message Message) error
}

type StatefulFunctionPointer func(Context, Message) error

func (StatefulFunctionPointer) Invoke(ctx Context, message Message) error { panic("stub") }

type StatefulFunctionSpec struct {
	Function StatefulFunction
}

type TypeName interface {
	fmt.Stringer
	GetNamespace() string
	GetType() string
}

type ValueSpec struct{}
