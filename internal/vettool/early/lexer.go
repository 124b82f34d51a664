package early

import (
	"errors"
	gotoken "go/token"
)

// A kind is the kind of a token, as far as declarations need to be told apart.
type kind uint8

const (
	end    kind = iota
	word        // identifier or keyword
	text        // string literal
	semi        // semicolon, written or implied by the end of a line
	dots        // ...
	arrow       // <-
	symbol      // any other character, in token.char
	number      // number or rune
)

type token struct {
	kind kind
	text []byte // of words and string literals
	char byte   // of symbols
}

func (t token) is(char byte) bool    { return t.kind == symbol && t.char == char }
func (t token) isWord(s string) bool { return t.kind == word && string(t.text) == s }

var errSyntax = errors.New("not a Go file")

// A lexer splits Go source into tokens. It understands enough of Go's lexical
// grammar to find declarations in a file that the compiler accepts.
type lexer struct {
	src  []byte
	pos  int
	ends bool // the last token lets the end of its line end a statement
}

// next returns the next token; kind end at the end, also of a broken file.
func (l *lexer) next() token {
	for l.pos < len(l.src) {
		c := l.src[l.pos]
		switch {
		case c == '\n':
			l.pos++
			if l.ends {
				l.ends = false
				return token{kind: semi}
			}
		case c == ' ' || c == '\t' || c == '\r':
			l.pos++
		case c == '/' && l.peek(1) == '/':
			l.line()
		case c == '/' && l.peek(1) == '*':
			if l.comment() && l.ends {
				l.ends = false
				return token{kind: semi}
			}
		case isLetter(c):
			from := l.pos
			for l.pos < len(l.src) && (isLetter(l.src[l.pos]) || isDigit(l.src[l.pos])) {
				l.pos++
			}
			t := token{kind: word, text: l.src[from:l.pos]}
			// No keyword that ends a statement stands outside of functions.
			l.ends = !gotoken.IsKeyword(string(t.text))
			return t
		case isDigit(c):
			for l.pos < len(l.src) && (isLetter(l.src[l.pos]) || isDigit(l.src[l.pos]) || l.src[l.pos] == '.') {
				l.pos++
			}
			l.ends = true
			return token{kind: number}
		case c == '"' || c == '`' || c == '\'':
			from := l.pos
			l.quoted()
			l.ends = true
			k := text
			if c == '\'' {
				k = number
			}
			return token{kind: k, text: l.src[from:l.pos]}
		case c == ';':
			l.pos++
			l.ends = false
			return token{kind: semi}
		case c == '.' && l.peek(1) == '.' && l.peek(2) == '.':
			l.pos += 3
			l.ends = false
			return token{kind: dots}
		case c == '<' && l.peek(1) == '-':
			l.pos += 2
			l.ends = false
			return token{kind: arrow}
		default:
			l.pos++
			l.ends = c == ')' || c == ']' || c == '}'
			return token{kind: symbol, char: c}
		}
	}
	if l.ends {
		l.ends = false
		return token{kind: semi}
	}
	return token{}
}

func (l *lexer) peek(n int) byte {
	if l.pos+n < len(l.src) {
		return l.src[l.pos+n]
	}
	return 0
}

// line skips a line comment, up to the end of its line.
func (l *lexer) line() {
	for l.pos < len(l.src) && l.src[l.pos] != '\n' {
		l.pos++
	}
}

// comment skips a general comment and reports whether it has an end of line.
func (l *lexer) comment() (lines bool) {
	for l.pos += 2; l.pos < len(l.src); l.pos++ {
		switch l.src[l.pos] {
		case '\n':
			lines = true
		case '*':
			if l.peek(1) == '/' {
				l.pos += 2
				return lines
			}
		}
	}
	return lines
}

// quoted skips a string or a rune.
func (l *lexer) quoted() {
	quote := l.src[l.pos]
	for l.pos++; l.pos < len(l.src); l.pos++ {
		switch l.src[l.pos] {
		case '\\':
			if quote != '`' {
				l.pos++
			}
		case quote:
			l.pos++
			return
		}
	}
	l.pos = min(l.pos, len(l.src))
}

// skip passes over everything up to the bracket that closes the one just read.
func (l *lexer) skip() error {
	for depth := 1; l.pos < len(l.src); {
		switch c := l.src[l.pos]; c {
		case '(', '[', '{':
			depth++
			l.pos++
		case ')', ']', '}':
			l.pos++
			if depth--; depth == 0 {
				l.ends = true
				return nil
			}
		case '"', '`', '\'':
			l.quoted()
		case '/':
			switch l.peek(1) {
			case '/':
				l.line()
			case '*':
				l.comment()
			default:
				l.pos++
			}
		default:
			l.pos++
		}
	}
	return errSyntax
}

// isLetter takes every character beyond ASCII for a letter: in a Go file, outside of
// strings and comments, there are no others.
func isLetter(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '_' || c >= 0x80
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }
