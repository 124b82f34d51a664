package daemon

import (
	"context"
	"os/exec"
	"strconv"
	"strings"
)

// A Redis is a redis-server.
type Redis struct {
	*Process
	Port int
	// Version is its version, without a name.
	Version string
}

// StartRedis starts a redis-server that stores nothing on disk, with more options than those
// for that. If the port is 0, it takes a free one.
func StartRedis(ctx context.Context, port int, options ...string) (*Redis, error) {
	path, err := Look("redis-server")
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
	if port == 0 {
		if port, err = FreePort(); err != nil {
			return nil, err
		}
	}
	s, err := StartIn(ctx, "redis-", port, func(string) *exec.Cmd {
		return exec.Command(path, append([]string{"--bind", "127.0.0.1", "--port", strconv.Itoa(port),
			"--save", "", "--appendonly", "no"}, options...)...)
	})
	if err != nil {
		return nil, err
	}
	return &Redis{Process: s, Port: port, Version: version}, nil
}
