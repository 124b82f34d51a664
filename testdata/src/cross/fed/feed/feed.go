// Package feed returns channels.
package feed

import (
	"errors"
	"log"
)

// Closed sends and closes on every path, also if a part of it panics.
func Closed(task any) (<-chan int, func()) {
	result := make(chan int)
	go func() {
		defer func() {
			if r := recover(); r != nil {
				log.Print(r)
			}
		}()
		defer close(result)
		send := func(n int) { result <- n }
		switch task := task.(type) {
		case int:
			send(task)
		case []int:
			for _, n := range task {
				send(n)
			}
		default:
			log.Printf("what is %v?", task)
		}
	}()
	return result, func() {}
}

// Forgotten closes on one path only.
func Forgotten(xs []int) <-chan int {
	result := make(chan int)
	go func() {
		for _, x := range xs {
			if x < 0 {
				return
			}
			result <- x
		}
		close(result)
	}()
	return result
}

// Left is closed by nobody.
func Left(xs []int) <-chan int {
	result := make(chan int)
	go func() {
		for _, x := range xs {
			result <- x
		}
	}()
	return result
}

// Once sends one value, or fails.
func Once(n int) (chan int, error) {
	if n < 0 {
		return nil, errors.New("negative")
	}
	result := make(chan int, 1)
	go func() {
		defer close(result)
		result <- n
	}()
	return result, nil
}

// A Source feeds by a method.
type Source struct{ xs []int }

func (s *Source) All() <-chan int {
	c := make(chan int)
	go s.feed(c)
	return c
}

func (s *Source) feed(c chan<- int) {
	defer close(c)
	for _, x := range s.xs {
		c <- x
	}
}

// Waits feeds what others send.
func Waits(in chan int) <-chan int {
	c := make(chan int)
	go func() {
		defer close(c)
		for x := range in {
			c <- x
		}
	}()
	return c
}
