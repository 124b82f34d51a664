#!/usr/bin/env bash
# Copies artifacts of Maven Central and all that they depend on into a folder. What
# Maven says if it fails is in FOLDER.log.
#
#   copy.sh FOLDER GROUP:ARTIFACT:VERSION...
#
# Artifacts of io.confluent, on which KafkaIO depends, are left out: Maven Central
# does not have them, and only those need them who use a schema registry.
set -euo pipefail

folder=$1
shift
rm -rf "$folder"
mkdir -p "$folder"
{
	echo '<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>'
	echo '<groupId>local</groupId><artifactId>classpath</artifactId><version>1</version><dependencies>'
	for artifact in "$@"; do
		IFS=: read -r group name version <<<"$artifact"
		echo "<dependency><groupId>$group</groupId><artifactId>$name</artifactId><version>$version</version>"
		echo '<exclusions><exclusion><groupId>io.confluent</groupId><artifactId>*</artifactId></exclusion></exclusions></dependency>'
	done
	echo '</dependencies></project>'
} >"$folder.xml"
mvn -B -q -f "$folder.xml" dependency:copy-dependencies -DoutputDirectory="$folder" >"$folder.log" 2>&1
