#!/usr/bin/env bash
# Builds the site into build/html. It needs Go, and Python with venv and, for the
# first run, a package index. All that it makes is below build/.
set -euo pipefail
cd "$(dirname "$0")"
site=$PWD
assets=build/pages/assets

# venv installs MkDocs, once for each requirements.txt.
venv() {
	local want
	want=$(sha256sum requirements.txt)
	[ "$(cat build/venv/made-of 2>/dev/null)" = "$want" ] && return
	rm -rf build/venv
	python3 -m venv build/venv
	build/venv/bin/pip install --quiet --disable-pip-version-check -r requirements.txt
	echo "$want" >build/venv/made-of
}

rm -rf build/pages build/html
mkdir -p "$assets"
venv
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
