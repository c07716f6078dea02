#!/bin/bash
# What steps of this lab look at beyond zk-lab’s own.
# shellcheck disable=SC2034,SC2154 # seen and wanted are the caller's; value and answer come from there

# purges FILE: this zoo.cfg has the server remove old snapshots by itself.
purges() {
  local value
  setting autopurge.purgeInterval "$(plain_settings "$1")"
  seen="autopurge.purgeInterval = ${value:--}" wanted='autopurge.purgeInterval >= 1'
  [ "${value:-0}" -ge 1 ] 2>/dev/null
}

# release HOST PORT: which ZooKeeper answers there, as 3.4.9.
release() {
  ask "$1" "$2" srvr
  seen=${answer#Zookeeper version: }
  seen=${seen%%-*}
  [ -n "$answer" ]
}
