package syncwait

import (
	"context"
	"os/exec"
	"time"

	"github.com/hibiken/asynq"
)

// commands end with the context that they are made with.
func commands(ctx context.Context, t *asynq.Task) error {
	short, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	cmd := exec.CommandContext(ctx, "x")
	_ = cmd.Run()
	_, _ = exec.CommandContext(short, "x").Output()
	endless := exec.CommandContext(context.Background(), "x")
	_ = endless.Run()              // want `syncwait: caution: operator commands .* waits in \(\*exec\.Cmd\)\.Run`
	return exec.Command("x").Run() // want `syncwait: caution: operator commands`
}

func Register(mux *asynq.ServeMux) { mux.HandleFunc("commands", commands) }
