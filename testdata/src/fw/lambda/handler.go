package lambda

import (
	"context"

	"github.com/aws/aws-lambda-go/lambda"
)

type withContext struct{}

func (withContext) Invoke(ctx context.Context, in []byte) ([]byte, error) {
	<-ch // want `chanwait: caution: operator .*\(lambda\.StartHandlerWithContext, `
	return nil, nil
}

func serve() { lambda.StartHandlerWithContext(context.Background(), withContext{}) }
