#!/usr/bin/env bash
# The first process of a lane, with new namespaces for its network, mounts and processes:
#
#   lane-init.sh PIDFILE NAMESERVER
#
# PIDFILE appears when all is mounted; it holds the number that this process has outside.
set -euo pipefail

# /proc is still the one outside.
read -r pid _ </proc/self/stat
mount -t proc proc /proc

resolv=$(realpath -m /etc/resolv.conf)
settings=$(grep -v '^nameserver' /etc/resolv.conf || :)

# Sockets and locks of the machine's own daemons are out of reach, and what dockerd and containerd leave at fixed paths ends
# here.
for folder in /run /etc/docker /opt/containerd; do
  mkdir -p "$folder"
  mount -t tmpfs -o mode=755 lane "$folder"
done

# A name server on the machine's 127.0.0.1 is not on this one: slirp4netns asks it. The file may have been a link into /run.
if [[ -e $resolv || $resolv == /run/* ]]; then
  mkdir -p "$(dirname "$resolv")"
  touch "$resolv"
  printf '%s\nnameserver %s\n' "$settings" "$2" >/run/lane-resolv.conf
  mount --bind /run/lane-resolv.conf "$resolv"
fi

echo "$pid" >"$1.new"
mv "$1.new" "$1"
# Who is first among processes also buries the dead.
sleep infinity &
wait
