// Cacheprog is a program for GOCACHEPROG that keeps everything in one
// directory, as a server would for several machines:
//
//	GOCACHEPROG="cacheprog DIR" go vet ./...
package main

import (
	"bufio"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"os"
	"path/filepath"
)

// The messages of cmd/go/internal/cacheprog.
type (
	request struct {
		ID                 int64
		Command            string
		ActionID, OutputID []byte
		BodySize           int64
	}
	response struct {
		ID            int64
		Err           string   `json:",omitempty"`
		KnownCommands []string `json:",omitempty"`
		Miss          bool     `json:",omitempty"`
		OutputID      []byte   `json:",omitempty"`
		Size          int64    `json:",omitempty"`
		DiskPath      string   `json:",omitempty"`
	}
	// An entry is what is kept for an action; the body is in a file of its own.
	entry struct {
		OutputID []byte
		Size     int64
	}
)

func main() {
	log.SetFlags(0)
	if err := serve(os.Args[1], os.Stdin, os.Stdout); err != nil {
		log.Fatalf("cacheprog: %v", err)
	}
}

func serve(dir string, r io.Reader, w io.Writer) error {
	in, out := json.NewDecoder(bufio.NewReader(r)), json.NewEncoder(w)
	if err := out.Encode(response{KnownCommands: []string{"get", "put", "close"}}); err != nil {
		return err
	}
	for {
		var req request
		if err := in.Decode(&req); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		var body []byte
		if req.BodySize > 0 {
			if err := in.Decode(&body); err != nil {
				return err
			}
		}
		res, err := answer(dir, req, body)
		if err != nil {
			res.Err = err.Error()
		}
		res.ID = req.ID
		if err := out.Encode(res); err != nil {
			return err
		}
		if req.Command == "close" {
			return nil
		}
	}
}

func answer(dir string, req request, body []byte) (response, error) {
	action := filepath.Join(dir, hex.EncodeToString(req.ActionID)+"-a")
	switch req.Command {
	case "get":
		data, err := os.ReadFile(action)
		if errors.Is(err, os.ErrNotExist) {
			return response{Miss: true}, nil
		}
		var e entry
		if err == nil {
			err = json.Unmarshal(data, &e)
		}
		return response{OutputID: e.OutputID, Size: e.Size, DiskPath: output(dir, e.OutputID)}, err
	case "put":
		path := output(dir, req.OutputID)
		data, err := json.Marshal(entry{req.OutputID, req.BodySize})
		if err != nil {
			return response{}, err
		}
		return response{DiskPath: path}, errors.Join(write(path, body), write(action, data))
	case "close":
		return response{}, nil
	}
	return response{}, fmt.Errorf("unknown command %q", req.Command)
}

func output(dir string, id []byte) string {
	return filepath.Join(dir, hex.EncodeToString(id)+"-d")
}

// write makes a file appear at once, for others that read the directory.
func write(path string, data []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), "new")
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Close(), os.Rename(f.Name(), path))
}
