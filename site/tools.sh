#!/usr/bin/env bash
# Installs what the build and the browser's tests need: MkDocs, in build/venv, and Playwright's
# library, in browser/node_modules. It does nothing if they are there, and fails with what is missing.
set -euo pipefail
cd "$(dirname "$0")"

for tool in python3 node npm "${CHROMIUM:-chromium}"; do
	command -v "$tool" >/dev/null || { echo "no $tool" >&2; exit 1; }
done

want=$(sha256sum requirements.txt)
if [ "$(cat build/venv/made-of 2>/dev/null)" != "$want" ]; then
	rm -rf build/venv
	python3 -m venv build/venv
	build/venv/bin/pip install --quiet --disable-pip-version-check -r requirements.txt
	echo "$want" >build/venv/made-of
fi

want=$(sha256sum browser/package-lock.json)
if [ "$(cat browser/node_modules/made-of 2>/dev/null)" != "$want" ]; then
	(cd browser && npm ci --silent)
	echo "$want" >browser/node_modules/made-of
fi
