// Package app has the function that gets the messages. It knows only the interface.
package app

import (
	"context"
	"time"

	"cross/hand/bus"
)

type App struct{ bus bus.Consumer }

func New(b bus.Consumer) *App { return &App{b} }

func (a *App) dispatch(ctx context.Context, b []byte) error {
	time.Sleep(time.Second)
	return nil
}

func (a *App) Run(ctx context.Context) error {
	a.bus.Closed(func() { time.Sleep(time.Hour) })
	return a.bus.Listen(ctx, a.dispatch)
}
