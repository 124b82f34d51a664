// Package lambdaurl is a stub of github.com/aws/aws-lambda-go/lambdaurl: as much of its API
// as the tests need.
package lambdaurl

import (
	"context"
	"net/http"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"
)

func Start(handler http.Handler, options ...lambda.Option) { panic("stub") }

func Wrap(handler http.Handler) func(context.Context, *events.LambdaFunctionURLRequest) (*events.LambdaFunctionURLStreamingResponse, error) {
	panic("stub")
}
