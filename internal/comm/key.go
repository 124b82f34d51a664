package comm

// key returns a text that equal states share.
func (m *model) key(s *state) string {
	b := m.buf[:0]
	flag := func(x bool) {
		if x {
			b = append(b, 1)
		} else {
			b = append(b, 0)
		}
	}
	num := func(n int) { b = append(b, byte(n), byte(n>>8)) }
	values := func(list []value) {
		num(len(list))
		for _, v := range list {
			b = append(b, byte(v))
		}
	}
	flag(s.doubt)
	flag(s.cut)
	flag(s.over)
	flag(s.dead)
	values(s.memo)
	num(len(s.procs))
	for i := range s.procs {
		p := &s.procs[i]
		b = append(b, byte(p.stage))
		if p.site != nil {
			num(m.number[p.site.code])
		}
		num(len(p.frames))
		for j := range p.frames {
			f := &p.frames[j]
			num(m.number[f.code])
			num(f.pc)
			flag(f.returning)
			flag(f.panics)
			values(f.env)
			for _, t := range f.turns {
				b = append(b, byte(t))
			}
			num(len(f.later))
			for k := range f.later {
				num(m.number[f.later[k].code])
				values(f.later[k].env)
			}
			values(f.results)
		}
	}
	num(len(s.objects))
	for i := range s.objects {
		o := &s.objects[i]
		b = append(b, byte(o.kind), byte(o.parent))
		flag(o.closed)
		flag(o.open)
		if o.code != nil {
			num(m.number[o.code] + 1)
		}
		values(o.env)
		num(o.n)
		values(o.queue)
	}
	m.buf = b
	return string(b)
}
