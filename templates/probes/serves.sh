#!/bin/bash
# Whether a server serves, and what part it plays. See base.sh.
# shellcheck disable=SC2034,SC2154 # what probes leave is the caller's, and some of what they use is other parts'

# An election takes a moment: half seconds, and for a server so many seconds old a few more. Whoever has waited for it once
# need not do so again.
elections=6 young=8

# await_mode HOST PORT PID: the server's mode in $seen, else what it says instead.
await_mode() {
  local state age owner
  [ "$mute" != "$1:$2" ] || return 1
  case $told_mode in
  "$1:$2 "*)
    seen=${told_mode#* }
    return 0
    ;;
  esac
  while ask "$1" "$2" srvr; do
    seen=${answer%%"$nl"*}
    case $answer in
    *"${nl}Mode: "*)
      seen=${answer##*"${nl}Mode: "}
      seen=${seen%%"$nl"*}
      told_mode="$1:$2 $seen"
      return 0
      ;;
    *whitelist*) return 1 ;;
    esac
    if [ "$elections" -gt 0 ]; then
      elections=$((elections - 1))
    elif [ -z "$3" ] || [ ! -d /proc/self ] || ! process "$3" || [ "$age" -ge "$young" ]; then
      return 1
    fi
    sleep 0.5
  done
  return 1
}

# server_serves HOST PORT ZOO_CFG PID_FILE: the server has a mode.
server_serves() {
  local zoo_cfg=$3 pid tracked state age owner config
  find_server "$zoo_cfg" "$4"
  await_mode "$1" "$2" "$pid" && return
  case $seen in
  *whitelist*) detail=whitelist ;;
  *)
    disk_full "$zoo_cfg"
    [ -n "${detail:-}" ] || epoch_refused
    [ -n "${detail:-}" ] || peers_unreached "$zoo_cfg"
    ;;
  esac
  return 1
}

# epoch_refused: what its log says of its data: the leader's epoch is behind what this server has promised, so that it is of another
# ensemble; or it cannot be read, as after a full disk.
epoch_refused() {
  local text
  [ -f "/proc/${pid:-none}/fd/1" ] || return 0
  text=$(tail -n 99 "/proc/$pid/fd/1" 2>/dev/null | grep -E 'is less than accepted epoch|Unable to load database' | tail -n 1)
  [ -n "$text" ] || return 0
  add seen "${text#*: }"
  set_aside "$zoo_cfg"
}

# peers_unreached ZOO_CFG: whether members' election ports take no connection from here: no restart helps against that.
peers_unreached() {
  local settings dynamic line peer host port said found
  command -v timeout >/dev/null || return 0
  all_settings "$1"
  found=$(
    while read -r line; do
      case $line in server.*=*:*:*) ;; *) continue ;; esac
      peer=${line#*=}
      host=${peer%%:*} port=${peer#*:*:}
      port=${port%%[:;]*}
      host=${host// /} port=${port// /}
      {
        # shellcheck disable=SC2016 # the inner shell's words
        said=$(LC_ALL=C timeout 2 bash -c 'exec 3<>"/dev/tcp/$1/$2"' _ "$host" "$port" 2>&1) || case $said in
        # The machine is reached, and no server listens there: it may have been started before its port was put right.
        *refused*) ;;
        *) echo "$host/$port" ;;
        esac
      } &
    done <<<"$settings"
    wait
  )
  [ -n "$found" ] || return 0
  detail=unreached
  while read -r peer; do
    fact unreached "$peer"
    add seen "${peer/\//:}: no connection"
  done <<<"$(sort <<<"$found")"
}

# server_mode HOST PORT ZOO_CFG PID_FILE: what the server is among the others.
server_mode() {
  local pid tracked state age owner config
  find_server "$3" "$4"
  await_mode "$1" "$2" "$pid" && return
  case $seen in
  '') seen="$1:$2: -" ;;
  # It has started, and lacks others.
  *'not currently serving'*) detail=waits ;;
  esac
  return 1
}
