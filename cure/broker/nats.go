package broker

import (
	"context"
	"errors"
	"os"
	"time"

	"github.com/nats-io/nats-server/v2/server"
)

// natsServers are servers in this process, one for each space.
type natsServers struct {
	running []*server.Server
	dirs    []string
}

// NATS starts NATS servers with JetStream in this process.
func NATS(context.Context) (Broker, error) { return new(natsServers), nil }

func (n *natsServers) Space(context.Context) (string, error) {
	dir, err := os.MkdirTemp("", "cure-nats-")
	if err != nil {
		return "", err
	}
	n.dirs = append(n.dirs, dir)
	s, err := server.NewServer(&server.Options{Host: "127.0.0.1", Port: server.RANDOM_PORT, JetStream: true, StoreDir: dir, NoSigs: true, NoLog: true})
	if err != nil {
		return "", err
	}
	s.Start()
	n.running = append(n.running, s)
	if !s.ReadyForConnections(10 * time.Second) {
		return "", errors.New("the NATS server is not ready after 10 seconds")
	}
	return s.ClientURL(), nil
}

func (n *natsServers) Version() string { return "NATS server " + server.VERSION }

func (n *natsServers) Stop() error {
	var err error
	for _, s := range n.running {
		s.Shutdown()
		s.WaitForShutdown()
	}
	for _, dir := range n.dirs {
		err = errors.Join(err, os.RemoveAll(dir))
	}
	return err
}
