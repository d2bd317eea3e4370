# Shared by the scripts of this folder; sourced, not run. Starts the backend and routers, measures with wrk, and
# stops what it started when the script ends.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

ROUNDS=${BENCH_ROUNDS:-5}
SECONDS_EACH=${BENCH_SECONDS:-5}
BACKEND_PORT=18000 # named in config/*.yaml, as is the next
OTLP_PORT=14317
JAVA_FLAGS=${BENCH_JAVA_FLAGS:-@config/jvm.options}

work=$(mktemp -d)
started=()
stop_all() {
  local pid
  for pid in "${started[@]}"; do kill "$pid" 2>/dev/null || true; done
  for pid in "${started[@]}"; do wait "$pid" 2>/dev/null || true; done
  rm -rf "$work"
}
trap stop_all EXIT
trap 'exit 130' INT TERM

die() {
  printf 'bench: %s\n' "$*" >&2
  exit 1
}

need() { # command:package...
  local pair missing=
  for pair in "$@"; do
    PATH=$PATH:/usr/sbin command -v "${pair%%:*}" >/dev/null || missing="$missing ${pair#*:}"
  done
  [ -z "$missing" ] || die "not found, the Debian packages are:$missing"
}

# The JDK 25 that mvnw picks.
find_java() { ./mvnw -v 2>/dev/null | sed -n 's/^Java version: .*runtime: //p'; }

native_binary() { [ ! -x target/semantic-router ] || echo target/semantic-router; }

# The ways to run that are built: "jvm", "native" or both.
kinds() {
  [ ! -f target/quarkus-app/quarkus-run.jar ] || echo jvm
  [ -z "$(native_binary)" ] || echo native
}

# The JVM with the AOT cache of Dockerfile.jvm, where docker/assemble-jvm has made it: "aot" or nothing.
aot_image() { [ ! -f target/jvm-image/semantic-router.aot ] || echo aot; }

require_router() {
  [ -n "$(kinds)" ] || die "nothing to measure: build the router first (./mvnw package, ./mvnw package -Dnative)"
  java=$(find_java)
}

start_backend() {
  need wrk:wrk nginx:nginx-light curl:curl
  printf '\0\0\0\0\0' >"$work/empty-grpc-message.bin" # not compressed, length 0
  chmod 755 "$work"
  sed "s|@WORK@|$work|g; s/@BACKEND_PORT@/$BACKEND_PORT/; s/@OTLP_PORT@/$OTLP_PORT/" bench/nginx.conf >"$work/nginx.conf"
  [ "$(id -u)" != 0 ] || sed -i "1i user root;" "$work/nginx.conf"
  PATH=$PATH:/usr/sbin $LOAD_CPU nginx -c "$work/nginx.conf" -g 'daemon off;' &
  started+=($!)
  wait_for "$BACKEND_PORT" /v1/models 100 >/dev/null
}

# With two cores or more the router has the first for itself; the load and the backend have the second.
ROUTER_CPU= LOAD_CPU=
pin() {
  if [ "$(nproc)" -ge 2 ]; then
    ROUTER_CPU="taskset -c 0" LOAD_CPU="taskset -c 1"
  fi
}

# Starts a router in the background; its process id is in $router. Standard output goes nowhere, the log to a file.
start_router() { # jvm|aot|native, configuration, port
  local command image=target/jvm-image
  case $1 in
  aot) command="$image/java/bin/java @$image/jvm.options -XX:AOTCache=$image/semantic-router.aot -XX:AOTMode=on -jar $image/semantic-router.jar" ;;
  jvm) command="$java/bin/java $JAVA_FLAGS -jar target/quarkus-app/quarkus-run.jar" ;;
  native) command="$(native_binary) ${BENCH_NATIVE_FLAGS:-}" ;;
  esac
  CONFIG_PATH=$PWD/bench/config/$2.yaml QUARKUS_HTTP_PORT=$3 QUARKUS_MANAGEMENT_PORT=$(($3 + 1000)) \
    $ROUTER_CPU $command >/dev/null 2>"$work/router-$3.log" &
  router=$!
  started+=("$router")
}

stop_router() { # process id
  kill "$1" 2>/dev/null || true
  wait "$1" 2>/dev/null || true
}

