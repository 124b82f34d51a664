package main

import "strings"

// A shape is a way in which code writes a call. In its text stand
//
//	$call    the call
//	$blank   as many "_" as it has results
//	$leave   a return statement, with zero values
//	$fail    a return statement that returns err, where the operator can
//	$give    a return statement that returns the error of $call
//	$ctx     a context: the operator's own, where it has one
//	$helper  a function of its own, which Helper declares
//	$named   the operator's named error result
//	$delay   what says how long to wait: $call itself, or its Delay()
//
// and the functions plantedUse() and plantedCond() bool.
type shape struct {
	name   string
	of     []result // the results for which it can be written; nil for all
	text   string
	helper string
	// handled tells that the code itself says what becomes of a refused element.
	handled bool
	// only restricts it to calls of a kind.
	only func(*call) bool
	// needs is what the operator must have: "error" or "named error".
	needs string
	// scoped tells that it declares nothing in the list where it stands.
	scoped bool
}

var errs = []result{anError}

func isTry(c *call) bool    { return c.try && c.result == aBool }
func isDelay(c *call) bool  { return c.delay && (c.result == aDuration || c.result == aReserve) }
func reserves(c *call) bool { return c.delay && c.result == aReserve }
func isTimer(c *call) bool  { return c.timer && c.result == aTimer }
func answers(c *call) bool  { return c.result == aChannel }
func isCall(c *call) bool {
	return c.text != "" && strings.HasSuffix(c.text, ")") && c.rule != "" && !isStatement(c)
}
func isEffect(c *call) bool { return c.rule != "" }
func isWait(c *call) bool   { return c.rule != "" && c.rule != "gospawn" }
func isStatement(c *call) bool {
	return c.name == "ch <- v" || strings.HasPrefix(c.name, "for ") || c.name == "select" || strings.HasPrefix(c.name, "go ")
}

