// Package app gives publishers to a router.
package app

import (
	"cross/abroad/queue"

	"github.com/ThreeDotsLabs/watermill/message"
)

func pass(m *message.Message) ([]*message.Message, error) { return nil, nil }

func Register(r *message.Router, s message.Subscriber, p message.Publisher) {
	r.AddHandler("limited", "a", s, "b", queue.NewLimited(p), pass) // want `ratewait: operator \(\*queue\.limited\)\.Publish \(message\.Router\.AddHandler → watermill, app\.go:\d+\) blocks in \(\*rate\.Limiter\)\.WaitN`
	r.AddHandler("quick", "a", s, "b", queue.NewQuick(p), pass)
	var slow message.Publisher = queue.NewSlow()
	r.AddHandler("slow", "a", s, "b", slow, pass) // want `timewait: operator \(\*queue\.Slow\)\.Publish `
	_ = queue.NewLimited(p)
}
