package job

import (
	"context"
	"os"

	"cross/kept/cli"

	"github.com/hibiken/asynq"
)

func init() {
	cli.OnInit(configure)
	cli.OnExit(leave)
}

func configure() { os.Exit(1) } // want `jobexit: operator configure \(cli\.OnInit → `

func leave() { os.Exit(2) }

func handle(ctx context.Context, t *asynq.Task) error {
	cli.Execute()
	return nil
}

func Register(mux *asynq.ServeMux) { mux.HandleFunc("a", handle) }
