// Integration is golangci-lint with jobvet's plugin, for the tests of this
// package. It is what "golangci-lint custom" makes, and all of it comes from the
// Go module proxy.
package main

import (
	"fmt"
	"os"

	"github.com/golangci/golangci-lint/v2/pkg/commands"
	"github.com/golangci/golangci-lint/v2/pkg/exitcodes"

	_ "github.com/jobvet/jobvet/golangci"
)

func main() {
	if err := commands.Execute(commands.BuildInfo{Version: "(devel)"}); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(exitcodes.Failure)
	}
}
