// Package directives uses functions of which directives in another package
// speak.
package directives

import (
	"context"
	"time"

	"cross/declared"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
)

type Fn struct{}

func (Fn) ProcessElement(ctx context.Context, x int) {
	declared.Trusted()
	declared.Local(ctx)
	declared.Device(ctx) // want `chanwait: caution: operator Fn\.ProcessElement .* waits in Device \(waits for the device\) via declared\.Device`
	declared.Forever()   // want `chanwait: operator Fn\.ProcessElement .* waits in Forever \(waits for the moon\) via declared\.Forever`
	declared.Ignored()
	declared.Half(ctx)    // want `ratewait: operator Fn\.ProcessElement .* via declared\.Half`
	declared.Half(ctx)    //jobvet:ignore ratewait known, and worked on
	declared.Handler(ctx) // want `ratewait: operator Fn\.ProcessElement .* via declared\.Handler`
}

func each(ctx context.Context) {
	time.Sleep(1) // want `timewait: operator each \(declared\.Each → //jobvet:registers, `
	select {
	case <-time.After(time.Second):
	case <-ctx.Done():
	}
}

func init() {
	declared.Each("each", each)
	beam.ParDo(beam.Scope{}, Fn{}, beam.PCollection{})
	beam.ParDo(beam.Scope{}, declared.Handler, beam.PCollection{})
}
