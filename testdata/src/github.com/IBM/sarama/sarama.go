// Package sarama is a stub of github.com/IBM/sarama: as much of its API
// as the tests need.
package sarama

import (
	"context"
	"time"
)

type ConsumerGroup interface {
	Close() error
	Consume(ctx context.Context, topics []string, handler ConsumerGroupHandler) error
	Errors() <-chan error
	Pause(partitions map[string][]int32)
	PauseAll()
	Resume(partitions map[string][]int32)
	ResumeAll()
}

type ConsumerGroupClaim interface {
	HighWaterMarkOffset() int64
	InitialOffset() int64
	Messages() <-chan *ConsumerMessage
	Partition() int32
	Topic() string
}

type ConsumerGroupHandler interface {
	Cleanup(ConsumerGroupSession) error
	ConsumeClaim(ConsumerGroupSession, ConsumerGroupClaim) error
	Setup(ConsumerGroupSession) error
}

type ConsumerGroupSession interface {
	Claims() map[string][]int32
	Commit()
	Context() context.Context
	GenerationID() int32
	MarkMessage(msg *ConsumerMessage, metadata string)
	MarkOffset(topic string, partition int32, offset int64, metadata string)
	MemberID() string
	ResetOffset(topic string, partition int32, offset int64, metadata string)
}

type ConsumerMessage struct {
	Headers        []*RecordHeader
	Timestamp      time.Time
	BlockTimestamp time.Time
	Key            []byte
	Value          []byte
	Topic          string
	Partition      int32
	Offset         int64
}

type RecordHeader struct{}
