// Package tasks is a stub of github.com/RichardKnop/machinery/v1/tasks: as much of its API
// as the tests need.
package tasks

import "time"

type Arg struct{}

type ErrRetryTaskLater struct{}

type Headers map[string]interface{}

func (Headers) Set(key string, val string) { panic("stub") }

func (Headers) ForeachKey(handler func(key string, val string) error) error { panic("stub") }

type Signature struct {
	UUID                        string
	Name                        string
	RoutingKey                  string
	ETA                         *time.Time
	GroupUUID                   string
	GroupTaskCount              int
	Args                        []Arg
	Headers                     Headers
	Priority                    uint8
	Immutable                   bool
	RetryCount                  int
	RetryTimeout                int
	OnSuccess                   []*Signature
	OnError                     []*Signature
	ChordCallback               *Signature
	BrokerMessageGroupId        string
	SQSReceiptHandle            string
	StopTaskDeletionOnError     bool
	IgnoreWhenTaskNotRegistered bool
}

func NewErrRetryTaskLater(msg string, retryIn time.Duration) ErrRetryTaskLater { panic("stub") }

func (ErrRetryTaskLater) Error() string { panic("stub") }
