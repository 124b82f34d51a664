package job

import (
	"context"

	"cross/cond/store"

	"github.com/hibiken/asynq"
)

func a(ctx context.Context, t *asynq.Task) error {
	store.Save(1, true) // want `timewait: operator a .* via store\.Save`
	store.Save(2, false)
	each(false)
	return nil
}

func each(sync bool) { store.Save(3, sync) }

func Register(mux *asynq.ServeMux) { mux.HandleFunc("a", a) }
