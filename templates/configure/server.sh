#!/bin/bash
# A node's server, and how it is stopped: what apply.sh and stop.sh begin with. The first word is ZooKeeper's folder. bash 4.1.
home=$1
pid_file=$home/data/zookeeper_server.pid
pid=
if [ -r "$pid_file" ]; then read -r pid <"$pid_file" || true; fi

running() { grep -qs QuorumPeerMain "/proc/${pid:-none}/cmdline"; }

stop() {
  local tries
  JAVA_HOME=/usr/lib/jvm "$home/bin/zkServer.sh" stop >/dev/null 2>&1 || true
  for ((tries = 0; tries < 200; tries++)); do
    running || return 0
    sleep 0.1
  done
  kill -9 "$pid"
}
