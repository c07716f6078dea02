#!/bin/bash
# What the learner finds: three servers that know of three and serve, and three machines to spare, whose lines in zoo.cfg are
# commented out everywhere. On all nodes at the same time. bash 3.2 and 4.2.

# What zk-lab fills in.
# shellcheck disable=SC1083
home={{zookeeperHome}} zoo_cfg={{zooCfg}} java_profile={{javaProfile}} id={{id}} host={{clientHost}} port={{clientPort}}

settings=$(sed 's/^server\.[456]=/#&/' "$zoo_cfg")
printf '%s\n' "$settings" >"$zoo_cfg"
[ "$id" -le 3 ] || exit 0

# shellcheck disable=SC1090 # the node's own
[ -z "$java_profile" ] || . "$java_profile"
"$home/bin/zkServer.sh" start

# For two minutes at most.
for ((tries = 0; tries < 240; tries++)); do
  # shellcheck disable=SC2016 # the inner shell's words
  said=$(bash -c 'exec 3<>"/dev/tcp/$1/$2" && printf srvr >&3 && cat <&3' bash "$host" "$port" 2>/dev/null)
  case $said in *'Mode: '*) exit 0 ;; esac
  sleep 0.5
done
echo "does not serve: $host:$port" >&2
exit 1
