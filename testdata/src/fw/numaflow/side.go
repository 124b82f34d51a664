package numaflow

import (
	"context"
	"time"

	"github.com/numaproj/numaflow-go/pkg/sideinput"
)

type implSide struct{}

func (implSide) RetrieveSideInput(ctx context.Context) sideinput.Message {
	time.Sleep(1) // want `timewait: operator .*\(implements sideinput\.SideInputRetriever, `
	return sideinput.Message{}
}
