#!/bin/bash
# Takes back what the lab of that id has put on a machine: take-back.sh ID. Where there is nothing of it, there is nothing to do.
state=/var/lib/zk-lab
[ -e "$state/lab" ] || exit 0
read -r id _ <"$state/lab"
[ "$id" = "$1" ] || exit 0
if [ -e "$state/files/provision/take-back.sh" ]; then exec bash "$state/files/provision/take-back.sh"; fi
# It was interrupted before anything but these files was there.
rm -rf "$state"
