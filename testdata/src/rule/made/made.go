// Package made has calls that wait, or do not, because of how their clients were made.
package made

import (
	"context"
	"net/http"
	"time"

	"github.com/ThreeDotsLabs/watermill/message"
	"github.com/ThreeDotsLabs/watermill/message/router/middleware"
	"github.com/go-resty/resty/v2"
	"github.com/gofri/go-github-ratelimit/v2/github_ratelimit"
	"github.com/gofri/go-github-ratelimit/v2/github_ratelimit/github_secondary_ratelimit"
	"github.com/gojek/heimdall/v7"
	"github.com/gojek/heimdall/v7/httpclient"
	"github.com/google/go-github/v73/github"
	"github.com/hashicorp/go-retryablehttp"
	"github.com/rabbitmq/amqp091-go"
	"github.com/slack-go/slack"
)

// middlewares are reported where they are added.
func middlewares(r *message.Router, h *message.Handler) {
	throttle := middleware.NewThrottle(5, time.Second)
	r.AddMiddleware(
		middleware.Recoverer,
		throttle.Middleware, // want `^ratewait: operator middleware\.Throttle\.Middleware\(\) \(message\.Router\.AddMiddleware, made\.go:\d+\) keeps each message waiting for a tick in middleware\.Throttle\.Middleware; .*: let the handler ask a limiter for a permit`
	)
	h.AddMiddleware(middleware.NewThrottle(1, time.Minute).Middleware) // want `ratewait: operator middleware\.Throttle\.Middleware\(\) \(message\.Handler\.AddMiddleware, made\.go:\d+\)`
	retry := middleware.Retry{MaxRetries: 3, InitialInterval: time.Second}
	h.AddMiddleware(retry.Middleware)                                                                        // want `^timewait: caution: operator middleware\.Retry\.Middleware\(\) \(message\.Handler\.AddMiddleware, made\.go:\d+\) sleeps between attempts in middleware\.Retry\.Middleware; `
	h.AddMiddleware(middleware.Retry{MaxRetries: 3}.Middleware)                                              // no interval
	h.AddMiddleware(middleware.Retry{MaxRetries: 0, InitialInterval: time.Hour}.Middleware)                  // one attempt
	h.AddMiddleware((&middleware.DelayOnError{}).Middleware)                                                 // tells the broker to wait
	h.AddMiddleware(func(next message.HandlerFunc) message.HandlerFunc { return throttle.Middleware(next) }) // want `ratewait: operator middleware\.Throttle\.Middleware\(\) `
}

type clients struct {
	retry, once, standard *retryablehttp.Client
	wrapped, plain        *http.Client
	rest, restLater, bare *resty.Client
	heim, heimOnce        *httpclient.Client
	gh, ghNoSleep, ghOwn  *github.Client
	slack, slackDirect    *slack.Client
}

func newClients() *clients {
	once := retryablehttp.NewClient()
	once.RetryMax = 0
	later := resty.New()
	later.SetRetryCount(3)
	noSleep := github_ratelimit.New(nil, github_secondary_ratelimit.WithNoSleep(nil))
	return &clients{
		retry:       retryablehttp.NewClient(),
		once:        &retryablehttp.Client{RetryMax: 0},
		wrapped:     retryablehttp.NewClient().StandardClient(),
		plain:       http.DefaultClient,
		rest:        resty.New().SetBaseURL("x").SetRetryCount(5),
		restLater:   later,
		bare:        resty.New().SetRetryCount(0),
		heim:        httpclient.NewClient(httpclient.WithRetryCount(5), httpclient.WithRetrier(heimdall.NewRetrier(nil))),
		heimOnce:    httpclient.NewClient(httpclient.WithRetryCount(5)),
		gh:          github.NewClient(github_ratelimit.NewClient(nil, github_secondary_ratelimit.WithTotalSleepLimit(1, nil))).WithAuthToken("x"),
		ghNoSleep:   github.NewClient(&http.Client{Transport: noSleep}),
		ghOwn:       github.NewClient(nil),
		slack:       slack.New("x", slack.OptionRetry(3)),
		slackDirect: slack.New("x", slack.OptionDebug(true)),
	}
}

