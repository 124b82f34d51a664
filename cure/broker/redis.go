package broker

import (
	"context"
	"fmt"
	"os/exec"
	"strconv"
	"strings"
)

// spaces is how many databases a Redis server has.
const spaces = 256

type redis struct {
	*process
	port, next int
	version    string
}

// Redis starts a redis-server that stores nothing on disk.
func Redis(ctx context.Context) (Broker, error) {
	path, err := lookServer("redis-server")
	if err != nil {
		return nil, err
	}
	said, err := exec.CommandContext(ctx, path, "--version").Output()
	if err != nil {
		return nil, err
	}
	// Redis server v=7.0.15 sha=...
	_, version, _ := strings.Cut(string(said), "v=")
	version, _, _ = strings.Cut(version, " ")
	port, err := freePort()
	if err != nil {
		return nil, err
	}
	s, err := startIn(ctx, "cure-redis-", port, func(string) *exec.Cmd {
		return exec.Command(path, "--bind", "127.0.0.1", "--port", strconv.Itoa(port),
			"--save", "", "--appendonly", "no", "--databases", strconv.Itoa(spaces))
	})
	if err != nil {
		return nil, err
	}
	return &redis{process: s, port: port, version: "Redis " + version}, nil
}

func (r *redis) Space(context.Context) (string, error) {
	if r.next == spaces {
		return "", fmt.Errorf("all %d databases are used", spaces)
	}
	r.next++
	return fmt.Sprintf("redis://%s/%d", address(r.port), r.next-1), nil
}

func (r *redis) Version() string { return r.version }

func (r *redis) Stop() error { return r.stop() }
