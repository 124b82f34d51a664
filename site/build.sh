#!/usr/bin/env bash
# Builds the site into build/html, with Go and what tools.sh installs. All that it makes is below build/.
set -euo pipefail
cd "$(dirname "$0")"
site=$PWD
assets=build/pages/assets

rm -rf build/pages build/html
mkdir -p "$assets"
go run ./pages
cp ../docs/*.svg build/pages/
cp web/*.css web/*.js "$assets"
cp "$(go env GOROOT)/lib/wasm/wasm_exec.js" "$assets"
go run ./playground/pack
go run ./playground/examples
GOOS=js GOARCH=wasm go build -trimpath -ldflags='-s -w' -o build/jobvet.wasm ./playground/wasm
gzip -9 -n -c build/jobvet.wasm >"$assets/jobvet.wasm.gz"
NO_MKDOCS_2_WARNING=1 build/venv/bin/mkdocs build --quiet --strict --config-file build/mkdocs.yml
(cd .. && go run ./cmd/jobvet -C testdata/demo -graph "$site/build/html/graph-demo.html" ./...)
go run ./links build/html
ls -l "$assets" | awk 'NR > 1 { print $5, $9 }'
