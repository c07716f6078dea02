# shellcheck shell=bash
# What every part of the testbed shares: where things are kept, and how a machine that cannot do it says so.

# Everything downloaded or built once and used by every later run.
cache=${ZK_LAB_TEST_CACHE:-${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/zk-lab-test}

# unavailable REASON: this machine cannot have the testbed. The caller prints the line as the reason of a skip.
unavailable() {
  echo "$1"
  exit 3
}

progress() { echo "testbed: $*" >&2; }

# need_debian_root: the testbed installs packages and starts daemons.
need_debian_root() {
  local id=unknown
  [[ $(uname -s) == Linux ]] || unavailable "the test engine needs Linux, this is $(uname -s)"
  # shellcheck source=/dev/null
  [[ -r /etc/os-release ]] && id=$(. /etc/os-release && echo "$ID")
  [[ $id == debian ]] || unavailable "the test engine installs itself on Debian only, this is $id"
  [[ $(id -u) == 0 ]] || unavailable 'the test engine must be started by root'
  command -v apt-get >/dev/null || unavailable 'apt-get is missing'
}

# made PATH MAKER [ARG…]: PATH, or else what `MAKER ARG… OUT` makes of it. OUT and $PWD are in a scratch folder, and
# PATH appears in one move: two runs at once build it once, and an interrupted one leaves nothing half-made.
made() {
  local path=$1
  shift
  [[ ! -e $path ]] || return 0
  mkdir -p "$(dirname "$path")" "$cache/scratch" "$cache/locks"
  (
    flock 9
    if [[ -e $path ]]; then exit 0; fi
    progress "making ${path#"$cache"/}"
    scratch=$(mktemp -d "$cache/scratch/XXXXXX")
    trap 'rm -rf --one-file-system "$scratch"' EXIT
    cd "$scratch"
    "$@" "$scratch/out"
    mv "$scratch/out" "$path"
  ) 9>"$cache/locks/${path//\//_}"
}

# at_once COMMAND…: each argument is one command line, all run side by side; fails as the last that failed.
at_once() {
  local pids=() pid line status=0
  for line in "$@"; do
    # The words are the testbed's own functions and constants.
    # shellcheck disable=SC2086
    (set -e; $line) &
    pids+=($!)
  done
  for pid in "${pids[@]}"; do wait "$pid" || status=$?; done
  return "$status"
}

# await SECONDS COMMAND…: until COMMAND succeeds.
await() {
  local deadline=$((SECONDS + $1))
  shift
  until "$@"; do
    ((SECONDS < deadline)) || return 1
    sleep 0.1
  done
}

# gone PID: has the process ended, even if its parent has not noticed yet (a zombie)?
gone() { ! grep -qs '^State:\s*[^Z]' "/proc/$1/status"; }

# end_process PID SECONDS: asked first, then made to.
end_process() {
  kill "$1" 2>/dev/null || return 0
  await "$2" gone "$1" || kill -KILL "$1" 2>/dev/null || :
}
