package watermill

import (
	"time"

	"github.com/ThreeDotsLabs/watermill/message"
)

// registrar is the application's own: what it gets as one of the library's types, is
// one of its handlers.
type registrar interface {
	Register(topic string, h message.NoPublishHandlerFunc)
	RegisterAll(hs ...message.NoPublishHandlerFunc)
	Check(h func(*message.Message) error)
}

type cache struct {
	byTopic map[string]message.NoPublishHandlerFunc
	last    message.NoPublishHandlerFunc
}

func (c *cache) register(r registrar) {
	r.Register("flush", c.flush)
	r.RegisterAll(c.first, c.second)
	r.Check(c.check)
	c.byTopic["assigned"] = c.assigned
	c.last = c.stored
	_ = []message.NoPublishHandlerFunc{c.element}
	_ = []func(*message.Message) error{c.check}
}

func (c *cache) handler() message.NoPublishHandlerFunc { return c.returned }

func (c *cache) flush(*message.Message) error {
	time.Sleep(1) // want `^timewait: operator \(\*cache\)\.flush \(message\.NoPublishHandlerFunc, become\.go:\d+\)`
	return nil
}

func (c *cache) first(*message.Message) error {
	time.Sleep(1) // want `^timewait: operator \(\*cache\)\.first \(message\.NoPublishHandlerFunc, become\.go:\d+\)`
	return nil
}

func (c *cache) second(*message.Message) error {
	time.Sleep(1) // want `^timewait: operator \(\*cache\)\.second \(message\.NoPublishHandlerFunc, `
	return nil
}

func (c *cache) assigned(*message.Message) error {
	time.Sleep(1) // want `^timewait: operator \(\*cache\)\.assigned \(message\.NoPublishHandlerFunc, `
	return nil
}

func (c *cache) stored(*message.Message) error {
	time.Sleep(1) // want `^timewait: operator \(\*cache\)\.stored \(message\.NoPublishHandlerFunc, `
	return nil
}

func (c *cache) element(*message.Message) error {
	time.Sleep(1) // want `^timewait: operator \(\*cache\)\.element \(message\.NoPublishHandlerFunc, `
	return nil
}

func (c *cache) returned(*message.Message) error {
	time.Sleep(1) // want `^timewait: operator \(\*cache\)\.returned \(message\.NoPublishHandlerFunc, `
	return nil
}

// check has the shape only, and fill is called here: they are helpers.
func (c *cache) check(*message.Message) error {
	time.Sleep(1) // want `^timewait: caution: operator \(\*cache\)\.check \(by its parameters, `
	return nil
}

func (c *cache) fill(*message.Message) error { time.Sleep(1); return nil }

// flushAll is called by main when the program ends.
func (c *cache) flushAll(msgs []*message.Message) error {
	for _, msg := range msgs {
		if err := c.flush(msg); err != nil {
			return err
		}
	}
	return c.fill(nil)
}
