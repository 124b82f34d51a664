package runneropts_test

import (
	"context"
	"net"
	"testing"
	"time"

	jobpb "github.com/apache/beam/sdks/v2/go/pkg/beam/model/jobmanagement_v1"
	"google.golang.org/grpc"
	"google.golang.org/protobuf/types/known/structpb"

	"github.com/jobvet/jobvet/ratelimit/beamlimit/runneropts"
)

// server is a job server that keeps what it is asked to prepare.
type server struct {
	jobpb.UnimplementedJobServiceServer
	got *jobpb.PrepareJobRequest
}

func (s *server) Prepare(_ context.Context, r *jobpb.PrepareJobRequest) (*jobpb.PrepareJobResponse, error) {
	s.got = r
	return &jobpb.PrepareJobResponse{}, nil
}

func serve(t *testing.T) (*server, string) {
	l, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &server{}
	g := grpc.NewServer()
	jobpb.RegisterJobServiceServer(g, s)
	go func() { _ = g.Serve(l) }() // ends with Stop
	t.Cleanup(g.Stop)
	return s, l.Addr().String()
}

func prepare(t *testing.T, addr string, options map[string]any) error {
	cc, err := runneropts.Dialer(options)(t.Context(), addr, 10*time.Second)
	if err != nil {
		t.Fatal(err)
	}
	defer cc.Close()
	sent := map[string]any{"beam:option:parallelism:v1": 1, "beam:option:app_name:v1": "app"}
	own, err := structpb.NewStruct(sent)
	if err != nil {
		t.Fatal(err)
	}
	_, err = jobpb.NewJobServiceClient(cc).Prepare(t.Context(), &jobpb.PrepareJobRequest{PipelineOptions: own})
	return err
}

func TestDialer(t *testing.T) {
	s, addr := serve(t)
	if err := prepare(t, addr, map[string]any{"parallelism": 4, "streaming": true}); err != nil {
		t.Fatal(err)
	}
	got := s.got.GetPipelineOptions().AsMap()
	for name, want := range map[string]any{"beam:option:parallelism:v1": 4.0, "beam:option:app_name:v1": "app", "beam:option:streaming:v1": true} {
		if got[name] != want {
			t.Errorf("%s is %v; want %v", name, got[name], want)
		}
	}
}

func TestDialerRefuses(t *testing.T) {
	s, addr := serve(t)
	if err := prepare(t, addr, map[string]any{"parallelism": make(chan int)}); err == nil {
		t.Error("a channel is sent as an option")
	}
	if s.got != nil {
		t.Error("the job is prepared nevertheless")
	}
}

func TestDialerNobodyThere(t *testing.T) {
	l, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := l.Addr().String()
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := runneropts.Dialer(nil)(t.Context(), addr, 100*time.Millisecond); err == nil {
		t.Error("dialled where nobody listens")
	}
}
