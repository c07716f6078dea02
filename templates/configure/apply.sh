#!/bin/bash
# Gives a node another configuration: apply.sh HOME NODE UNTIL [FILE CONTENT COPY]…, the latter two in base64: what is to be
# there, and what the lab has for it. A server that runs is stopped before, and started again: it never runs with files
# that it has not read. One that does not run is started where the lab starts servers. bash 4.1.
set -eu
home=$1 node=$2 until=$3
shift 3
pid_file=$home/data/zookeeper_server.pid
pid=

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

# place FILE MODE CONTENT
place() {
  base64 -d <<<"$3" >"$1.new"
  chmod "$2" "$1.new"
  mv -f "$1.new" "$1"
}

if [ -r "$pid_file" ]; then read -r pid <"$pid_file" || true; fi
start=no
[ "$until" != cluster ] || start=yes
if running; then
  start=yes
  stop
fi
while [ $# -gt 0 ]; do
  file=$home/conf/$1
  place "$file" 644 "$2"
  place "/var/lib/zk-lab/put${file//\//_}" 600 "$3"
  shift 3
done
[ "$start" = yes ] || exit 0
lab=/lab
[ -d "$lab/provision" ] || lab=/var/lib/zk-lab/files
bash "$lab/provision/cluster.sh" configure "$node" "$until"
