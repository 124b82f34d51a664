package comm

// A condition of a context.
type condition uint8

const (
	waiting condition = iota // nothing has ended it, and only what is in the model can
	ended
	timed // it ends by itself
	alien // something else may end it
)

func (s *state) contextOf(v value) condition {
	c := waiting
	for {
		if v == unknown {
			return max(c, alien)
		}
		o := s.deref(v)
		switch {
		case o == nil:
			return c
		case o.kind != aContext || o.open:
			return alien
		case o.closed:
			return ended
		case o.n == 1:
			c = timed
		}
		v = o.parent
	}
}
