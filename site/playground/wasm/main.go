//go:build js && wasm

// Command wasm is the playground's analyzer in a browser. It waits for the worker of
// web/playground-worker.js to call what it defines: jobvet.load(types), and
// jobvet.check(text), jobvet.fix(text, index) and jobvet.fixAll(text), which return JSON.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"syscall/js"

	"github.com/jobvet/jobvet/site/playground/check"
)

// An answer is what the functions return: one of the fields.
type answer struct {
	Result *check.Result `json:"result,omitempty"`
	Text   string        `json:"text,omitempty"`
	Error  string        `json:"error,omitempty"`
}

func main() {
	var checker *check.Checker
	define := func(name string, f func(args []js.Value) answer) {
		js.Global().Get("jobvet").Set(name, js.FuncOf(func(_ js.Value, args []js.Value) any { return guarded(f, args) }))
	}
	js.Global().Set("jobvet", map[string]any{})
	define("load", func(args []js.Value) answer {
		packed := make([]byte, args[0].Length())
		js.CopyBytesToGo(packed, args[0])
		c, err := check.New(bytes.NewReader(packed))
		checker = c
		return fixed("", err)
	})
	define("check", func(args []js.Value) answer { return answer{Result: checker.Check(args[0].String())} })
	define("fix", func(args []js.Value) answer { return fixed(checker.Fix(args[0].String(), args[1].Int())) })
	define("fixAll", func(args []js.Value) answer { return fixed(checker.FixAll(args[0].String())) })
	select {}
}

func fixed(text string, err error) answer {
	if err != nil {
		return answer{Error: err.Error()}
	}
	return answer{Text: text}
}

// guarded returns the answer as JSON, and a panic as an error: the next call may
// go well.
func guarded(f func([]js.Value) answer, args []js.Value) (text string) {
	defer func() {
		if v := recover(); v != nil {
			text = encode(answer{Error: fmt.Sprintf("jobvet failed: %v", v)})
		}
	}()
	return encode(f(args))
}

func encode(a answer) string {
	data, err := json.Marshal(a)
	if err != nil {
		panic(err) // strings and numbers
	}
	return string(data)
}
