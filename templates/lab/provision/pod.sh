#!/bin/bash
# What a node in a pod does differently. pod.sh fill CLAIM: the claim starts as a copy of what the image has; else sourced by node.sh.

# fill CLAIM: whole or not at all, and once: what is there is the learner's.
fill() {
  local name
  mkdir -p "$1/keep"
  for name in opt root; do
    [ ! -d "$1/$name" ] || continue
    rm -rf "$1/.$name"
    cp -a "/$name" "$1/.$name"
    mv "$1/.$name" "$1/$name"
  done
}

# lacking NODE: in $LACKING, what is not yet so of the files that were given; nothing where they are this node's. A host may keep
# those from before an ensemble changed, and hand them to a pod that begins: of one server they would make one that stands alone, and
# serves nothing that the others have. `zk-lab up` numbers what it hands over, and tells each pod that it makes which it is to have.
lacking() {
  local kind
  LACKING=
  for kind in config keys; do
    text "$LAB_DIR/given/$kind/handed"
    [ "${TEXT:-0}" -ge "${ZK_LAB_HANDED:-0}" ] || LACKING="are those of before (${TEXT:-0}, to be ${ZK_LAB_HANDED:-0})"
  done
  grep -q "^[0-9]* $1\$" "$LAB_DIR/given/config/nodes" 2>/dev/null || LACKING="do not name $1 yet"
}

# await_own_files NODE: until nothing is lacking.
await_own_files() {
  local told=''
  until lacking "$1" && [ -z "$LACKING" ]; do
    [ "$LACKING" = "$told" ] || echo "zk-lab: the files here $LACKING; waiting for this node's own" >&2
    told=$LACKING
    sleep 0.5
  done
}

# begin_pod NODE ADDRESS: the files that were given lie where stages look for them; they can be written there, as a mount cannot.
begin_pod() {
  local kind
  await_own_files "$1"
  for kind in config keys; do
    rm -rf "${LAB_DIR:?}/$kind"
    mkdir -m 700 "$LAB_DIR/$kind"
    cp -L "$LAB_DIR/given/$kind"/* "$LAB_DIR/$kind/"
  done
  # A pod is called otherwise than its node, and only its first process is told.
  write "$STATE_DIR/node" 644 "$1"$'\n'
  # The others' names are the cluster's to tell, and their addresses change; its own it has to know by itself.
  printf '%s %s\n' "$2" "$1" >"$LAB_DIR/config/hosts"
  ask_again_soon
}

# Java believes for ten seconds that there is no such name, and for thirty what address one had: another pod may just have begun.
ask_again_soon() {
  local file
  for file in /usr/lib/jvm/{jre/lib,conf,lib}/security/java.security; do
    [ ! -f "$file" ] || grep -qs '^# zk-lab$' "$file" ||
      printf '# zk-lab\nnetworkaddress.cache.ttl=2\nnetworkaddress.cache.negative.ttl=0\n' >>"$file"
  done
}

# await_names: until each other node's name leads somewhere, or for some seconds: one may be left out on purpose.
await_names() {
  local _ name tries missing
  for ((tries = 0; tries < 50; tries++)); do
    missing=
    while read -r _ name; do
      getent hosts "$name" >/dev/null || missing=1
    done <"$LAB_DIR/config/nodes"
    [ -n "$missing" ] || return 0
    sleep 0.1
  done
}

if [ "${1:-}" = fill ] && [ "$0" = "${BASH_SOURCE[0]}" ]; then
  set -eu
  fill "$2"
fi
