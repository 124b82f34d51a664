// Package mail has implementations. It knows nothing of jobs.
package mail

import (
	"context"
	"time"

	"cross/seam/port"
)

type SMTP struct{ relay port.Clock }

func New(relay port.Clock) *SMTP { return &SMTP{relay} }

func (s *SMTP) Send(ctx context.Context, to string) error {
	s.relay.Tick()
	select {
	case <-ctx.Done():
	case <-make(chan int):
	}
	s.wait()
	return nil
}

func (s *SMTP) wait() { time.Sleep(time.Second) }

// Slow and Quick are clocks.
type (
	Slow  struct{}
	Quick struct{}
)

func (Slow) Tick()  { time.Sleep(time.Second) }
func (Quick) Tick() {}

type Memory struct{}

func (Memory) Save(string) {}

// Disk has more methods than the interface.
type Disk struct{}

func (Disk) Read()  { time.Sleep(time.Second) }
func (Disk) Write() {}
func (Disk) Sync()  { time.Sleep(time.Second) }

// Unused implements port.Mailer, but nothing makes it one.
type Unused struct{}

func (Unused) Send(ctx context.Context, to string) error {
	go func() { time.Sleep(time.Hour) }()
	return nil
}

// NewDisk returns an interface.
func NewDisk() port.Files { return Disk{} }
