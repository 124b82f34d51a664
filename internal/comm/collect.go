package comm

// collect drops the objects of a state that nothing refers to, and numbers the others
// in the order in which they are found, so that equal states look equal.
func (s *state) collect() {
	c := collector{from: s.objects, number: make([]value, len(s.objects))}
	for i := range s.procs {
		p := &s.procs[i]
		for j := range p.frames {
			f := &p.frames[j]
			f.env, f.results = c.values(f.env), c.values(f.results)
			for k := range f.later {
				f.later[k].env = c.values(f.later[k].env)
			}
		}
	}
	for i := 0; i < len(c.to); i++ { // there may be more all the time
		o := c.to[i]
		o.parent, o.env, o.queue = c.value(o.parent), c.values(o.env), c.values(o.queue)
		c.to[i] = o
	}
	s.objects = c.to
}

type collector struct {
	from, to []object
	number   []value // of the objects that were found
}

// values returns what values are called from now on.
func (c *collector) values(list []value) []value {
	if list == nil {
		return nil
	}
	to := make([]value, len(list))
	for i, v := range list {
		to[i] = c.value(v)
	}
	return to
}

func (c *collector) value(v value) value {
	if v == unknown || v >= no {
		return v
	}
	n := &c.number[v-1]
	if *n == unknown {
		c.to = append(c.to, c.from[v-1])
		*n = value(len(c.to))
	}
	return *n
}
