# shellcheck shell=bash
# One dockerd in a lane, away from the machine's own: its data in a slot of the cache, the rest in a state folder.

: "${cache:?set by common.sh}"

# claim_slot STATE: sets slot to the number of one (cache/engines/N) that no engine uses. A slot keeps images between runs.
claim_slot() {
  mkdir -p "$cache/engines"
  for slot in {1..99}; do
    mkdir -p "$cache/engines/$slot"
    exec {slot_lock}>"$cache/engines/$slot/lock"
    ! flock --nonblock "$slot_lock" || ! empty_slot "$slot" || break
    exec {slot_lock}>&-
  done
  # Keeps the lock through restarts of dockerd, and no longer than the lane lasts.
  setsid sleep infinity >/dev/null 2>&1 </dev/null &
  echo "$!" >"$1/slot-keeper"
  disown
  exec {slot_lock}>&-
  echo "$slot" >"$1/slot"
  touch "$cache/engines/$slot/in-use"
}

# empty_slot SLOT: removes what an engine that was killed has left, half-written at worst. Fails where something still
# holds it.
empty_slot() {
  [[ -e $cache/engines/$1/in-use ]] || return 0
  progress "emptying slot $1: the engine that used it last was killed"
  rm -rf --one-file-system "$cache/engines/$1/data" 2>/dev/null || return 1
  remove_cgroups "$1"
}

# prepare_remapped STATE SLOT: in this lane, user nobody has numbers to hand to containers of an engine that is told
# --userns-remap=nobody, and that engine a place for its data on a path that is open to others.
prepare_remapped() {
  local file
  mkdir -p "$cache/engines/$2/remapped" "$remapped"
  mountpoint -q "$remapped" || mount --bind "$cache/engines/$2/remapped" "$remapped"
  echo nobody:100000:65536 >"$1/ids"
  for file in /etc/subuid /etc/subgid; do
    [[ -e $file ]] || unavailable "$file is missing: this machine knows no subordinate ids"
    mountpoint -q "$file" || mount --bind "$1/ids" "$file"
  done
}

remapped=/run/zk-lab-remapped

# remove_remapped SLOT: what such an engine has kept.
remove_remapped() {
  # It mounts its folder upon itself.
  ! mountpoint -q "$remapped" || umount --recursive "$remapped"
  rm -rf --one-file-system "$cache/engines/$1/remapped"
}

# start_dockerd STATE SLOT [DATA OPTION…]: with its data in the slot, or elsewhere.
start_dockerd() {
  local state=$1 slot=$2 data=${3:-$cache/engines/$2/data} pid
  shift $(($# < 3 ? 2 : 3))
  rm -f "$state/docker.sock"
  # Its own session: a Ctrl-C at the terminal must reach the tests, which then end it in order. Control groups are the
  # machine's: a parent of their own, and systemd is not asked for them.
  setsid dockerd --data-root "$data" --exec-root "$state/exec" --pidfile "$state/dockerd.pid" \
    -H "unix://$state/docker.sock" --exec-opt native.cgroupdriver=cgroupfs --cgroup-parent "/$(cgroup_of "$slot")" \
    --shutdown-timeout 5 "$@" >>"$state/dockerd.log" 2>&1 </dev/null &
  pid=$!
  disown "$pid"
  # shellcheck disable=SC2016
  if ! await 60 bash -c 'docker -H "unix://$1/docker.sock" info >/dev/null 2>&1 || ! kill -0 "$2" 2>/dev/null' _ "$state" "$pid" ||
    gone "$pid"; then
    end_process "$pid" 5
    unavailable "dockerd did not start: $(grep -E 'level=(error|fatal)|failed' "$state/dockerd.log" | tail -n 1)"
  fi
}

# stop_dockerd STATE: containers that have a restart policy come back with the next start.
stop_dockerd() {
  [[ ! -e $1/dockerd.pid ]] || end_process "$(cat "$1/dockerd.pid")" 30
}

# stop_engine STATE SLOT: dockerd and all that tests left in it; its images stay for the next run.
stop_engine() {
  local state=$1 slot=$2
  if docker -H "unix://$state/docker.sock" info >/dev/null 2>&1; then
    # A busy engine may give up on a container that is about to end. What stays would be in the way of the next labs: the
    # slot is then emptied as after one that was killed.
    if empty_engine "$state" || empty_engine "$state"; then rm -f "$cache/engines/$slot/in-use"; fi
    stop_dockerd "$state"
    remove_remapped "$slot"
  fi
  remove_cgroups "$slot"
  kill "$(cat "$state/slot-keeper")" || :
  rm -rf --one-file-system "$state"
}

# empty_engine STATE: containers, networks, volumes, and images that no run has made anew for three days. Fails if something
# is left.
empty_engine() {
  local -x DOCKER_HOST=unix://$1/docker.sock
  local ids status=0
  ids=$(docker container ls -aq) || return 1
  # shellcheck disable=SC2086 # several words
  [[ -z $ids ]] || docker container rm -f $ids >/dev/null || status=1
  ids=$(docker network ls -q --filter type=custom) || return 1
  # shellcheck disable=SC2086
  [[ -z $ids ]] || docker network rm $ids >/dev/null || status=1
  ids=$(docker volume ls -q) || return 1
  # shellcheck disable=SC2086
  [[ -z $ids ]] || docker volume rm -f $ids >/dev/null || status=1
  docker image prune -f >/dev/null || :
  docker image prune -af --filter until=72h >/dev/null || :
  return $status
}

cgroup_of() { echo "zk-lab-test-$1"; }

# remove_cgroups SLOT: the kernel keeps those that are in use.
remove_cgroups() {
  local name
  name=$(cgroup_of "$1")
  find /sys/fs/cgroup -depth -type d \( -path "*/$name" -o -path "*/$name/*" \) -exec rmdir {} + 2>/dev/null || :
}
