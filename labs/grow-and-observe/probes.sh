#!/bin/bash
# What only this lab looks at. ask, find_server, plain_settings and the like are templates/probes'.
# shellcheck disable=SC2034,SC2154 # seen and wanted are the caller's; answer and nl come from templates/probes

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

# receipt NAME: a client was told on this node that /ledger/NAME was created, and kept that.
receipt() {
  local file=~/receipts/$1
  wanted="Created /ledger/$1" seen="$file: -"
  [ -f "$file" ] || return 1
  IFS= read -r seen <"$file"
  grep -qx "$wanted" "$file"
}

# old_alone VOTERS ID HOST PORT ZOO_CFG PID_FILE FOLDER…: of the first three each serves, started since its zoo.cfg names VOTERS
# servers. The others do not run, and have no data.
old_alone() {
  local voters=$1 id=$2 host=$3 port=$4 zoo_cfg=$5 pid_file=$6 pid tracked state age owner config folder count changed
  shift 6
  ask "$host" "$port" srvr
  if [ "$id" -gt 3 ]; then
    [ -z "$answer" ] || differs "$host:$port: Mode: ${answer##*Mode: }" "$host:$port: -"
    for folder; do
      [ ! -e "$folder/version-2" ] || differs "$folder/version-2" "$folder/version-2: -"
    done
    [ -z "$seen" ]
    return
  fi
  case $answer in *'Mode: '*) ;; *) differs "$host:$port: -" "$host:$port: Mode: …" ;; esac
  count=$(plain_settings "$zoo_cfg" | grep -c '^server\.')
  [ "$count" = "$voters" ] || differs "$zoo_cfg: $count × server.N" "$zoo_cfg: $voters × server.N"
  find_server "$zoo_cfg" "$pid_file"
  if [ -n "$pid" ] && process "$pid"; then
    changed=$(($(date +%s) - $(stat -c %Y "$zoo_cfg")))
    # A second of rounding.
    [ "$age" -le $((changed + 1)) ] || differs "zkServer.sh start: $age s, zoo.cfg: $changed s" 'zkServer.sh restart'
  fi
  [ -z "$seen" ]
}
