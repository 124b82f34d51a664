# jobvet, and the go command that it calls, with git for -since and a C compiler for packages that use cgo.
#
#	docker build -t jobvet .
#	docker run --rm -v "$PWD":/src -w /src jobvet ./...
#
# A volume at /go keeps modules and results between runs.
FROM golang:1.26.8-bookworm AS build
WORKDIR /jobvet
COPY . .
RUN CGO_ENABLED=0 GOWORK=off go build -trimpath -ldflags='-s -w' -o /usr/local/bin/jobvet ./cmd/jobvet

FROM golang:1.26.8-bookworm
# A repository that belongs to somebody else than root is mounted, and meant.
RUN git config --system --add safe.directory '*'
ENV GOCACHE=/go/cache
COPY --from=build /usr/local/bin/jobvet /usr/local/bin/jobvet
ENTRYPOINT ["jobvet"]
