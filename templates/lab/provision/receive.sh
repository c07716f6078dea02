#!/bin/bash
# Takes in a lab's files, as a tar on its input, and makes the machine a node: receive.sh ID LAB NODE UNTIL KNOWN_HOSTS, the last in
# base64. bash 4.1, as root.
set -eu
umask 022
id=$1 lab=$2 node=$3 until=$4 known=$5
state=/var/lib/zk-lab
mkdir -p "$state"
cd "$state"
if [ -e lab ]; then
  read -r other name <lab
  if [ "$other" != "$id" ]; then echo "zk-lab: this machine belongs to the lab $name by now" >&2; exit 1; fi
else
  for path in /opt/*; do [ ! -e "$path" ] || echo "$path"; done >before
  echo "$id $lab" >lab
fi
rm -rf new
mkdir -m 700 new
tar -xmf - -C new --no-same-owner
# What comes behind a tar's end is read, too: else who sends it would be told that nobody does.
cat >/dev/null
mkdir -p -m 700 files
mkdir -p files/artifacts
[ ! -d new/artifacts ] || mv -f new/artifacts/* files/artifacts/
rm -rf new/artifacts files/provision files/config files/keys
mv new/* files/
rmdir new
base64 -d <<<"$known" >files/keys/known_hosts
printf '%s\n' "$node" >node
rm -f down
exec bash files/provision/run.sh "$node" "$until" </dev/null
