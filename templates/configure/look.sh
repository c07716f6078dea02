#!/bin/bash
# How a node's configuration is: look.sh HOME FILE…, HOME being ZooKeeper's folder. It changes nothing. bash 4.1.
# A line for each file: what is there, what the lab put there last (lib.sh keeps a copy), each in base64 or - where there
# is none, and whether the lab put it there after the server had started. Then one that tells whether a server runs, and
# with which zoo.cfg, where that is not the one in HOME: somebody has put another ZooKeeper in its place.
home=$1
shift
pid_file=$home/data/zookeeper_server.pid

content() { if [ -e "$1" ]; then base64 -w 0 "$1"; else printf -- -; fi; }

running() {
  local pid
  [ -r "$pid_file" ] && read -r pid <"$pid_file"
  grep -qs QuorumPeerMain "/proc/${pid:-none}/cmdline"
}

for name; do
  file=$home/conf/$name
  copy=/var/lib/zk-lab/put${file//\//_}
  late=no
  if [ "$copy" -nt "$pid_file" ] && [ -e "$pid_file" ]; then late=yes; fi
  printf 'zk-lab-file\t%s\t%s\t%s\t%s\n' "$name" "$(content "$file")" "$(content "$copy")" "$late"
done

if running; then
  read -r pid <"$pid_file"
  while IFS= read -r -d '' word; do zoo_cfg=$word; done <"/proc/$pid/cmdline"
  elsewhere=
  if [[ $zoo_cfg == /* ]] && ! [ "$zoo_cfg" -ef "$home/conf/zoo.cfg" ]; then elsewhere=$(readlink -m "$zoo_cfg"); fi
  printf 'zk-lab-server\t%s\n' "$elsewhere"
fi
