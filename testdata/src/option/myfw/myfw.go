// Package myfw is a framework that only a user's catalogue knows.
package myfw

import "time"

type Step interface{ Do(x int) }

func Add(s Step) {}

type Limiter struct{}

func (*Limiter) Block() { time.Sleep(1) }
