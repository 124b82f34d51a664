package broker

import (
	"context"
	"fmt"
	"strconv"

	"github.com/jobvet/jobvet/internal/daemon"
)

// spaces is how many databases a Redis server has.
const spaces = 256

type redis struct {
	*daemon.Redis
	next int
}

// Redis starts a redis-server that stores nothing on disk.
func Redis(ctx context.Context) (Broker, error) {
	s, err := daemon.StartRedis(ctx, 0, "--databases", strconv.Itoa(spaces))
	if err != nil {
		return nil, err
	}
	return &redis{Redis: s}, nil
}

func (r *redis) Space(context.Context) (string, error) {
	if r.next == spaces {
		return "", fmt.Errorf("all %d databases are used", spaces)
	}
	r.next++
	return fmt.Sprintf("redis://%s/%d", daemon.Address(r.Port), r.next-1), nil
}

func (r *redis) Version() string { return "Redis " + r.Redis.Version }
