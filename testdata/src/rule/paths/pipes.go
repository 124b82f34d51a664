package paths

import (
	"bytes"
	"context"
	"io"
	"os/exec"

	"golang.org/x/sync/singleflight"
)

// feeds writes to a command, which the operator waits for.
//
//jobvet:operator bounded
func feeds(ctx context.Context, text []byte) error {
	cmd := exec.CommandContext(ctx, "cat")
	in, err := cmd.StdinPipe()
	if err != nil {
		return err
	}
	go func() {
		defer in.Close()
		_, _ = in.Write(text)
	}()
	var out bytes.Buffer
	cmd.Stdout = &out
	return cmd.Run()
}

//jobvet:operator bounded
func feedsAndLeaves(ctx context.Context, text []byte) error {
	cmd := exec.CommandContext(ctx, "cat")
	in, err := cmd.StdinPipe()
	if err != nil {
		return err
	}
	go func() { // want `^gospawn: operator feedsAndLeaves .* starts a goroutine that can outlive the call; `
		defer in.Close()
		_, _ = in.Write(text)
	}()
	return cmd.Start()
}

// lines has a goroutine that waits for the operator, too.
//
//jobvet:operator bounded
func lines(ctx context.Context) error {
	cmd := exec.CommandContext(ctx, "cat")
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	got := make(chan []byte)
	go func() { // want `^gospawn: operator lines .* starts a goroutine that on some path waits for ever; `
		b, _ := io.ReadAll(out)
		got <- b
	}()
	return cmd.Run()
}

//jobvet:operator bounded
func writesForReader(b []byte) error {
	pr, pw := io.Pipe()
	done := make(chan error, 1)
	go func() {
		_, err := io.Copy(io.Discard, pr)
		done <- err
	}()
	_, _ = pw.Write(b) // want `^chanwait: caution: operator writesForReader .* waits in \(\*io\.PipeWriter\)\.Write; `
	_ = pw.Close()
	return <-done
}

//jobvet:operator bounded
func writesForNobody(b []byte) error {
	_, pw := io.Pipe()
	_, err := pw.Write(b) // want `^chanwait: operator writesForNobody .* waits in \(\*io\.PipeWriter\)\.Write; `
	return err
}

var flights singleflight.Group

// A flight belongs to all who ask for the same key.
//
//jobvet:operator bounded
func flies(ctx context.Context) error {
	select {
	case r := <-flights.DoChan("k", func() (any, error) { return nil, nil }): // want `^gospawn: caution: operator flies `
		return r.Err
	case <-ctx.Done():
		return ctx.Err()
	}
}
