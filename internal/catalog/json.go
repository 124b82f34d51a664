package catalog

import (
	"encoding/json"
	"fmt"
	"strings"
)

// A node is a JSON value with the line it begins on and the offset at which it
// ends. The catalogue has a reader of its own because its errors must name lines
// and because it must see the keys that stand twice.
type node struct {
	kind    nodeKind
	line    int
	end     int
	text    string   // the value of a string, the spelling of a number
	members []member // of an object
	elems   []node   // of an array
}

type member struct {
	key   string
	line  int
	value node
}

// get returns the first member with the key; one without a value if there is none.
func (n *node) get(key string) member {
	for _, m := range n.members {
		if m.key == key {
			return m
		}
	}
	return member{}
}

type nodeKind string

const (
	objectNode nodeKind = "an object"
	arrayNode  nodeKind = "an array"
	stringNode nodeKind = "a string"
	numberNode nodeKind = "a number"
	trueNode   nodeKind = "true"
	falseNode  nodeKind = "false"
	nullNode   nodeKind = "null"
)

// maxDepth is far more than the schema needs.
const maxDepth = 32

// A lineError is an error at a line of a catalogue file, about something that
// ends at an offset.
type lineError struct {
	line int
	end  int
	msg  string
}

func (e lineError) Error() string { return e.msg }

// readJSON reads one JSON value.
func readJSON(text string) (node, error) {
	r := &jsonReader{text: text, line: 1}
	n := r.value(0)
	r.space()
	if r.pos < len(r.text) {
		r.fail("unexpected %q after the end of the value", r.text[r.pos])
	}
	if r.err != nil {
		return node{}, *r.err
	}
	return n, nil
}

type jsonReader struct {
	text string
	pos  int
	line int
	err  *lineError // the first one
}

// fail notes an error and goes to the end of the text, where nothing is left to
// read.
func (r *jsonReader) fail(format string, args ...any) {
	if r.err == nil {
		r.err = &lineError{r.line, r.pos, fmt.Sprintf(format, args...)}
	}
	r.pos = len(r.text)
}

func (r *jsonReader) space() {
	for ; r.pos < len(r.text); r.pos++ {
		switch r.text[r.pos] {
		case '\n':
			r.line++
		case ' ', '\t', '\r':
		default:
			return
		}
	}
}

// next skips space and returns the byte there, 0 if it fails.
func (r *jsonReader) next() byte {
	r.space()
	if r.pos == len(r.text) {
		r.fail("unexpected end of file")
		return 0
	}
	return r.text[r.pos]
}

func (r *jsonReader) value(depth int) node {
	if depth > maxDepth {
		r.fail("nested too deeply")
		return node{}
	}
	c := r.next()
	n := node{line: r.line}
	switch {
	case c == '{':
		n.kind = objectNode
		r.list('}', func() {
			if c := r.next(); c != '"' {
				r.fail("want a key in quotes, found %q", c)
				return
			}
			m := member{line: r.line, key: r.str()}
			if c := r.next(); c != ':' {
				r.fail("want ':' after the key %q, found %q", m.key, c)
				return
			}
			r.pos++
			m.value = r.value(depth + 1)
			n.members = append(n.members, m)
		})
	case c == '[':
		n.kind = arrayNode
		r.list(']', func() { n.elems = append(n.elems, r.value(depth+1)) })
	case c == '"':
		n.kind, n.text = stringNode, r.str()
	case c == '-' || '0' <= c && c <= '9':
		n.kind, n.text = numberNode, r.word()
		if !json.Valid([]byte(n.text)) {
			r.fail("bad number %q", n.text)
		}
	default:
		word := r.word()
		switch kind := nodeKind(word); kind {
		case trueNode, falseNode, nullNode:
			n.kind = kind
		default:
			if word == "" {
				r.fail("unexpected %q", c)
			} else {
				r.fail("unexpected %q", word)
			}
		}
	}
	n.end = r.pos
	return n
}

// list reads what stands between the bracket here and its counterpart.
func (r *jsonReader) list(end byte, item func()) {
	r.pos++
	if r.next() == end {
		r.pos++
		return
	}
	for {
		item()
		switch c := r.next(); c {
		case end:
			r.pos++
			return
		case ',':
			r.pos++
			if r.next() == end {
				r.fail("unexpected comma before %q", end)
				return
			}
		default:
			r.fail("want ',' or %q, found %q", end, c)
			return
		}
	}
}

func (r *jsonReader) word() string {
	start := r.pos
	for r.pos < len(r.text) && strings.IndexByte(" \t\r\n,:[]{}\"", r.text[r.pos]) < 0 {
		r.pos++
	}
	return r.text[start:r.pos]
}

func (r *jsonReader) str() string {
	start, escaped := r.pos, false
	for r.pos++; r.pos < len(r.text); r.pos++ {
		switch c := r.text[r.pos]; {
		case c == '"':
			r.pos++
			if !escaped {
				return r.text[start+1 : r.pos-1]
			}
			var s string
			if err := json.Unmarshal([]byte(r.text[start:r.pos]), &s); err != nil {
				r.fail("bad string %s", r.text[start:r.pos])
			}
			return s
		case c == '\\':
			escaped = true
			r.pos++
		case c < ' ':
			r.fail("the string is not closed on its line")
		}
	}
	r.fail("the string is not closed")
	return ""
}
