#!/bin/bash
# Tells the state of the ensemble as far as it is up: ensemble.sh NODE UP, UP being a folder with a file for each machine
# that answers. In the first `vagrant up` the machines come one after another, so the last one has most to tell.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
set -eu
node=$1 up=$2
declare -A modes

# mode_of ADDRESS: what the server says it is; `electing` while it has no quorum; nothing while it does not answer.
mode_of() {
  local reply
  # The words are the inner shell's.
  # shellcheck disable=SC2016
  reply=$(timeout 5 bash -c 'exec 3<>"/dev/tcp/$1/2181" && printf srvr >&3 && cat <&3' _ "$1" 2>/dev/null) || return 0
  case $reply in
  *Mode:\ *) reply=${reply##*Mode: } && echo "${reply%%[!a-z]*}" ;;
  *) echo electing ;;
  esac
}

# Asks this node's own server without starting a process: while it starts, the processors are wanted elsewhere.
serves_here() {
  local line mode=
  { exec 3<>/dev/tcp/127.0.0.1/2181; } 2>/dev/null || return 1
  printf srvr >&3
  while IFS= read -r -t 5 -u 3 line; do
    [ "${line#Mode: }" = "$line" ] || mode=${line#Mode: }
  done
  exec 3>&-
  [ -n "$mode" ]
}

# Asks all servers at once.
ask_all() {
  local name address
  while read -r address name; do
    [ ! -e "$up/$name" ] || mode_of "$address" >"$up/$name" &
  done <"$LAB_DIR/config/hosts"
  wait
  while read -r address name; do
    modes[$name]='not up'
    if [ -e "$up/$name" ]; then
      read -r "modes[$name]" <"$up/$name" || modes[$name]='not started'
    fi
  done <"$LAB_DIR/config/hosts"
}

# names MODE: the nodes in that mode, in the lab's order.
names() {
  local name address found=
  while read -r address name; do
    [ "${modes[$name]}" != "$1" ] || found="$found $name"
  done <"$LAB_DIR/config/hosts"
  echo "${found# }"
}

count() { wc -w <<<"$(names "$1")"; }

# As ZooKeeper reads it, whoever has written it: with blanks, with Windows' line ends, with the role or without.
voters=$(grep -E '^[[:space:]]*server\.[0-9]+[[:space:]]*[=:[:space:]]' "$LAB_DIR/config/zoo.cfg" | grep -cv ':observer') || true
needed=$((voters / 2 + 1))
# A JVM under emulation takes a minute and more to start.
patience=120
grace() { [ "$patience" -le $((SECONDS + 5)) ] || patience=$((SECONDS + 5)); }
asked=-1
while :; do
  # Until it serves itself, one look at the others in a second is enough.
  if ! serves_here && [ "$SECONDS" = "$asked" ]; then
    sleep 0.2
    continue
  fi
  asked=$SECONDS
  ask_all
  absent=$(($(count 'not up') + $(count 'not started')))
  case ${modes[$node]} in
  'not started')
    # A server that ended at once, over a mistake in its zoo.cfg say, will not start by being waited for.
    grep -lq QuorumPeerMain /proc/[0-9]*/cmdline 2>/dev/null || break
    ;;
  electing)
    # Too few for a quorum: others may be starting at the same time, or come up only after this one.
    if [ $((${#modes[@]} - absent)) -lt "$needed" ]; then
      [ -n "$(names 'not started')" ] || break
      grace
    fi
    ;;
  *)
    [ -n "$(names electing)$(names 'not started')" ] || break
    grace
    ;;
  esac
  [ "$SECONDS" -lt "$patience" ] || break
  sleep 0.2
done

serving=$(($(count leader) + $(count follower) + $(count observer) + $(count standalone)))
line=
for mode in leader follower observer standalone electing 'not started' 'not up'; do
  [ -z "$(names "$mode")" ] || line="$line; $mode: $(names "$mode")"
done
if [ -n "$(names leader)$(names standalone)" ]; then
  say "the ensemble serves, $serving of ${#modes[@]} nodes$line"
else
  say "no quorum yet, which takes $needed of $voters voters$line"
fi