//jobvet:operator bounded
func (c *clients) retryable(ctx context.Context, r *retryablehttp.Request) {
	_, _ = c.retry.Get("x")       // want `^timewait: operator \(\*clients\)\.retryable .* sleeps between attempts in \(\*retryablehttp\.Client\)\.Get; `
	_, _ = retryablehttp.Get("x") // want `timewait: operator .* sleeps between attempts in retryablehttp\.Get; `
	_, _ = c.once.Get("x")
	_, _ = c.retry.Do(r.WithContext(ctx))
	own, _ := retryablehttp.NewRequestWithContext(ctx, "GET", "x", nil)
	_, _ = c.retry.Do(own)
	none, _ := retryablehttp.NewRequest("GET", "x", nil)
	_, _ = c.retry.Do(none)   // want `timewait: operator .* sleeps between attempts in \(\*retryablehttp\.Client\)\.Do; `
	_, _ = c.wrapped.Get("x") // want `timewait: operator .* sleeps between attempts in the transport of \(\*retryablehttp\.Client\)\.StandardClient; `
	_, _ = c.plain.Get("x")
}

//jobvet:operator bounded
func (c *clients) resty(ctx context.Context) {
	_, _ = c.rest.R().Get("x")      // want `^timewait: operator \(\*clients\)\.resty .* sleeps between attempts in \(\*resty\.Request\)\.Get; `
	_, _ = c.restLater.R().Get("x") // want `timewait: operator .* sleeps between attempts in \(\*resty\.Request\)\.Get; `
	_, _ = c.rest.R().SetContext(ctx).Get("x")
	_, _ = c.rest.R().SetContext(context.Background()).Get("x") // want `timewait: operator .* sleeps between attempts in \(\*resty\.Request\)\.Get; `
	_, _ = c.bare.R().Get("x")
}

// passed gets a client of which nothing is known.
//
//jobvet:operator bounded
func passed(c *resty.Client, h *httpclient.Client) {
	_, _ = c.R().Get("x")
	_, _ = h.Do(nil)
}

//jobvet:operator bounded
func (c *clients) heimdall(ctx context.Context, r *http.Request) {
	_, _ = c.heim.Do(r.WithContext(ctx)) // want `^timewait: operator \(\*clients\)\.heimdall .* sleeps after a failed attempt in \(\*httpclient\.Client\)\.Do; `
	_, _ = c.heimOnce.Do(r)
}

//jobvet:operator bounded
func (c *clients) github(ctx context.Context) {
	_ = c.gh.Repositories.ListByOrg(ctx, "x")                  // want `^ratewait: caution: operator \(\*clients\)\.github .* waits for the secondary rate limit in the transport of github_ratelimit\.NewClient; .*: give it the option WithNoSleep`
	_ = c.gh.Repositories.ListByOrg(context.Background(), "x") // want `^ratewait: operator .* waits for the secondary rate limit in the transport of github_ratelimit\.NewClient; `
	_ = c.ghNoSleep.Repositories.ListByOrg(ctx, "x")
	_ = c.ghOwn.Repositories.ListByOrg(ctx, "x")
}

//jobvet:operator bounded
func (c *clients) chat(ctx context.Context) {
	_, _, _ = c.slack.PostMessage("x")             // want `^ratewait: operator \(\*clients\)\.chat .* waits for the rate limit in \(\*slack\.Client\)\.PostMessage; `
	_, _, _ = c.slack.PostMessageContext(ctx, "x") // want `^ratewait: caution: operator .* waits for the rate limit in \(\*slack\.Client\)\.PostMessageContext; `
	_, _, _ = c.slackDirect.PostMessage("x")
	_, _, _ = c.slackDirect.PostMessageContext(ctx, "x")
}

//jobvet:operator bounded
func confirms(ctx context.Context, d *amqp091.DeferredConfirmation) {
	_ = d.Wait() // want `^syncwait: caution: operator confirms .* waits in \(\*amqp091\.DeferredConfirmation\)\.Wait; `
	_, _ = d.WaitContext(ctx)
	_ = d.Acked()
}
