// Package nats is a stub of github.com/nats-io/nats.go: as much of its API
// as the tests need.
package nats

import (
	"crypto/tls"
	"crypto/x509"
	"net/http"
	"time"
)

type AckOpt interface {
	configureAck(opts *ackOpts) error
}

type AuthTokenHandler func() string

type Conn struct{}

func (*Conn) Subscribe(subj string, cb MsgHandler) (*Subscription, error) { panic("stub") }

func (*Conn) QueueSubscribe(subj string, queue string, cb MsgHandler) (*Subscription, error) {
	panic("stub")
}

type ConnErrHandler func(*Conn, error)

type ConnHandler func(*Conn)

type CustomDialer interface{}

type EncodedConn struct{}

func (*EncodedConn) Subscribe(subject string, cb Handler) (*Subscription, error) { panic("stub") }

func (*EncodedConn) QueueSubscribe(subject string, queue string, cb Handler) (*Subscription, error) {
	panic("stub")
}

type ErrHandler func(*Conn, *Subscription, error)

type Handler interface{}

type Header map[string][]string

func (Header) Add(key string, value string) { panic("stub") }

func (Header) Set(key string, value string) { panic("stub") }

func (Header) Get(key string) string { panic("stub") }

func (Header) Values(key string) []string { panic("stub") }

func (Header) Del(key string) { panic("stub") }

type InProcessConnProvider interface{}

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

type Option func(*Options) error

type Options struct {
	Url                               string
	InProcessServer                   InProcessConnProvider
	Servers                           []string
	NoRandomize                       bool
	NoEcho                            bool
	Name                              string
	Verbose                           bool
	Pedantic                          bool
	Secure                            bool
	TLSCertCB                         TLSCertHandler
	TLSHandshakeFirst                 bool
	RootCAsCB                         RootCAsHandler
	AllowReconnect                    bool
	MaxReconnect                      int
	ReconnectWait                     time.Duration
	CustomReconnectDelayCB            ReconnectDelayHandler
	ReconnectJitter                   time.Duration
	ReconnectJitterTLS                time.Duration
	Timeout                           time.Duration
	DrainTimeout                      time.Duration
	FlusherTimeout                    time.Duration
	ReconnectOnFlusherError           bool
	PingInterval                      time.Duration
	MaxPingsOut                       int
	ClosedCB                          ConnHandler
	DisconnectedCB                    ConnHandler
	DisconnectedErrCB                 ConnErrHandler
	ConnectedCB                       ConnHandler
	ReconnectedCB                     ConnHandler
	DiscoveredServersCB               ConnHandler
	AsyncErrorCB                      ErrHandler
	ReconnectErrCB                    ConnErrHandler
	ReconnectToServerCB               ReconnectToServerHandler
	ReconnectBufSize                  int
	SubChanLen                        int
	UserJWT                           UserJWTHandler
	Nkey                              string
	SignatureCB                       SignatureHandler
	User                              string
	Password                          string
	UserInfo                          UserInfoCB
	Token                             string
	TokenHandler                      AuthTokenHandler
	AllowMultipathTCP                 *bool
	CustomDialer                      CustomDialer
	UseOldRequestStyle                bool
	NoCallbacksAfterClientClose       bool
	LameDuckModeHandler               ConnHandler
	RetryOnFailedConnect              bool
	Compression                       bool
	ProxyPath                         string
	InboxPrefix                       string
	IgnoreAuthErrorAbort              bool
	SkipHostLookup                    bool
	PermissionErrOnSubscribe          bool
	WebSocketConnectionHeadersHandler WebSocketHeadersHandler
	SkipSubjectValidation             bool
	IgnoreDiscoveredServers           bool
	WriteBufferSize                   int
}

func (Options) Connect() (*Conn, error) { panic("stub") }

type ReconnectDelayHandler func(attempts int) time.Duration

type ReconnectToServerHandler func([]Server, ServerInfo) (*Server, time.Duration)

type RootCAsHandler func() (*x509.CertPool, error)

type Server struct{}

type ServerInfo struct{}

type SignatureHandler func([]byte) ([]byte, error)

type SubOpt interface {
	configureSubscribe(opts *subOpts) error
}

type Subscription struct{}

type TLSCertHandler func() (tls.Certificate, error)

type UserInfoCB func() (string, string)

type UserJWTHandler func() (string, error)

type WebSocketHeadersHandler func() (http.Header, error)

type ackOpts struct{}

type subOpts struct{}

func Connect(url string, options ...Option) (*Conn, error) { panic("stub") }
