// Command gendocs writes docs/frameworks.md and docs/limiters.md from the
// catalogue: go generate ./internal/catalog
package main

import (
	"flag"
	"log"
	"os"
	"path/filepath"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/catalog/pages"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("gendocs: ")
	dir := flag.String("dir", "docs", "the directory to write to")
	flag.Parse()
	for name, text := range pages.All(catalog.Default().Tables()) {
		if err := os.WriteFile(filepath.Join(*dir, name), []byte(text), 0o666); err != nil {
			log.Fatal(err)
		}
	}
}
