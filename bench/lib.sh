# Shared by the scripts of this folder; sourced, not run. Starts the backend and routers, measures with wrk, and
# stops what it started when the script ends.
set -euo pipefail
# The decimal point of printf, awk, EPOCHREALTIME and Java is a comma in other locales. UTF-8, or Java would not find a
# folder that is not named in ASCII.
export LC_ALL=C.UTF-8
cd "$(dirname "${BASH_SOURCE[0]}")/.."

ROUNDS=${BENCH_ROUNDS:-5}
SECONDS_EACH=${BENCH_SECONDS:-5}
WARMUP_REQUESTS=200000 # what the compilers of the JVM need on 2 cores before requests/s stay the same
COMPILED_WARMUP=20000 # requests, where no compiler is at work while it runs
WARMUP_SECONDS=${BENCH_WARMUP:-60}
BACKEND_PORT=18000 # named in config/*.yaml, as are the next
PACED_PORT=18001
PACED_PORT_2=18002
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

# The options that all scripts with long measurements have; sets "quick".
options() { # arguments of the script
  quick=
  while [ $# -gt 0 ]; do
    case $1 in
    --quick) quick=1 WARMUP_REQUESTS=20000 ;;
    *) die "unknown argument $1; allowed is --quick" ;;
    esac
    shift
  done
}

# Starts an nginx in the background; its process id is in $nginx.
start_nginx() { # configuration: a file of this folder; processors it may run on
  chmod 755 "$work"
  sed "s|@WORK@|$work|g; s/@BACKEND_PORT@/$BACKEND_PORT/; s/@OTLP_PORT@/$OTLP_PORT/; s/@PACED_PORT@/$PACED_PORT/" \
    "bench/$1" >"$work/$1"
  [ "$(id -u)" != 0 ] || sed -i "1i user root;" "$work/$1"
  PATH=$PATH:/usr/sbin ${2-} nginx -c "$work/$1" -g 'daemon off;' &
  nginx=$!
  started+=("$nginx")
}

start_backend() {
  local port
  need wrk:wrk nginx:nginx-light curl:curl
  for port in "$BACKEND_PORT" "$PACED_PORT" "$PACED_PORT_2" "$OTLP_PORT" 18801; do
    ! { : <"/dev/tcp/127.0.0.1/$port"; } 2>/dev/null || die "port $port is in use: is another benchmark running?"
  done
  printf '\0\0\0\0\0' >"$work/empty-grpc-message.bin" # not compressed, length 0
  start_nginx nginx.conf "$LOAD_CPU"
  wait_for "$BACKEND_PORT" /v1/models 100 >/dev/null
}

# The backend that streams, takes its time and fails on command: streams/Backend.java, on two ports.
start_paced_backend() { # ms until an answer
  $LOAD_CPU "$java/bin/java" $STREAM_FLAGS bench/streams/Backend.java "$1" "$PACED_PORT" "$PACED_PORT_2" &
  started+=($!)
  wait_for "$PACED_PORT" /v1/models 5000 >/dev/null || die "bench/streams/Backend.java did not start"
}

# streams/Load.java, which measures streams.
start_stream_load() {
  coproc LOAD { exec $LOAD_CPU "$java/bin/java" $STREAM_FLAGS bench/streams/Load.java; }
  started+=("$LOAD_PID")
  exec {load_in}>&"${LOAD[1]}" {load_out}<&"${LOAD[0]}"
}
STREAM_FLAGS="-XX:+UseSerialGC -Xmx256m -XX:-UsePerfData"

order() { # words
  local IFS=$'\t'
  printf '%s\n' "$*" >&"$load_in"
}
# Sets "answer" to the words of the answer.
answer() {
  local line
  IFS= read -r -u "$load_out" line || die "bench/streams/Load.java ended"
  read -r -a answer <<<"$line"
}

# So many streams at a time, each so often anew: sets first50, first99, lag50, lag99 (microseconds), whole, broken.
measure_streams() { # port, streams, times
  order run "$1" "$2" "$3" - "${HEADERS[@]}"
  answer
  read -r _ first50 first99 lag50 lag99 whole broken <<<"${answer[*]}"
}

