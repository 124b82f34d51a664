package changes

// changedLines are the lines of a file that a diff changes.
type changedLines struct {
	whole bool // all of them
	spans []span
}

// A span is the lines from first to last.
type span struct{ first, last int }

func (c *changedLines) has(line int) bool {
	if c == nil {
		return false
	}
	if c.whole {
		return true
	}
	for _, s := range c.spans {
		if s.first <= line && line <= s.last {
			return true
		}
	}
	return false
}

func (c *changedLines) add(first, last int) {
	c.spans = append(c.spans, span{first, last})
}