var shapes = []shape{
	{name: "statement", text: "$call", only: isEffect, scoped: true},
	{name: "ignored", of: []result{anError, aBool, aDuration, moreAndErr, somethingel}, text: "$blank = $call", only: isWait, scoped: true},
	{name: "go call", text: "go $call", only: isCall, scoped: true},
	{name: "goroutine", text: "go func() {\n$call\nplantedUse()\n}()", only: isWait, scoped: true},
	{name: "goroutine in a loop", text: "for range 3 {\ngo func() {\n$call\nplantedUse()\n}()\n}", only: isWait, scoped: true},
	{name: "closure", text: "func() {\n$call\nplantedUse()\n}()", only: isEffect, scoped: true},
	{name: "loop body", text: "for range 3 {\n$call\nplantedUse()\n}", only: isEffect, scoped: true},
	{name: "labeled loop", text: "planted$id:\nfor range 3 {\n$call\nif plantedCond() {\nbreak planted$id\n}\n}", only: isEffect},
	{name: "if body", text: "if plantedCond() {\n$call\n} else {\nplantedUse()\n}", only: isEffect, scoped: true},
	{name: "switch body", text: "switch {\ncase plantedCond():\n$call\ndefault:\nplantedUse()\n}", only: isEffect, scoped: true},
	{name: "type switch body", text: "switch v := plantedAny.(type) {\ncase int:\n_ = v\n$call\n}", only: isEffect, scoped: true},
	{name: "select body", text: "select {\ncase <-plantedChan:\n$call\ndefault:\n}", only: isEffect, scoped: true},
	{name: "deferred", text: "defer $call", only: isCall, scoped: true},
	{name: "with comments", text: "// before\n$call // behind\n// after", only: isEffect, scoped: true},
	{name: "on one line", text: "if plantedCond() { $call; plantedUse() }", only: isEffect, scoped: true},
	{name: "helper", text: "$helper($ctx)", helper: "func $helper(ctx context.Context) {\n$call\n}", only: isEffect, scoped: true},
	{name: "method value", text: "f$id := $method\nf$id($args)", only: func(c *call) bool { return isCall(c) && c.on != "" }},

	{name: "if err := call", of: errs, text: "if err := $call; err != nil {\n$fail\n}", only: isWait, scoped: true},
	{name: "if err := call, logged", of: errs, text: "if err := $call; err != nil {\nprintln(err.Error())\n$fail\n}", only: isWait, scoped: true},
	{name: "if err := call, wrapped", of: errs, text: "if err := $call; err != nil {\nerr = plantedWrap(err)\n$fail\n}", only: isWait, scoped: true},
	{name: "if err := call, left", of: errs, text: "if err := $call; err != nil {\n$leave\n}", only: isWait, scoped: true},
	{name: "if err := call, on", of: errs, text: "if err := $call; err != nil {\nplantedUse()\n}", only: isWait, scoped: true},
	{name: "if err := call, empty", of: errs, text: "if err := $call; err != nil {\n}", only: isWait, scoped: true},
	{name: "if err := call else", of: errs, text: "if err := $call; err != nil {\n$fail\n} else {\nplantedUse()\n}", only: isWait, scoped: true},
	{name: "if err := call else err", of: errs, text: "if err := $call; err != nil {\n$fail\n} else if err == nil {\nplantedUse()\n}", only: isWait, scoped: true},
	{name: "else if err := call", of: errs, text: "if plantedCond() {\nplantedUse()\n} else if err := $call; err != nil {\n$fail\n}", only: isWait, scoped: true},
	{name: "if err := call == nil", of: errs, text: "if err := $call; err == nil {\nplantedUse()\n}", only: isWait, scoped: true},
	{name: "err := call; if", of: errs, text: "err := $call\nif err != nil {\n$fail\n}", only: isWait},
	{name: "err := call; if; used", of: errs, text: "err := $call\nif err != nil {\n$fail\n}\nprintln(err == nil)", only: isWait},
	{name: "err := call, for later", of: errs, text: "err := $call\nplantedUse()\nif err != nil {\n$fail\n}", only: isWait},
	{name: "err := call, blank", of: errs, text: "err := $call\n_ = err", only: isWait},
	{name: "var err; err = call", of: errs, text: "var err error\nerr = $call\nif err != nil {\n$fail\n}", only: isWait},
	{name: "var err = call", of: errs, text: "var err error = $call\nif err != nil {\n$fail\n}", only: isWait},
	{name: "err of two calls", of: errs, text: "err := $call\nif err == nil {\nerr = plantedErr()\n}\nif err != nil {\n$fail\n}", only: isWait},
	{name: "if call != nil", of: errs, text: "if $call != nil {\n$leave\n}", only: isWait, scoped: true},
	{name: "if call == nil", of: errs, text: "if $call == nil {\nplantedUse()\n}", only: isWait, scoped: true},
	{name: "if nil != call", of: errs, text: "if nil != $call {\n$leave\n}", only: isWait, scoped: true},
	{name: "if call and more", of: errs, text: "if plantedCond() && $call != nil {\n$leave\n}", only: isWait, scoped: true},
	{name: "switch err", of: errs, text: "switch err := $call; {\ncase err != nil:\n$fail\ndefault:\nplantedUse()\n}", only: isWait, scoped: true},
	{name: "return call", of: errs, text: "if plantedCond() {\n$give\n}", only: isWait, needs: "error", scoped: true},
	{name: "named result", of: errs, text: "if $named = $call; $named != nil {\nreturn\n}", only: isWait, needs: "named error", scoped: true},
	{name: "named result, later", of: errs, text: "$named = $call\nif $named != nil {\nreturn\n}", only: isWait, needs: "named error", scoped: true},
	{name: "loop with continue", of: errs, text: "for range 3 {\nif err := $call; err != nil {\ncontinue\n}\nplantedUse()\n}", only: isWait, scoped: true},
	{name: "loop with break", of: errs, text: "for range 3 {\nif err := $call; err != nil {\nbreak\n}\nplantedUse()\n}", only: isWait, scoped: true},
	{name: "loop until granted", of: errs, text: "for $call != nil {\nplantedUse()\n}", only: isWait, scoped: true},
	{name: "closure with result", of: errs, text: "if err := func() error { return $call }(); err != nil {\n$fail\n}", only: isWait, scoped: true},
	{name: "closure with two results", of: errs, text: "n, err := func() (int, error) {\nif err := $call; err != nil {\nreturn 0, err\n}\nreturn 1, nil\n}()\n_ = n\nif err != nil {\n$fail\n}", only: isWait},
	{name: "helper with error", of: errs, text: "if err := $helper($ctx); err != nil {\n$fail\n}", helper: "func $helper(ctx context.Context) error {\nreturn $call\n}", only: isWait, scoped: true},
	{name: "helper with values", of: errs, text: "n, err := $helper($ctx)\nif err != nil {\n$fail\n}\n_ = n", helper: "func $helper(ctx context.Context) (n int, err error) {\nif err = $call; err != nil {\nreturn\n}\nreturn 1, nil\n}", only: isWait},
	{name: "helper without result", of: errs, text: "$helper($ctx)\nplantedUse()", helper: "func $helper(ctx context.Context) {\nif err := $call; err != nil {\nreturn\n}\n}", only: isWait, scoped: true},
	{name: "goroutine with err", of: errs, text: "go func() {\nif err := $call; err != nil {\nreturn\n}\nplantedUse()\n}()", only: isWait, scoped: true},
	{name: "goroutine with variables", of: errs, text: "go func() {\nif err := $call; err != nil {\nprintln(err.Error())\nreturn\n}\nn := 1\n_ = n\nplantedUse()\n}()", only: isWait, scoped: true},
	{name: "goroutine with arguments", of: errs, text: "go func(n int) {\n_ = $call\n_ = n\n}(1)", only: isWait, scoped: true},
	{name: "passed on", of: errs, text: "plantedTake($call)", only: isWait, scoped: true},

	{name: "values and err", of: []result{moreAndErr}, text: "v, err := $call\nif err != nil {\n$fail\n}\n_ = v", only: func(c *call) bool { return isWait(c) && c.number == 2 }},

	{name: "if call", of: []result{aBool}, text: "if $call {\nplantedUse()\n}", only: isWait, scoped: true, handled: true},
	{name: "if !call", of: []result{aBool}, text: "if !$call {\n$leave\n}", only: isWait, scoped: true, handled: true},
	{name: "ok := call", of: []result{aBool}, text: "ok := $call\nif !ok {\n$leave\n}", only: isWait, handled: true},
	{name: "if ok := call", of: []result{aBool}, text: "if ok := $call; !ok {\n$leave\n}", only: isWait, scoped: true, handled: true},
	{name: "spin", of: []result{aBool}, text: "for $not!$call {\n}", only: isTry, scoped: true},
	{name: "spin with a sleep", of: []result{aBool}, text: "for $not!$call {\n$timeSleep(plantedDelay)\n}", only: isTry, scoped: true},
	{name: "spin with break", of: []result{aBool}, text: "for {\nif $not$call {\nbreak\n}\n$timeSleep(plantedDelay)\n}", only: isTry, scoped: true},
	{name: "one for each of a batch", of: []result{aBool}, text: "for range plantedBatch {\nif $not!$call {\n$leave\n}\nplantedUse()\n}", only: isTry, scoped: true, handled: true},
	{name: "one for each, with index", of: []result{aBool}, text: "for i, v := range plantedBatch {\nif $not!$call {\n$leave\n}\nprintln(i, v)\n}", only: isTry, scoped: true, handled: true},

	{name: "sleep for the delay", text: "$timeSleep($delay)", only: isDelay, scoped: true},
	{name: "sleep for a named delay", text: "d := $delay\n$timeSleep(d)", only: isDelay},
	{name: "sleep if there is a delay", text: "if d := $delay; d > 0 {\n$timeSleep(d)\n}", only: isDelay, scoped: true},
	{name: "sleep for a reservation", text: "r := $call\n$timeSleep(r.Delay())", only: reserves},
	{name: "sleep for a checked reservation", text: "r := $call\nif !r.OK() {\n$leave\n}\n$timeSleep(r.Delay())", only: func(c *call) bool { return reserves(c) && strings.Contains(c.name, "x/time/rate") }},
	{name: "timer for the delay", text: "<-$timeAfter($delay)", only: isDelay, scoped: true},
	{name: "select for the delay", text: "select {\ncase <-$timeAfter($delay):\ncase <-$ctx.Done():\n$leave\n}", only: isDelay, scoped: true},

	{name: "receive", text: "<-$call", only: answers, scoped: true},
	{name: "received", text: "v := <-$call\n_ = v", only: answers},
	{name: "if received", text: "if <-$call {\nplantedUse()\n}", only: func(c *call) bool { return answers(c) && c.lim }, scoped: true, handled: true},
	{name: "if not received", text: "if !<-$call {\n$leave\n}", only: func(c *call) bool { return answers(c) && c.lim }, scoped: true, handled: true},
	{name: "ok received", text: "ok := <-$call\nif !ok {\n$leave\n}", only: func(c *call) bool { return answers(c) && c.lim }, handled: true},
	{name: "channel kept", text: "ch := $call\nplantedUse()\n<-ch", only: answers},
	{name: "select on answer", text: "select {\ncase <-$call:\ncase <-$ctx.Done():\n$leave\n}", only: answers, scoped: true},
	{name: "receive from a timer", text: "t := $call\ndefer t.Stop()\n<-t.C", only: isTimer},
	{name: "range over a ticker", text: "t := $call\nfor range t.C {\nplantedUse()\n}", only: isTimer},
}
