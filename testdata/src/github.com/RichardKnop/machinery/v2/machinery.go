// Package machinery is a stub of github.com/RichardKnop/machinery/v2: as much of its API
// as the tests need.
package machinery

import "github.com/RichardKnop/machinery/v2/tasks"

type Server struct{}

func (*Server) SetPreTaskHandler(handler func(*tasks.Signature)) { panic("stub") }

func (*Server) RegisterTasks(namedTaskFuncs map[string]interface{}) error { panic("stub") }

func (*Server) RegisterTask(name string, taskFunc interface{}) error { panic("stub") }

type Worker struct {
	ConsumerTag string
	Concurrency int
	Queue       string
}

func (*Worker) Launch() error { panic("stub") }

func (*Worker) LaunchAsync(errorsChan chan<- error) { panic("stub") }

func (*Worker) CustomQueue() string { panic("stub") }

func (*Worker) Quit() { panic("stub") }

func (*Worker) Process(signature *tasks.Signature) error { panic("stub") }

func (*Worker) SetErrorHandler(handler func(err error)) { panic("stub") }

func (*Worker) SetPreTaskHandler(handler func(*tasks.Signature)) { panic("stub") }

func (*Worker) SetPostTaskHandler(handler func(*tasks.Signature)) { panic("stub") }

func (*Worker) SetPreConsumeHandler(handler func(*Worker) bool) { panic("stub") }

func (*Worker) GetServer() *Server { panic("stub") }

func (*Worker) PreConsumeHandler() bool { panic("stub") }
