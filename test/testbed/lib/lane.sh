# shellcheck shell=bash
# How a lane is made, entered and ended.
#
# Its way out is slirp4netns, a process that speaks TCP/IP with the lane and makes ordinary connections of what it hears:
# the machine needs no bridge, no rule and no sysctl for it. All that runs in the lane dies with its first process, and
# that one with `hold`, however `hold` ends: the kernel sees to it.

: "${here:?}" "${cache:?set by common.sh}"

# Out of 198.18.0.0/15, which is set aside for benchmarks (RFC 2544): no lab and hardly any network uses it.
lane_network=198.18.0.0/24 lane_name_server=198.18.0.3

# Folders of lanes that were not told where to be. Not in $TMPDIR: paths of sockets have to be short.
lane_prefix=/tmp/zk-lab-lane-

need_lanes() {
  local error
  need_debian_root
  [[ -c /dev/net/tun ]] || unavailable 'the test engine needs /dev/net/tun for a network of its own'
  error=$(unshare --net --mount --pid --fork true 2>&1) ||
    unavailable "the test engine cannot have a network of its own: $error"
}

# hold [STATE]: does not return before it is asked to end (SIGTERM), or the lane's first process has died.
hold() {
  need_lanes
  install_packages iproute2 slirp4netns
  mkdir -p "$cache/locks"
  # No one may look for abandoned lanes between the making of ours and its lock.
  exec {lanes_lock}>"$cache/locks/lanes"
  flock "$lanes_lock"
  remove_abandoned_lanes
  state=${1:-$(mktemp -d "${lane_prefix}XXXXXX")}
  mkdir -p "$state/tmp"
  state=$(realpath "$state")
  # Held by this process and all of the lane: free when the last of them is gone.
  exec {lane_lock}>"$state/lock"
  flock -n "$lane_lock" || { echo "a lane is there already: $state" >&2; exit 2; }
  exec {lanes_lock}>&-
  trap end_lane EXIT
  # Asked twice, by a run that ends and by its end: the second must not break off what the first began.
  trap 'trap "" TERM; exit 143' TERM
  rm -f "$state/pid" "$state/engine"
  setpriv --pdeathsig KILL unshare --net --mount --propagation private --pid --fork --kill-child \
    "$here/lib/lane-init.sh" "$state/pid" "$lane_name_server" >"$state/lane.log" 2>&1 </dev/null &
  first=$!
  await 10 test -e "$state/pid" || unavailable "a lane could not be set up: $(tail -n 1 "$state/lane.log")"
  setpriv --pdeathsig KILL slirp4netns --configure --mtu=65520 --disable-host-loopback --cidr="$lane_network" \
    "$(cat "$state/pid")" tap0 >"$state/slirp4netns.log" 2>&1 </dev/null {lane_lock}>&- &
  way_out=$!
  write_enter
  await 10 "$state/enter" ip route get "$lane_name_server" >/dev/null 2>&1 ||
    unavailable "slirp4netns gives no way out: $(tail -n 1 "$state/slirp4netns.log")"
  echo "ready $state"
  # To whoever waits for the end of the output, that was all.
  exec >>"$state/lane.log" 2>&1
  wait "$first" || :
}

# STATE/enter: runs a command in the lane, in the same folder; killed, it takes the command with it. Temporary files end
# with the lane as well.
write_enter() {
  local pid
  pid=$(cat "$state/pid")
  cat >"$state/enter" <<SH
#!/bin/sh
export ZK_LAB_TEST_LANE='$state' ZK_LAB_TEST_LANE_ID='$(lane_id "$pid")' TMPDIR='$state/tmp'
if [ "\$(readlink /proc/$pid/ns/net)" != "\$ZK_LAB_TEST_LANE_ID" ]; then
  echo "the lane in \$ZK_LAB_TEST_LANE has ended" >&2
  exit 1
fi
exec nsenter --target $pid --net --mount --pid setpriv --pdeathsig KILL sh -c 'cd "\$0" && exec "\$@"' "\$PWD" "\$@"
SH
  chmod +x "$state/enter"
}

lane_id() { readlink "/proc/$1/ns/net"; }

# in_lane: is this process in a lane? A variable alone would be believed by whoever inherits it elsewhere.
in_lane() { [[ ${ZK_LAB_TEST_LANE_ID:-} == "$(lane_id self)" ]]; }

# end_lane: its engine in order, so that its images are good for the next; then everything.
end_lane() {
  trap '' TERM INT HUP
  if [[ -e $state/engine ]]; then
    timeout --kill-after 5 60 "$state/enter" "$here/engine.sh" down "$(cat "$state/engine")" || :
  fi
  # bash would tell of their deaths.
  {
    kill -KILL ${first:+"$first"} ${way_out:+"$way_out"} || :
    wait
  } 2>/dev/null
  rm -rf --one-file-system "$state"
}

# remove_abandoned_lanes: folders of those whose `hold` was killed.
remove_abandoned_lanes() {
  local folder
  for folder in "$lane_prefix"*/; do
    [[ -e $folder ]] || continue
    if flock --nonblock "$folder/lock" true; then
      rm -rf --one-file-system "$folder"
    fi
  done
}
