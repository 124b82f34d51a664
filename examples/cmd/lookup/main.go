// Lookup prints the countries of the addresses that it is given. It is no job:
// it waits for its turn, and may.
//
//	go run ./cmd/lookup '1 Main Street' '2 Main Street'
package main

import (
	"context"
	"fmt"
	"log"
	"os"

	"github.com/jobvet/jobvet/examples/geo"
	"github.com/jobvet/jobvet/ratelimit"
)

func main() {
	client, err := geo.NewClient(geo.Rate, geo.Burst)
	if err != nil {
		log.Fatal(err)
	}
	ctx := ratelimit.AllowWaiting(context.Background())
	for _, addr := range os.Args[1:] {
		country, err := client.Lookup(ctx, addr)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(addr, country)
	}
}