# Settings of the router over those of its file, NAME=value.
ROUTER_ENV=()
# What sends that share of the traces to the receiver is added to them: over gRPC, with "+http" over OTLP/HTTP. 10%+keep
# holds the spans of the other 90 % until their requests are over, and drops them then: no rule matches.
trace() { # off, always_on or a share, 10%; behind the latter two +http or +keep
  local share=${1%%+*}
  [ "$share" != off ] || return 0
  ROUTER_ENV+=(OBSERVABILITY_TRACING_ENABLED=true OBSERVABILITY_TRACING_EXPORTER_TYPE=otlp)
  if [[ $1 == *+http ]]; then
    ROUTER_ENV+=(OBSERVABILITY_TRACING_EXPORTER_PROTOCOL=http/protobuf
      OBSERVABILITY_TRACING_EXPORTER_ENDPOINT="http://localhost:$BACKEND_PORT")
  else
    ROUTER_ENV+=(OBSERVABILITY_TRACING_EXPORTER_ENDPOINT="localhost:$OTLP_PORT")
  fi
  [[ $share != *% ]] ||
    ROUTER_ENV+=(OBSERVABILITY_TRACING_SAMPLING_TYPE=probabilistic
      OBSERVABILITY_TRACING_SAMPLING_RATE="$(awk -v percent="${share%\%}" 'BEGIN {print percent / 100}')")
  [[ $1 != *+keep ]] ||
    ROUTER_ENV+=(OBSERVABILITY_TRACING_SAMPLING_KEEP_ERRORS=true OBSERVABILITY_TRACING_SAMPLING_KEEP_BLOCKED=true
      OBSERVABILITY_TRACING_SAMPLING_KEEP_SLOWER_THAN=1h)
}

# With two cores or more the router has the first for itself; the load and the backend have the second.
ROUTER_CPU= LOAD_CPU=
pin() {
  if [ "$(nproc)" -ge 2 ]; then
    ROUTER_CPU="taskset -c 0" LOAD_CPU="taskset -c 1"
  fi
}

# Starts a router in the background; its process id is in $router. Standard output goes nowhere, the log to a file.
start_router() { # jvm|aot|native, configuration, port, folder of another build
  local command image=target/jvm-image
  case $1 in
  aot) command="$image/java/bin/java @$image/jvm.options -XX:AOTCache=$image/semantic-router.aot -XX:AOTMode=on -jar $image/semantic-router.jar" ;;
  jvm) command="$java/bin/java $JAVA_FLAGS -jar ${4:-target}/quarkus-app/quarkus-run.jar" ;;
  native) command="${4:-target}/semantic-router ${BENCH_NATIVE_FLAGS:-}" ;;
  esac
  env CONFIG_PATH="$PWD/bench/config/$2.yaml" QUARKUS_HTTP_PORT="$3" QUARKUS_MANAGEMENT_PORT=$(($3 + 1000)) \
    "${ROUTER_ENV[@]}" $ROUTER_CPU $command >/dev/null 2>"$work/router-$3.log" &
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
  local port=$1 path=$2 tries=$3 body=${4-} line method=GET connection header headers=
  [ -z "$body" ] || method=POST
  for header in "${HEADERS[@]}"; do headers+=$header$'\r\n'; done
  while [ "$tries" -gt 0 ]; do
    tries=$((tries - 1))
    if { exec {connection}<>"/dev/tcp/127.0.0.1/$port"; } 2>/dev/null; then
      printf '%s %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: %s\r\nConnection: close\r\n%s\r\n%s' \
        "$method" "$path" "${#body}" "$headers" "$body" >&"$connection" 2>/dev/null || true
      line=
      IFS= read -r -t 5 -u "$connection" line || true
      exec {connection}>&-
      if [[ $line == HTTP/1.1\ 200* ]]; then
        echo "${EPOCHREALTIME/./}"
        return 0
      fi
    fi
    pause 0.002
  done
  return 1
}
# A pipe that never has anything to read: a sleep without a process.
exec {idle}<> <(:)
# Headers of every request, "name: value", and the model it asks for.
HEADERS=() MODEL=auto

CHAT='{"model":"auto","messages":[{"role":"user","content":"What is the velocity of light in a vacuum?"}]}'
await_router() { # port
  wait_for $(($1 + 1000)) /q/health/ready 5000 >/dev/null && wait_for "$1" /v1/chat/completions 500 "$CHAT" >/dev/null ||
    die "the router did not start: $(tail -5 "$work/router-$1.log")"
}

# One measurement: sets p50 and p99 (microseconds), rps, requests and failures.
try_measure() { # port, connections, seconds, requests at most (0: none), tokens of a prompt (0: 100 words)
  local line
  line=$($LOAD_CPU wrk -t1 -c"$2" -d"$3"s --timeout "${TIMEOUT:-2s}" "${HEADERS[@]/#/-H}" -s bench/prompt.lua \
    "http://127.0.0.1:$1/v1/chat/completions" -- "${4:-0}" "${5:-0}" "$MODEL" | grep '^wrk ') ||
    die "wrk gave no result for port $1"
  read -r _ p50 p99 rps requests failures <<<"$line"
}
# The same, where any failed request ends the script.
measure() {
  try_measure "$@"
  [ "$failures" = 0 ] || die "$failures of $requests requests to port $1 failed"
}

