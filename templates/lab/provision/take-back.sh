#!/bin/bash
# Takes back what the lab has put on somebody's machine, its data included: take-back.sh. What was edited since, and what others have
# put there, stays: a line `left PATH` for each. Any number of times.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

# The server of the lab's own ZooKeeper, whoever started it.
stop_server() {
  local tries pid
  . "$LAB_DIR/provision/zookeeper.env"
  owned "$ZOOKEEPER_HOME" || return 0
  JAVA_HOME=/usr/lib/jvm "$ZOOKEEPER_HOME/bin/zkServer.sh" stop >/dev/null 2>&1
  for ((tries = 0; tries < 100; tries++)); do
    pid=$(servers)
    [ -n "$pid" ] || return 0
    # shellcheck disable=SC2086 # several, it may be
    [ "$tries" != 50 ] || kill -9 $pid 2>/dev/null
    sleep 0.1
  done
}

# Whoever runs with the lab's own ZooKeeper.
servers() {
  local process
  for process in /proc/[0-9]*; do
    tr '\0' ' ' <"$process/cmdline" 2>/dev/null | grep -q "$ZOOKEEPER_HOME/.*QuorumPeerMain" && echo "${process#/proc/}"
  done
}

# strip FILE…: without the lab's lines; a file that had no others goes.
strip() {
  local file line inside new found
  for file; do
    [ -r "$file" ] || continue
    new='' inside='' found=''
    while IFS= read -r line || [ -n "$line" ]; do
      [ "$line" != '# zk-lab begin' ] || inside=1 found=1
      [ -n "$inside" ] || new+=$line$'\n'
      [ "$line" != '# zk-lab end' ] || inside=
    done <"$file"
    [ -n "$found" ] || continue
    # In a container /etc/hosts is a mount.
    if [ -n "$new" ] || [ "$file" = /etc/hosts ]; then printf '%s' "$new" >"$file"; else rm -f "$file"; fi
  done
}

remove_owned() {
  local path copy now
  [ -e "$STATE_DIR/owned" ] || return 0
  while IFS= read -r path; do
    copy="$STATE_DIR/put${path//\//_}"
    if [ -f "$path" ] && [ -e "$copy" ]; then
      text "$path"
      now=$TEXT
      text "$copy"
      case $path in
      # What is in there goes with it.
      "$ZOOKEEPER_HOME"/*) ;;
      *)
        if [ "$now" != "$TEXT" ]; then
          echo "left $path"
          continue
        fi
        ;;
      esac
    fi
    case $path in
    /usr/lib/jvm/?* | /opt/?* | /usr/bin/?* | /etc/?* | /root/.ssh/?*) rm -rf "$path" ;;
    esac
  done <"$STATE_DIR/owned"
}

# What lies where the lab had something, and is not the lab's: the learner's, as a rule.
tell_others() {
  local path before
  text "$STATE_DIR/before"
  before=$'\n'$TEXT
  for path in /opt/*; do
    if [ -L "$path" ]; then
      case $(readlink "$path") in "$STATE_DIR"/*) rm -f "$path" && continue ;; esac
    fi
    [ -e "$path" ] || continue
    case $before in *$'\n'"$path"$'\n'*) ;; *) echo "left $path" ;; esac
  done
}

take_back() {
  stop_server
  stage firewall hand_over
  if have systemctl && [ -e /etc/systemd/system/zk-lab.service ]; then
    systemctl disable zk-lab.service >/dev/null 2>&1
    rm -f /etc/systemd/system/zk-lab.service
    systemctl daemon-reload
  fi
  strip /etc/hosts /etc/rc.d/rc.local /root/.ssh/config /root/.ssh/authorized_keys /root/.ssh/known_hosts
  remove_owned
  rmdir /usr/lib/jvm 2>/dev/null
  tell_others
  # With this script: bash has read all of it.
  rm -rf "$STATE_DIR"
  exit 0
}

take_back
