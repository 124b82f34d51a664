#!/usr/bin/env bash
# Fetches Beam's Flink job server from Maven Central into a folder outside of the
# tree and prints that folder: all jars in it are the class path. What is there
# already is not fetched again. It needs a JDK and Maven.
#
#   fetch.sh [FOLDER]
#
# The coordinates are tried from the newest down. First those of the job server
# proper, one large jar; then those of the runner that is in it, with its
# dependencies, which is the same classes in many jars.
set -euo pipefail

cache=${1:-${XDG_CACHE_HOME:-$HOME/.cache}/jobvet-e2e}
servers=(2.0-job-server:2.77.0 2.0-job-server:2.75.0 1.19-job-server:2.75.0 1.16-job-server:2.56.0)
runners=(2.0:2.77.0 2.0:2.75.0 1.19:2.75.0 1.19:2.62.0 1.16:2.56.0)

for tool in java mvn; do
	command -v "$tool" >/dev/null || { echo "fetch.sh: there is no $tool" >&2; exit 1; }
done

for artifact in "${servers[@]}" "${runners[@]}"; do
	folder=$cache/flink-${artifact/:/-}
	if [ -f "$folder/complete" ]; then
		echo "$folder"
		exit
	fi
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# fetch COORDINATES copies an artifact and its dependencies to $work/jars.
fetch() {
	"$(dirname "$0")/copy.sh" "$work/jars" "org.apache.beam:beam-runners-flink-$1" org.slf4j:slf4j-simple:1.7.30
}

for artifact in "${servers[@]}" "${runners[@]}"; do
	if fetch "$artifact"; then
		echo "beam-runners-flink-$artifact" >"$work/jars/complete"
		mkdir -p "$cache"
		folder=$cache/flink-${artifact/:/-}
		rm -rf "$folder"
		mv "$work/jars" "$folder"
		echo "$folder"
		exit
	fi
	echo "fetch.sh: no beam-runners-flink-$artifact" >&2
done
grep -m 3 ERROR "$work/jars.log" >&2
exit 1
