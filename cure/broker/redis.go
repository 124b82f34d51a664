package broker

import (
	"context"
	"errors"
	"fmt"
	"os"
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
	path, err := exec.LookPath("redis-server")
	if err != nil {
		return nil, fmt.Errorf("redis-server: %w", ErrMissing)
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
	dir, err := os.MkdirTemp("", "cure-redis-")
	if err != nil {
		return nil, err
	}
	s, err := start(ctx, dir, port, exec.Command(path, "--bind", "127.0.0.1", "--port", strconv.Itoa(port),
		"--save", "", "--appendonly", "no", "--databases", strconv.Itoa(spaces)))
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
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
