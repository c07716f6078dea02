#!/bin/bash
# Gives a node another configuration: apply.sh HOME NODE UNTIL [FILE CONTENT COPY]…, the latter two in base64: what is to be
# there, and what the lab has for it. A server that runs is stopped before, and started again: it never runs with files
# that it has not read. One that does not run is started where the lab starts servers. bash 4.1.
# It follows server.sh.
# shellcheck disable=SC2154 # home is server.sh's
set -eu
node=$2 until=$3
shift 3

# place FILE MODE CONTENT
place() {
  base64 -d <<<"$3" >"$1.new"
  chmod "$2" "$1.new"
  mv -f "$1.new" "$1"
}

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