# Load until the JIT has settled: so many requests, which takes a busy machine longer, within bounds.
warm_up() { # port, what serves there: jvm* or else, seconds at most where it is slow
  local needed=$WARMUP_REQUESTS
  [[ $2 == jvm* ]] || needed=$COMPILED_WARMUP
  try_measure "$1" 64 "${3:-$WARMUP_SECONDS}" "$needed"
  [ "$failures" = 0 ] || printf 'bench: warming up, %s of %s requests to port %s failed\n' "$failures" "$requests" "$1" >&2
}

# Waits until a process has come to rest, so that its backlog does not meet the next measurement.
settle() { # process id
  local before
  for _ in $(seq 50); do
    before=$(ticks "$1")
    pause 0.2
    [ $(($(ticks "$1") - before)) -gt 1 ] || return 0
  done
}
ticks() { sed 's/.*) //' "/proc/$1/stat" | awk '{print $12 + $13}'; }
pause() { read -r -t "$1" -u "$idle" || true; } # seconds

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
# Of a process and its children, MiB.
rss_of_all() {
  local process sum=0
  for process in "$1" $(cat /proc/"$1"/task/*/children); do sum=$((sum + $(rss "$process"))); done
  echo "$sum"
}
rss() { awk '/^VmRSS/ {printf "%.0f", $2 / 1024}' "/proc/$1/status"; }

open_files() { ls "/proc/$1/fd" | wc -l; }
threads() { awk '/^Threads/ {print $2}' "/proc/$1/status"; }

conditions() {
  local cpu
  cpu=$(sed -n '/^model name/{s/^[^:]*: //p;q}' /proc/cpuinfo)
  echo "$(nproc) cores (${cpu:-unknown CPU}), $(awk '/^MemTotal/ {printf "%.0f", $2 / 1048576}' /proc/meminfo) GiB, $(date -u +%F), commit $(git rev-parse --short HEAD 2>/dev/null || echo none)"
}

# By round: what is left of each of the first words when the second's is subtracted, or the share it has of it.
less() { paste -d' ' <(printf '%s\n' $1) <(printf '%s\n' $2) | awk '{print $1 - $2}'; }
share() { paste -d' ' <(printf '%s\n' $1) <(printf '%s\n' $2) | awk '$2 > 0 {printf "%.4f\n", $1 / $2}'; }

# The median by round of how much the first words are above the second's, in percent.
# shellcheck disable=SC2046
difference() { awk -v share="$(median $(share "$1" "$2"))" 'BEGIN {print (share - 1) * 100}'; }

# The words, beginning with another one in each round.
in_turn() { # round, words
  local words=("${@:2}") from
  from=$(($1 % ${#words[@]}))
  printf '%s\n' "${words[@]:from}" "${words[@]:0:from}"
}

# Sets "half": how many connections bring half of what a router does before the backend that takes its time. That backend
# has the same cores, so this is less than half of the rate before nginx. Each connection has one request under way, which
# takes the backend's time. The others are asked as much, or the first alone would be warm.
half_load() { # ms until the backend answers, port, the ports of all, it among them
  local most= port
  MODEL=paced
  for _ in $(seq 3); do
    for port in "${@:3}"; do
      measure "$port" "$PACED_SATURATION" "$SECONDS_EACH"
      [ "$port" != "$2" ] || most+=" $rps"
    done
  done
  MODEL=auto
  # shellcheck disable=SC2086 # the figures are words
  half=$(awk -v rate="$(median $most)" -v ms="$1" 'BEGIN {printf "%d", rate / 2 * ms / 1000 + 1}')
}
PACED_SATURATION=512 # connections

# The table "Figures to reach": each script adds its rows, and prints them unless another collects them.
figures=${BENCH_FIGURES:-$work/figures}
figure() { # label, what is asked for, JVM, native
  printf '| %s | %s | %s | %s |\n' "$1" "$2" "${3:-not measured}" "${4:-not measured}" >>"$figures"
}
FIGURES_HEAD=$'| figure | asked for | JVM | native |\n|---|---|---|---|'
print_figures() {
  [ -n "${BENCH_FIGURES:-}" ] || printf '%s\n%s\n\n%s\n' "$FIGURES_HEAD" "$(cat "$figures")" "$(conditions)"
}
# A value, and whether it misses what is asked for; nothing where there is no value.
held_to() { # least|most, bound, format, value
  [ -n "${4-}" ] || return 0
  awk -v kind="$1" -v bound="$2" -v format="$3" -v value="$4" 'BEGIN {
    printf format, value
    if (kind == "least" ? value < bound : value > bound) printf ", missed"
  }'
}
