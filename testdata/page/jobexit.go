package job

import (
	"context"
	"fmt"
	"log"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
)

type Order struct{ ID string }

type EnrichFn struct{}

func (f *EnrichFn) lookup(ctx context.Context, id string) (Order, error) {
	return Order{ID: id}, ctx.Err()
}

func Build(s beam.Scope, ids beam.PCollection) { beam.ParDo(s, &EnrichFn{}, ids) }

var _, _ = fmt.Print, log.Print
