//go:build tools

package main

// The tools that are measured are built from this module's requirements.
import (
	_ "github.com/jobvet/jobvet/cmd/jobvet"
	_ "go.temporal.io/sdk/contrib/tools/workflowcheck"
)
