// Package nats is a stub of github.com/nats-io/nats.go: as much of its API
// as the tests need.
package nats

import "time"

type AckOpt interface {
	configureAck(opts *ackOpts) error
}

type Conn struct{}

func (*Conn) Subscribe(subj string, cb MsgHandler) (*Subscription, error) { panic("stub") }

func (*Conn) QueueSubscribe(subj string, queue string, cb MsgHandler) (*Subscription, error) {
	panic("stub")
}

// Option is a function on Options.
type Option func(*Options) error

type Options struct{}

func DrainTimeout(t time.Duration) Option { panic("stub") }

type EncodedConn struct{}

func (*EncodedConn) Subscribe(subject string, cb Handler) (*Subscription, error) { panic("stub") }

func (*EncodedConn) QueueSubscribe(subject string, queue string, cb Handler) (*Subscription, error) {
	panic("stub")
}

type Handler interface{}

type Header map[string][]string

func (Header) Add(key string, value string) { panic("stub") }

func (Header) Set(key string, value string) { panic("stub") }

func (Header) Get(key string) string { panic("stub") }

func (Header) Values(key string) []string { panic("stub") }

func (Header) Del(key string) { panic("stub") }

type JetStream interface {
	QueueSubscribe(subj string, queue string, cb MsgHandler, opts ...SubOpt) (*Subscription, error)
	Subscribe(subj string, cb MsgHandler, opts ...SubOpt) (*Subscription, error)
}

type Msg struct {
	Subject string
	Reply   string
	Header  Header
	Data    []byte
	Sub     *Subscription
}

func (*Msg) Ack(opts ...AckOpt) error { panic("stub") }

func (*Msg) AckSync(opts ...AckOpt) error { panic("stub") }

func (*Msg) Nak(opts ...AckOpt) error { panic("stub") }

func (*Msg) NakWithDelay(delay time.Duration, opts ...AckOpt) error { panic("stub") }

func (*Msg) Term(opts ...AckOpt) error { panic("stub") }

func (*Msg) InProgress(opts ...AckOpt) error { panic("stub") }

func (*Msg) Metadata() (*MsgMetadata, error) { panic("stub") }

func (*Msg) Equal(msg *Msg) bool { panic("stub") }

func (*Msg) Size() int { panic("stub") }

func (*Msg) Respond(data []byte) error { panic("stub") }

func (*Msg) RespondMsg(msg *Msg) error { panic("stub") }

type MsgHandler func(msg *Msg)

type MsgMetadata struct{}

type SubOpt interface {
	configureSubscribe(opts *subOpts) error
}

type Subscription struct{}

type ackOpts struct{}

type subOpts struct{}
