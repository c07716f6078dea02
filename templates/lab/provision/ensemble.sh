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

voters=$(grep -c '^server\.[0-9]*=.*:[0-9]*$' "$LAB_DIR/config/zoo.cfg")
needed=$((voters / 2 + 1))
patience=$((SECONDS + 120))
while ask_all; do
  case ${modes[$node]} in
  leader | follower | observer | standalone)
    # Others may be starting at the same time, or have been stopped by the learner.
    [ "$patience" -le $((SECONDS + 5)) ] || patience=$((SECONDS + 5))
    [ -n "$(names electing)$(names 'not started')" ] || break
    ;;
  *)
    [ $((${#modes[@]} - $(count 'not up'))) -ge "$needed" ] || break
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
