#!/bin/bash
# What every case begins with, on all nodes at the same time: an ensemble that serves, and orders in it which nobody wants
# to lose. Nothing of this stays on the node but the server, its data and its log. bash 3.2 and 4.2.
# shellcheck disable=SC2034 # cases use these, too

# What zk-lab fills in.
# shellcheck disable=SC1083
home={{zookeeperHome}} zoo_cfg={{zooCfg}} myid={{myid}} pid_file={{pidFile}} java_profile={{javaProfile}}
# shellcheck disable=SC1083
id={{id}} name={{name}} host={{clientHost}} port={{clientPort}} ensemble={{connectString}}
# shellcheck disable=SC1083
data_folders=({{dataFolders}})
# The files that a server's start reads, beside zoo.cfg.
conf=$(dirname "$zoo_cfg")

# with_java COMMAND…: as somebody who has logged in runs it.
with_java() (
  # shellcheck disable=SC1090 # the node's own
  [ -z "$java_profile" ] || . "$java_profile"
  "$@"
)

# server VERB: later releases tell of a server that ends at once, which it may well be meant to.
server() { with_java "$home/bin/zkServer.sh" "$@" >/dev/null 2>&1 || :; }

# client COMMAND…: zkCli, told to this node's own server alone; without arguments it reads commands.
# shellcheck disable=SC2120
client() { with_java "$home/bin/zkCli.sh" -server "$host:$port" "$@" 2>&1; }

# await COMMAND…: until it is content, for two minutes at most.
await() {
  local tries
  for ((tries = 0; tries < 240; tries++)); do
    "$@" && return
    sleep 0.5
  done
  echo "not content: $*" >&2
  exit 1
}

# ask HOST PORT: what a server says of itself, in $said.
ask() {
  # shellcheck disable=SC2016 # the inner shell's words
  said=$(bash -c 'exec 3<>"/dev/tcp/$1/$2" && printf srvr >&3 && cat <&3' bash "$1" "$2" 2>/dev/null)
}

serves() {
  ask "$host" "$port"
  [[ $said == *'Mode: '* ]]
}

all_serve() {
  local server
  for server in $(tr , ' ' <<<"$ensemble"); do
    ask "${server%:*}" "${server##*:}"
    [[ $said == *'Mode: '* ]] || return
  done
}

# zxid: the last transaction of this node's own server, as it writes it: 0x100000002.
zxid() {
  ask "$host" "$port"
  said=${said##*Zxid: }
  echo "${said%%[!0-9a-fx]*}"
}

# What clients say, as ZooKeeper's protocol has it, in the way that printf %b writes. A session of 30 s.
hello='\0\0\0\x2d\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x75\x30\0\0\0\0\0\0\0\0\0\0\0\x10\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0'
good_bye='\0\0\0\x08\0\0\0\x02\xff\xff\xff\xf5'

# number N: its four bytes.
number() {
  printf '\\x%02x' $(($1 >> 24 & 255)) $(($1 >> 16 & 255)) $(($1 >> 8 & 255)) $(($1 & 255))
}

# watch PATH: waits as long as the server has it until a znode is there.
watch() {
  local exists
  exists=$(number $((4 + 4 + 4 + ${#1} + 1)))$(number 1)$(number 3)$(number ${#1})$1'\x01'
  exec 3<>"/dev/tcp/$host/$port" || return
  printf %b "$hello$exists" >&3
  # The session; and of the reply its length, number and zxid, and the error. Then nothing, or that the znode came.
  case $(head -c 61 <&3 | tail -c 4 | od -An -tx1 | tr -d ' ') in
  00000000) ;;
  ffffff9b) [ -n "$(head -c 1 <&3 | od -An -tx1)" ] ;;
  *) false ;;
  esac
  set -- $?
  exec 3>&-
  return "$1"
}

# await_znode PATH: until this node's own server knows it. Once a server has served and does so no more, for good, others have seen
# the znode and stopped theirs: that will do as well.
await_znode() {
  local tries served='' lost=0
  for ((tries = 0; tries < 240; tries++)); do
    if serves; then
      served=yes
      ! watch "$1" 2>/dev/null || return 0
    elif [ -n "$served" ]; then
      lost=$((lost + 1))
      [ "$lost" -lt 10 ] || return 0
    fi
    sleep 0.5
  done
  echo "no $1" >&2
  exit 1
}

# write_large PATH BYTES: a znode of so many x. A shell's words and zkCli's lines are too short for it.
write_large() {
  local create
  create=$(number $((4 + 4 + 4 + ${#1} + 4 + $2 + 4 + 4 + 9 + 10 + 4)))$(number 1)$(number 1)$(number ${#1})$1$(number "$2")
  exec 3<>"/dev/tcp/$host/$port"
  {
    printf %b "$hello$create"
    head -c "$2" /dev/zero | tr '\0' x
    # Open to everybody, and there to stay.
    printf %b "$(number 1)$(number 31)$(number 5)world$(number 6)anyone$(number 0)$good_bye"
  } >&3
  cat <&3 >/dev/null
  exec 3>&-
}

write_orders() {
  # shellcheck disable=SC2119
  client <<'ORDERS'
create /orders open
create /orders/1001 tea
create /orders/1002 rice
create /orders/1003 paper
create /orders/1004 ink
create /orders/1005 silk
create /orders/1006 salt
create /orders/1007 soap
create /orders/1008 lamps
create /orders/1009 oil
quit
ORDERS
}

is_first() { [ "$id" = 1 ]; }
is_last() { [ "$id" = "$(tr , '\n' <<<"$ensemble" | grep -c :)" ]; }

# is_shared: whether all nodes are processes on one machine.
is_shared() {
  case $ensemble in 127.0.0.1:*,127.0.0.1:*) ;; *) return 1 ;; esac
}

# change FILE EXPRESSION…: sed, in place on every system.
change() {
  local file=$1 text
  shift
  text=$(sed "$@" "$file")
  printf '%s\n' "$text" >"$file"
}

server start
if is_first; then
  await all_serve
  write_orders >/dev/null
else
  await_znode /orders/1009
fi
# From here on each node may stop its server whenever it likes.
