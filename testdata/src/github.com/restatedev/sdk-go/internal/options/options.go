// Package options is a stub of github.com/restatedev/sdk-go/internal/options: as much of its API
// as the tests need.
package options

type HandlerOption interface {
	BeforeHandler(*HandlerOptions)
}

type HandlerOptions struct{}

type RunOption interface {
	BeforeRun(*RunOptions)
}

type RunOptions struct{}

type ServiceDefinitionOption interface {
	BeforeServiceDefinition(*ServiceDefinitionOptions)
}

type ServiceDefinitionOptions struct{}

type SleepOption interface {
	BeforeSleep(*SleepOptions)
}

type SleepOptions struct{}
