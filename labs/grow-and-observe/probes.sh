#!/bin/bash
# What only this lab looks at. ask, find_server, plain_settings and the like are templates/probes'.
# shellcheck disable=SC2034,SC2154 # detail, seen and wanted are the caller's; answer and nl come from templates/probes

# How many serve, and as what; asked once for all steps.
modes=

# count_modes HOST:PORT,…: in $modes, how many of these lead, follow and observe: 1 2 0
count_modes() {
  local at leaders=0 followers=0 observers=0
  [ -z "$modes" ] || return 0
  for at in ${1//,/ }; do
    ask "${at%:*}" "${at##*:}" srvr
    case $answer in
    *'Mode: leader'*) leaders=$((leaders + 1)) ;;
    *'Mode: follower'*) followers=$((followers + 1)) ;;
    *'Mode: observer'*) observers=$((observers + 1)) ;;
    esac
  done
  modes="$leaders $followers $observers"
}

# serving VOTERS HOST:PORT,…: of these servers one leads and so many others follow that they are VOTERS; nobody observes.
serving() {
  count_modes "$2"
  wanted="1 leader, $(($1 - 1)) follower, 0 observer"
  # shellcheck disable=SC2086 # three numbers
  set -- $modes
  seen="$1 leader, $2 follower, $3 observer"
  [ "$seen" = "$wanted" ]
}

# changed PATH FOLDER…: in $change what the logs of this node's server have last of a znode, created or deleted, and in $at when,
# in seconds; nothing where no log has it. ZooKeeper writes it as when (8 bytes), what (4 bytes), how long the path is (4 bytes), the path.
changed() {
  local path=$1 folder file offset bytes length when
  change='' at=0
  printf -v length %08x ${#path}
  shift
  for folder; do
    for file in "$folder"/version-2/log.*; do
      [ -f "$file" ] || continue
      # Room that was taken in advance would be one line of 64 MB.
      while IFS=: read -r offset _; do
        [ "$offset" -ge 16 ] || continue
        bytes=$(od -An -v -tx1 -j $((offset - 16)) -N 16 "$file" | tr -d ' \n')
        [ "${bytes:24}" = "$length" ] || continue
        when=$((16#${bytes:0:16} / 1000))
        [ "$when" -ge "$at" ] || continue
        case ${bytes:16:8} in
        00000001) change=created at=$when ;;
        00000002) change=deleted at=$when ;;
        esac
      done < <(tr '\000' '\n' <"$file" | grep -aboF "$path")
    done
  done
}

# receipt NAME FOLDER…: a client was told on this node that /ledger/NAME was created, and kept that; nobody has deleted it since.
receipt() {
  local file=~/receipts/$1 path=/ledger/$1 change at
  shift
  wanted="Created $path" seen="$file: -"
  [ -f "$file" ] || return 1
  IFS= read -r seen <"$file"
  grep -qx "$wanted" "$file" || return 1
  changed "$path" "$@"
  if [ "$change" = deleted ] && [ "$at" -ge "$(stat -c %Y "$file")" ]; then
    seen="delete $path" detail=deleted
    return 1
  fi
}

# members ZOO_CFG: in $list, whom it names: 1 2 3 4 5 6:observer
members() {
  local line
  list=
  while IFS= read -r line; do
    case $line in
    server.*=*:observer) line=${line%%=*}:observer ;;
    server.*) line=${line%%=*} ;;
    *) continue ;;
    esac
    list="$list${list:+ }${line#server.}"
  done < <(plain_settings "$1" | sort)
}

# started_since ZOO_CFG PID_FILE: the server of this zoo.cfg, if it runs, was started since that was changed.
started_since() {
  local pid tracked state age owner config changed
  find_server "$1" "$2"
  if [ -n "$pid" ] && process "$pid"; then
    changed=$(($(date +%s) - $(stat -c %Y "$1")))
    # A second of rounding.
    [ "$age" -le $((changed + 1)) ] || differs "zkServer.sh start: $age s, zoo.cfg: $changed s" 'zkServer.sh restart'
  fi
}

# lists MEMBER…: whom zoo.cfg ($1) has to name. The rest is told by differs.
lists() {
  local zoo_cfg=$1 list
  shift
  members "$zoo_cfg"
  [ "$list" = "$*" ] || differs "$zoo_cfg: server.N: ${list:--}" "server.N: $*"
}

# old_alone VOTERS ID HOST PORT ZOO_CFG PID_FILE FOLDER…: of the first three each serves, started since its zoo.cfg names so many
# servers. The others do not run, and have no data; those that are to be members have the same list.
old_alone() {
  local voters=$1 id=$2 host=$3 port=$4 zoo_cfg=$5 pid_file=$6 folder
  shift 6
  ask "$host" "$port" srvr
  # shellcheck disable=SC2046 # a number each
  [ "$id" -gt "$voters" ] || lists "$zoo_cfg" $(seq "$voters")
  if [ "$id" -gt 3 ]; then
    [ -z "$answer" ] || differs "$host:$port: Mode: ${answer##*Mode: }" "$host:$port: -"
    for folder; do
      [ ! -e "$folder/version-2" ] || differs "$folder/version-2" "$folder/version-2: -"
    done
  else
    case $answer in *'Mode: '*) ;; *) differs "$host:$port: -" "$host:$port: Mode: …" ;; esac
    started_since "$zoo_cfg" "$pid_file"
  fi
  [ -z "$seen" ]
}

# missed PATH VOTERS HOST:PORT,… FOLDER…: so many vote and serve, this server among them, and it was away when a znode was created: the log of
# one that was there has it, the snapshot of one that came later.
missed() {
  local path=$1 voters=$2 servers=$3 change at folder file
  shift 3
  serving "$voters" "$servers" || return 1
  changed "$path" "$@"
  seen="log.*: $path" wanted="snapshot.*: $path"
  if [ "$change" = created ]; then
    detail=there
    return 1
  fi
  seen="$path: -"
  for folder; do
    for file in "$folder"/version-2/snapshot.*; do
      if [ -f "$file" ] && grep -aqF "$path" "$file"; then return 0; fi
    done
  done
  return 1
}

# mode_by_list HOST PORT ZOO_CFG PID_FILE MEMBER…: the server's mode, of one that was started since its zoo.cfg names these and nobody else.
mode_by_list() {
  local host=$1 port=$2 zoo_cfg=$3 pid_file=$4
  shift 4
  lists "$zoo_cfg" "$@"
  started_since "$zoo_cfg" "$pid_file"
  [ -z "$seen" ] || return 1
  server_mode "$host" "$port" "$zoo_cfg" "$pid_file"
}
