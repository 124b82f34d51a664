package enrich

import "github.com/jobvet/jobvet/examples/geo"

// A conn is a connection to the service with a goroutine of its own, which
// answers requests in their order.
type conn struct {
	requests chan request
}

type request struct {
	addr   string
	answer chan<- string
}

func dial() *conn {
	c := &conn{make(chan request, geo.Burst)}
	go func() {
		for req := range c.requests {
			req.answer <- geo.Country(req.addr)
		}
	}()
	return c
}

// ask has the country of an address sent to answer, which must have room for it.
// It is ready to be tried again as long as it returns false.
func (c *conn) ask(addr string, answer chan<- string) bool {
	select {
	case c.requests <- request{addr, answer}:
		return true
	default:
		return false
	}
}

func (c *conn) close() { close(c.requests) }
