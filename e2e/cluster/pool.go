package cluster

import (
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/signal"
	"sync"
	"syscall"

	fnpb "github.com/apache/beam/sdks/v2/go/pkg/beam/model/fnexecution_v1"
	"google.golang.org/grpc"
)

// workerPool implements Beam's external worker pool: it starts this executable
// as a worker for each environment that a runner asks for. That is all that a
// cluster's worker has of a job: the executable, and what the job was encoded to.
type workerPool struct {
	fnpb.UnimplementedBeamFnExternalWorkerPoolServer
	exe string

	mu      sync.Mutex
	workers map[string]*os.Process
}

func (p *workerPool) StartWorker(_ context.Context, r *fnpb.StartWorkerRequest) (*fnpb.StartWorkerResponse, error) {
	c := exec.Command(p.exe, "--worker=true", "--id="+r.GetWorkerId(),
		"--logging_endpoint="+r.GetLoggingEndpoint().GetUrl(),
		"--control_endpoint="+r.GetControlEndpoint().GetUrl())
	c.Env = append(os.Environ(), roleVar+"="+worker)
	c.Stdout, c.Stderr = os.Stdout, os.Stderr
	if err := c.Start(); err != nil {
		return &fnpb.StartWorkerResponse{Error: err.Error()}, nil
	}
	p.mu.Lock()
	p.workers[r.GetWorkerId()] = c.Process
	p.mu.Unlock()
	go func() {
		if err := c.Wait(); err != nil {
			fmt.Fprintln(os.Stderr, workerMark+err.Error())
		}
	}()
	return &fnpb.StartWorkerResponse{}, nil
}

// workerMark begins the pool's line about a worker that ended with an error.
const workerMark = "worker ended: "

func (p *workerPool) StopWorker(_ context.Context, r *fnpb.StopWorkerRequest) (*fnpb.StopWorkerResponse, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if w := p.workers[r.GetWorkerId()]; w != nil {
		_ = w.Kill() // it may have ended by itself
		delete(p.workers, r.GetWorkerId())
	}
	return &fnpb.StopWorkerResponse{}, nil
}

// killSignal asks a pool to kill the workers that it has.
const killSignal = syscall.SIGUSR1

func (p *workerPool) killOnSignal() {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, killSignal)
	for range signals {
		p.mu.Lock()
		for _, w := range p.workers {
			_ = w.Kill() // it may have ended by itself
		}
		p.mu.Unlock()
	}
}

func servePool(addr string) error {
	exe, err := os.Executable()
	if err != nil {
		return err
	}
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return err
	}
	p := &workerPool{exe: exe, workers: map[string]*os.Process{}}
	go p.killOnSignal()
	s := grpc.NewServer()
	fnpb.RegisterBeamFnExternalWorkerPoolServer(s, p)
	return s.Serve(l)
}
