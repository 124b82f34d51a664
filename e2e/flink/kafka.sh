#!/usr/bin/env bash
# Fetches Kafka's server, and Beam's Flink job server together with KafkaIO and the
# service that expands it, from Maven Central into a folder outside of the tree, and prints
# that folder: the jars in server and in beam are two class paths. What is there
# already is not fetched again. It needs a JDK and Maven.
#
#   kafka.sh [FOLDER]
set -euo pipefail

cache=${1:-${XDG_CACHE_HOME:-$HOME/.cache}/jobvet-e2e}
runner=1.19:2.62.0 beam=2.62.0 kafka=3.9.0 slf4j=org.slf4j:slf4j-simple:1.7.30

for tool in java mvn; do
	command -v "$tool" >/dev/null || { echo "kafka.sh: there is no $tool" >&2; exit 1; }
done

folder=$cache/kafka-$kafka-beam-$beam
if [ -f "$folder/beam/complete" ]; then
	echo "$folder"
	exit
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# copy NAME COORDINATES... copies artifacts to $work/NAME.
copy() {
	"$(dirname "$0")/copy.sh" "$work/$1" "${@:2}" || { grep -m 3 ERROR "$work/$1.log" >&2; exit 1; }
}

copy server "org.apache.kafka:kafka_2.13:$kafka" "$slf4j"
# jamm is what the Java worker measures its caches with.
copy beam "org.apache.beam:beam-runners-flink-$runner" "org.apache.beam:beam-sdks-java-expansion-service:$beam" \
	"org.apache.beam:beam-sdks-java-io-kafka:$beam" "org.apache.kafka:kafka-clients:$kafka" com.github.jbellis:jamm:0.4.0 "$slf4j"
echo "beam-runners-flink-$runner" >"$work/beam/complete"
rm -rf "$folder"
mkdir -p "$folder"
mv "$work/server" "$work/beam" "$folder"
echo "$folder"