# Asks until the answer is 200; prints the time of that in microseconds since 1970. No process is started a try, so
# that the polling itself does not slow down what starts.
wait_for() { # port, path, tries of 2 ms at least each, body to POST
  local port=$1 path=$2 tries=$3 body=${4-} line method=GET connection
  [ -z "$body" ] || method=POST
  while [ "$tries" -gt 0 ]; do
    tries=$((tries - 1))
    if { exec {connection}<>"/dev/tcp/127.0.0.1/$port"; } 2>/dev/null; then
      printf '%s %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: %s\r\nConnection: close\r\n\r\n%s' \
        "$method" "$path" "${#body}" "$body" >&"$connection" 2>/dev/null || true
      line=
      IFS= read -r -t 5 -u "$connection" line || true
      exec {connection}>&-
      if [[ $line == HTTP/1.1\ 200* ]]; then
        echo "${EPOCHREALTIME/./}"
        return 0
      fi
    fi
    read -r -t 0.002 -u "$idle" || true
  done
  return 1
}
# A pipe that never has anything to read: a sleep without a process.
exec {idle}<> <(:)

CHAT='{"model":"auto","messages":[{"role":"user","content":"What is the velocity of light in a vacuum?"}]}'
await_router() { # port
  wait_for $(($1 + 1000)) /q/health/ready 5000 >/dev/null && wait_for "$1" /v1/chat/completions 500 "$CHAT" >/dev/null ||
    die "the router did not start: $(tail -5 "$work/router-$1.log")"
}

# One measurement: sets p50 and p99 (microseconds), rps and requests. Any failed request ends the script.
measure() { # port, connections, seconds, requests at most (0: none), tokens of a prompt (0: 100 words)
  local line failures
  line=$($LOAD_CPU wrk -t1 -c"$2" -d"$3"s -s bench/prompt.lua "http://127.0.0.1:$1/v1/chat/completions" -- "${4:-0}" "${5:-0}" | grep '^wrk ') ||
    die "wrk gave no result for port $1"
  read -r _ p50 p99 rps requests failures <<<"$line"
  [ "$failures" = 0 ] || die "$failures of $requests requests to port $1 failed"
}

# The headers of one answer, to make sure that a configuration does what its name says.
headers_of() { # port
  curl -s -o /dev/null -D - -H 'Content-Type: application/json' -d "$CHAT" "http://127.0.0.1:$1/v1/chat/completions"
}
expect_stages() { # port, on|off
  local headers category=off
  headers=$(headers_of "$1")
  ! grep -qi '^x-vsr-selected-category: *physics' <<<"$headers" || category=on
  [ "$category" = "$2" ] || die "the stages of port $1 are not $2: $headers"
}

# Starts a router many times; sets the arrays "ready" and "routed": microseconds from exec to the first 200 of the
# readiness check, and to the first routed answer.
measure_starts() { # jvm|aot|native, configuration, starts
  local begin at
  ready=() routed=()
  for _ in $(seq "$3"); do
    begin=${EPOCHREALTIME/./}
    start_router "$1" "$2" 18801
    at=$(wait_for 19801 /q/health/ready 5000) || die "not ready: $(tail -5 "$work/router-18801.log")"
    ready+=($((at - begin)))
    at=$(wait_for 18801 /v1/chat/completions 500 "$CHAT") || die "no answer: $(tail -5 "$work/router-18801.log")"
    routed+=($((at - begin)))
    stop_router "$router"
  done
}

median() { printf '%s\n' "$@" | sort -n | awk '{v[NR] = $1} END {print (NR % 2) ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2}'; }
lowest() { printf '%s\n' "$@" | sort -n | head -1; }
highest() { printf '%s\n' "$@" | sort -n | tail -1; }
mib() { awk -v bytes="$1" 'BEGIN {printf "%.0f", bytes / 1048576}'; }
ms() { awk -v us="$1" 'BEGIN {printf "%.3f", us / 1000}'; }
rss() { awk '/^VmRSS/ {printf "%.0f", $2 / 1024}' "/proc/$1/status"; }

conditions() {
  local cpu
  cpu=$(sed -n '/^model name/{s/^[^:]*: //p;q}' /proc/cpuinfo)
  echo "$(nproc) cores (${cpu:-unknown CPU}), $(awk '/^MemTotal/ {printf "%.0f", $2 / 1048576}' /proc/meminfo) GiB, $(date -u +%F), commit $(git rev-parse --short HEAD 2>/dev/null || echo none)"
}
