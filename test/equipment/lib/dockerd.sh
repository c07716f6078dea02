# shellcheck shell=bash
# One dockerd, away from the machine's own: its data in a slot of the cache, the rest in a state folder.
#
# A slot (cache/engines/N) keeps images between runs and numbers the addresses: 198.18.N.0/24 for the default bridge and
# 198.19.0.0/16 for networks that name no range. Both belong to the block set aside for benchmarks (RFC 2544), which no
# lab and hardly any host uses, so 192.168.252.0/24 and the user's ranges stay free.

: "${cache:?set by common.sh}"

# claim_slot STATE: the number of a slot that no living engine uses. An engine whose owner has died is ended first.
claim_slot() {
  local state=$1 n other
  mkdir -p "$cache/engines" "$cache/locks"
  exec {slot_lock}>"$cache/locks/slots"
  flock "$slot_lock"
  for n in {1..99}; do
    mkdir -p "$cache/engines/$n"
    other=$(cat "$cache/engines/$n/state" 2>/dev/null || :)
    if [[ -n $other && -e $other/owner ]] && ! lives "$other/owner"; then
      progress "ending the engine in $other: the run that started it is gone"
      stop_engine "$other" "$n"
    fi
    if [[ -n $other ]] && { lives "$other/starting" || lives "$other/dockerd"; }; then continue; fi
    echo "$state" >"$cache/engines/$n/state"
    break
  done
  exec {slot_lock}>&-
  echo "$n"
}

bridge_of() { echo "zklabtest$1"; }

# start_dockerd STATE SLOT
start_dockerd() {
  local state=$1 slot=$2 bridge pid before
  bridge=$(bridge_of "$slot")
  if ! ip link show "$bridge" >/dev/null 2>&1; then
    ip link add name "$bridge" type bridge
    ip addr add "198.18.$slot.1/24" dev "$bridge"
    ip link set "$bridge" up
  fi
  before=$(docker_rules)
  [[ -n $before || -e $state/dockerd.log ]] || touch "$state/first-engine"
  rm -f "$state/docker.sock"
  # Its own session: a Ctrl-C at the terminal must reach the tests, which then end it in order.
  setsid dockerd --data-root "$cache/engines/$slot/data" --exec-root "$state/exec" --pidfile "$state/dockerd.pid" \
    -H "unix://$state/docker.sock" --bridge "$bridge" --default-address-pool base=198.19.0.0/16,size=24 \
    --shutdown-timeout 5 >>"$state/dockerd.log" 2>&1 </dev/null &
  pid=$!
  disown "$pid"
  note_process "$pid" "$state/dockerd"
  # shellcheck disable=SC2016
  if ! await 60 bash -c 'docker -H "unix://$1/docker.sock" info >/dev/null 2>&1 || ! kill -0 "$2" 2>/dev/null' _ "$state" "$pid" ||
    gone "$pid"; then
    end_process "$pid" 5
    unavailable "dockerd did not start: $(grep -E 'level=(error|fatal)|failed' "$state/dockerd.log" | tail -n 1)"
  fi
  restore_rules "$before"
}

# stop_dockerd STATE: containers that have a restart policy come back with the next start.
stop_dockerd() {
  local pid
  if lives "$1/dockerd"; then
    read -r pid _ <"$1/dockerd"
    end_process "$pid" 30
  fi
  end_leftovers "$1"
}

# Only a dockerd that was killed leaves containers, their shims, a containerd; the latter two name the state folder on
# their command line, and a container's first process is the shim's child.
end_leftovers() {
  local file pid child children
  for file in /proc/[0-9]*/cmdline; do
    pid=${file//[!0-9]/}
    tr '\0' ' ' 2>/dev/null <"$file" | grep -qE "^\S*containerd(-shim\S*)? .*$1/exec/" || continue
    read -ra children 2>/dev/null <"/proc/$pid/task/$pid/children" || children=()
    for child in "${children[@]}"; do end_process "$child" 0; done
    end_process "$pid" 5
  done
}

# stop_engine STATE SLOT: dockerd and all that tests left in it; its images stay for the next run.
stop_engine() {
  local state=$1 slot=$2 bridge
  if lives "$state/dockerd"; then
    empty_engine "$state"
    stop_dockerd "$state"
  else
    end_leftovers "$state"
    rm -rf "$cache/engines/$slot/data/containers"
  fi
  bridge=$(bridge_of "$slot")
  forget_rules "$state" "$bridge"
  ip link delete "$bridge" 2>/dev/null || :
  sed -n "s#^\S* \($state/\S*\) .*#\1#p; s#^\S* \($cache/engines/$slot/\S*\) .*#\1#p" /proc/mounts | sort -r |
    while read -r mount; do umount "$mount" || :; done
  rm -f "$cache/engines/$slot/state"
  rm -rf --one-file-system "$state"
}

# empty_engine STATE: containers, networks, volumes, and images that no run has made anew for three days.
empty_engine() {
  local -x DOCKER_HOST=unix://$1/docker.sock
  local kind ids
  for kind in container network volume; do
    case $kind in
      container) ids=$(docker container ls -aq) || : ;;
      network) ids=$(docker network ls -q --filter type=custom) || : ;;
      volume) ids=$(docker volume ls -q) || : ;;
    esac
    # shellcheck disable=SC2086
    [[ -z $ids ]] || docker "$kind" rm -f $ids >/dev/null 2>&1 || docker "$kind" rm $ids >/dev/null || :
  done
  docker image prune -f >/dev/null || :
  docker image prune -af --filter until=72h >/dev/null || :
}
