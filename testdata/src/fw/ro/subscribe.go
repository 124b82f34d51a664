package ro

import (
	"context"
	"time"

	"github.com/samber/ro"
)

type other struct{ ro.Observer[int] }

func (other) Next(x int) { time.Sleep(1) } // want `timewait: operator other\.Next \(ro\.Observable\.SubscribeWithContext, `

func subscribe(ctx context.Context) { ro.Just(1).SubscribeWithContext(ctx, other{}) }
