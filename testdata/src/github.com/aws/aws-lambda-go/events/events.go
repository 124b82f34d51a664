// Package events is a stub of github.com/aws/aws-lambda-go/events: as much of its API
// as the tests need.
package events

type LambdaFunctionURLRequest struct{}

type LambdaFunctionURLStreamingResponse struct{}
