package apply

// weave returns the formatted lines, or only those that belong to lines that
// were not kept, each ending as the line does for which it stands.
func weave(lines, formatted []line, all bool) []line {
	w := &weaver{lines: lines, formatted: formatted, all: all, end: "\n", near: all}
	if len(lines) > 0 {
		w.endAs(lines[0])
	}
	for _, b := range blocks(lines, formatted) {
		if old, new := lines[b.old:b.oldEnd], formatted[b.new:b.newEnd]; b.same {
			w.same(old, new)
		} else if w.touched(b) {
			w.replace(old, new)
		} else {
			w.out = append(w.out, old...)
		}
	}
	w.finish()
	return w.out
}

// A weaver makes one text of lines and of what became of them.
type weaver struct {
	lines, formatted []line
	all              bool // take all of the formatted lines

	out  []line
	end  string // how the last line ends that has an end
	near bool   // the last line is taken from the formatted ones
}

// endAs lets the next lines end as l does.
func (w *weaver) endAs(l line) {
	if l.end != "" {
		w.end = l.end
	}
}

// same adds lines that are the same but for white space.
func (w *weaver) same(old, new []line) {
	for i, l := range old {
		w.endAs(l)
		if w.near = w.all || !l.kept; w.near {
			l.text = new[i].text
		}
		w.out = append(w.out, l)
	}
}

// touched reports whether the formatted lines of a block are to be taken: they stand
// for a line that was not kept, or for none and beside such a line.
func (w *weaver) touched(b block) bool {
	if w.all {
		return true
	}
	for _, l := range w.lines[b.old:b.oldEnd] {
		if !l.kept {
			return true
		}
	}
	between := b.old == b.oldEnd
	return between && (w.near || b.oldEnd < len(w.lines) && !w.lines[b.oldEnd].kept)
}

// replace adds the new lines in the place of the old ones. Empty lines around a
// touched one are not its own, and stay.
func (w *weaver) replace(old, new []line) {
	var behind []line
	if !w.all {
		old, new = w.keepBefore(old, new)
		for len(old) > 0 && isKeptBlank(old[len(old)-1]) {
			behind, old = append(behind, old[len(old)-1]), old[:len(old)-1]
			new = trimRight(new)
		}
	}
	if len(old) > 0 {
		w.endAs(old[0])
	}
	for _, l := range new {
		w.out = append(w.out, line{text: l.text, end: w.end})
	}
	w.out = append(w.out, behind...)
}

// keepBefore adds the empty lines that the old lines begin with, and returns the
// others.
func (w *weaver) keepBefore(old, new []line) ([]line, []line) {
	for len(old) > 0 && isKeptBlank(old[0]) {
		w.out, old = append(w.out, old[0]), old[1:]
		new = trimLeft(new)
	}
	return old, new
}

// finish gives an end to each line that lacks one: only a last line may be without, and
// only in a text that was.
func (w *weaver) finish() {
	for i := range w.out {
		if (w.all || i < len(w.out)-1) && w.out[i].end == "" {
			w.out[i].end = w.end
		}
	}
}

func isKeptBlank(l line) bool { return l.kept && l.text == "" }

// trimLeft returns lines without empty ones at their start, trimRight without those
// at their end.
func trimLeft(lines []line) []line {
	for len(lines) > 0 && lines[0].text == "" {
		lines = lines[1:]
	}
	return lines
}

func trimRight(lines []line) []line {
	for len(lines) > 0 && lines[len(lines)-1].text == "" {
		lines = lines[:len(lines)-1]
	}
	return lines
}
