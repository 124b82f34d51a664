// Package v2 is a stub of github.com/cloudevents/sdk-go/v2: as much of its API
// as the tests need.
package v2

import (
	"context"

	"github.com/cloudevents/sdk-go/v2/client"
	"github.com/cloudevents/sdk-go/v2/protocol"
	"github.com/cloudevents/sdk-go/v2/protocol/http"
)

var NewHTTPReceiveHandler func(ctx context.Context, p *http.Protocol, fn interface{}) (*client.EventReceiver, error)

var ResultNACK protocol.Result
