#!/usr/bin/env bash
# A lane: a place on this machine with a network, processes and mounts of its own. Bridges, rules, sysctls and published
# ports of what runs in it are the lane's, and end with it; the machine has none of them. Each lane has its own
# 127.0.0.1 and its own 192.168.252.0/24, so lanes run beside each other.
#
#   lane.sh can                   whether this machine can have lanes
#   lane.sh run COMMAND [ARG…]    COMMAND in a lane that lasts as long as COMMAND; the exit code is the command's
#   lane.sh hold [STATE]          a lane that lasts as long as this process, which prints `ready STATE`;
#                                 STATE/enter COMMAND [ARG…] runs a command in it
#
# Exit code 3: this machine cannot; the one line on standard output says why.
set -euo pipefail
shopt -s inherit_errexit

here=$(dirname "$(realpath "$0")")
# shellcheck source-path=SCRIPTDIR source=lib/common.sh
. "$here/lib/common.sh"
# shellcheck source-path=SCRIPTDIR source=lib/debian.sh
. "$here/lib/debian.sh"
# shellcheck source-path=SCRIPTDIR source=lib/lane.sh
. "$here/lib/lane.sh"

run() { # COMMAND…
  local holder answer status=0
  # A pipe to read the answer from; its end tells of a holder that failed.
  exec {answers}< <(exec setpriv --pdeathsig TERM "$0" hold)
  holder=$!
  read -r answer <&"$answers" || :
  if [[ $answer != 'ready '* ]]; then
    echo "$answer"
    wait "$holder"
  fi
  "${answer#ready }/enter" "$@" || status=$?
  kill "$holder"
  wait "$holder" 2>/dev/null || :
  return "$status"
}

usage() {
  sed -n '6,9s/^# *//p' "$0" >&2
  exit 2
}

case ${1:-} in
  run)
    (($# >= 2)) || usage
    "$@"
    ;;
  hold)
    (($# <= 2)) || usage
    "$@"
    ;;
  can) need_lanes ;;
  *) usage ;;
esac
