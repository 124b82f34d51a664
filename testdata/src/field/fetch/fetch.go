// Package fetch reads batches of messages in an operator of another framework.
package fetch

import (
	"context"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/nats-io/nats.go/jetstream"
)

type Read struct {
	cons jetstream.Consumer
	more chan jetstream.Msg
}

func (fn *Read) ProcessElement(ctx context.Context, _ []byte, emit func([]byte)) error {
	msgs, err := fn.cons.Fetch(100)
	if err != nil {
		return err
	}
	// The library closes the channel when the batch is full or late.
	for msg := range msgs.Messages() {
		emit(msg.Data())
	}
	for msg := range fn.more { // want `chanwait: operator .* ranges over fn\.more`
		emit(msg.Data())
	}
	return msgs.Error()
}

func pipeline(s beam.Scope, col beam.PCollection) beam.PCollection {
	return beam.ParDo(s, &Read{}, col)
}
