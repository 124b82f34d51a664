package slots

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"encoding/gob"
	"encoding/xml"
	"log"
	"log/slog"
	"net/http"
	"time"
)

// shipper is a handler of records, and idle one of a logger that nobody uses.
type (
	shipper struct{ slog.Handler }
	idle    struct{ slog.Handler }
)

func (shipper) Handle(context.Context, slog.Record) error {
	time.Sleep(1) // want `^timewait: operator records .* via shipper\.Handle`
	return nil
}

func (idle) Handle(context.Context, slog.Record) error {
	time.Sleep(1)
	return nil
}

//jobvet:operator
func records(ctx context.Context) {
	slog.New(shipper{}).With("a", 1).InfoContext(ctx, "x")
	_ = slog.New(idle{})
	slog.Info("x")
}

type sink struct{}

func (sink) Write(b []byte) (int, error) {
	time.Sleep(1) // want `^timewait: operator prefixed .* via sink\.Write`
	return len(b), nil
}

//jobvet:operator
func prefixed() {
	l := log.New(sink{}, "", 0)
	l.Println("x")
}

// slowConn is what opens connections.
type slowConn struct{ driver.Connector }

func (slowConn) Connect(ctx context.Context) (driver.Conn, error) {
	time.Sleep(1) // want `^timewait: operator queries .* via slowConn\.Connect`
	return nil, nil
}

// column is a value that encodes itself, and cell one that is read.
type (
	column struct{}
	cell   struct{}
	unread struct{}
)

func (column) Value() (driver.Value, error) {
	time.Sleep(1) // want `^timewait: operator queries .* via column\.Value`
	return nil, nil
}

func (*cell) Scan(any) error {
	time.Sleep(1) // want `^timewait: operator queries .* via \(\*cell\)\.Scan`
	return nil
}

func (*unread) Scan(any) error {
	time.Sleep(1)
	return nil
}

//jobvet:operator
func queries(ctx context.Context, plain *sql.DB) error {
	db := sql.OpenDB(slowConn{})
	if _, err := plain.ExecContext(ctx, "x"); err != nil {
		return err
	}
	_ = &unread{}
	return db.QueryRowContext(ctx, "x", column{}).Scan(&cell{})
}

type document struct{}

func (document) MarshalXML(*xml.Encoder, xml.StartElement) error {
	time.Sleep(1) // want `^timewait: operator marshals .* via document\.MarshalXML`
	return nil
}

func (document) GobEncode() ([]byte, error) {
	time.Sleep(1) // want `^timewait: operator marshals .* via document\.GobEncode`
	return nil, nil
}

//jobvet:operator
func marshals(e *gob.Encoder) {
	_, _ = xml.Marshal(document{})
	_ = e.Encode(document{})
}

type page struct{}

func (page) ServeHTTP(http.ResponseWriter, *http.Request) {
	time.Sleep(1) // want `^timewait: operator serves .* via page\.ServeHTTP`
}

func home(http.ResponseWriter, *http.Request) {
	time.Sleep(1) // want `^timewait: operator serves .* via home`
}

func other(http.ResponseWriter, *http.Request) { time.Sleep(1) }

// logs is a middleware, and so is checks, which nobody asks.
func logs(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		time.Sleep(1) // want `^timewait: operator serves .* sleeps in time\.Sleep via `
		next.ServeHTTP(w, r)
	})
}

func checks(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { time.Sleep(1) })
}

func last(http.ResponseWriter, *http.Request) {
	time.Sleep(1) // want `^timewait: operator serves .* → last`
}

//jobvet:operator
func serves(w http.ResponseWriter, r *http.Request) {
	mux := http.NewServeMux()
	mux.Handle("/page", page{})
	mux.HandleFunc("/", home)
	mux.ServeHTTP(w, r)
	idle := http.NewServeMux()
	idle.HandleFunc("/", other)
	logs(http.HandlerFunc(last)).ServeHTTP(w, r)
	_ = checks(idle)
}

//jobvet:operator
func redirects() {
	c := &http.Client{CheckRedirect: redirect}
	_, _ = c.Get("x")
}

func redirect(*http.Request, []*http.Request) error {
	time.Sleep(1) // want `^timewait: operator redirects .* via redirect`
	return nil
}
