// Package lambda has every way to make an operator of AWS Lambda.
package lambda

import (
	"context"
	"net/http"
	"time"

	"github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-lambda-go/lambdaurl"
	"golang.org/x/time/rate"
)

var (
	lim *rate.Limiter
	ch  = make(chan int)
)

func start(ctx context.Context, in string) (string, error) {
	_ = lim.Wait(ctx)
	time.Sleep(1)
	return "", lim.Wait(context.Background()) // want `^ratewait: caution: operator start \(lambda\.Start, lambda\.go:\d+\) blocks in .*: end the wait with a time limit that is shorter than the framework's own`
}

func withOptions(in string) error {
	<-ch // want `chanwait: caution: operator .*\(lambda\.StartWithOptions, `
	return nil
}

func typed(ctx context.Context, in string) (string, error) {
	<-ch // want `chanwait: caution: operator .*\(lambda\.StartHandlerFunc, `
	return "", nil
}

type handler struct{}

func (handler) Invoke(ctx context.Context, in []byte) ([]byte, error) {
	<-ch // want `chanwait: caution: operator .*\(lambda\.StartHandler, `
	return nil, nil
}

// Invoker has the methods of a handler, and is none.
type Invoker struct{}

func (Invoker) Invoke(ctx context.Context, in []byte) ([]byte, error) { <-ch; return nil, nil }

type web struct{}

func (web) ServeHTTP(w http.ResponseWriter, r *http.Request) { <-ch } // want `chanwait: caution: operator .*\(lambdaurl\.Start, `

func main() {
	<-ch
	lambda.Start(start)
	lambda.StartWithOptions(withOptions)
	lambda.StartHandlerFunc(typed)
	lambda.StartHandler(handler{})
	lambda.StartWithContext(context.Background(), func() error {
		<-ch // want `chanwait: caution: operator .*\(lambda\.StartWithContext, `
		return nil
	})
	lambdaurl.Start(web{})
	lambda.WithEnableSIGTERM(func() { <-ch })
}
