#!/bin/bash
# What only this lab looks at. ask, complete, zoo_cfg, plain_settings and the like are templates/probes'.
# shellcheck disable=SC2034,SC2154 # seen and wanted are the caller's; answer, value and nl come from templates/probes

# release HOST PORT: of the server there, its release in $release and what it does in $mode; nothing of either where it does
# not serve.
release() {
  ask "$1" "$2" srvr
  release='' mode=''
  case $answer in
  *"${nl}Mode: "*)
    release=${answer#*version: }
    release=${release%%-*}
    mode=${answer##*"${nl}Mode: "}
    mode=${mode%%"$nl"*}
    ;;
  esac
}

# writing: a client has been told several times on this node that its write counts, the last time not long ago.
writing() {
  local file=~/ledger/receipts count age
  wanted="$file: >= 5"
  seen="$file: -"
  [ -f "$file" ] || return 1
  # Whatever else a client has printed is no receipt.
  count=$(grep -ac 'Created /ledger/' "$file")
  age=$(($(date +%s) - $(stat -c %Y "$file")))
  seen="$file: $count, $age s"
  [ "$count" -ge 5 ] && [ "$age" -le 30 ]
}

# beside HOME VERSION OLD_HOME NUMBERS KEY=VALUE…: another ZooKeeper is there, whole, and not in the old one's folder; its zoo.cfg says
# all of this, and what else the old one's start reads is there, too.
beside() {
  local home=$1 old=$3 lacking file jar
  jar=$old/lib/zookeeper-$2.jar
  shift 3
  if [ -e "$jar" ]; then
    differs "$jar" "$jar: -"
    detail=mixed
    return 1
  fi
  if ! complete "$home"; then
    seen=$lacking
    return 1
  fi
  zoo_cfg "$home/conf/zoo.cfg" "$@"
  for file in java.env zookeeper-env.sh; do
    [ -e "$home/conf/$file" ] || [ ! -e "$old/conf/$file" ] || differs "$home/conf/$file: -"
  done
  [ -z "$seen" ]
}

# upgraded one|followers VERSION HOST:PORT,…: all of these serve, and one of them, or all but one, with that line of releases.
upgraded() {
  local line=${2%.*} at all=0 new=0 serving=0 least=1 release mode
  for at in ${3//,/ }; do
    all=$((all + 1))
    release "${at%:*}" "${at##*:}"
    [ -z "$mode" ] || serving=$((serving + 1))
    case $release in "$line".*) new=$((new + 1)) ;; esac
  done
  [ "$1" = one ] || least=$((all - 1))
  seen="$line: $new, Mode: $serving"
  wanted="$line: $least, Mode: $all"
  [ "$serving" = "$all" ] || detail=away
  [ "$new" -ge "$least" ] && [ "$serving" = "$all" ]
}

# told_why FOLDER…: what the log says of a server that does not run: in $detail, and a line of $seen.
told_why() {
  local log
  log=$(newest_log "$@")
  [ -n "$log" ] || return 0
  if grep -aq 'No snapshot found, but there are log entries' "$log"; then
    add seen 'No snapshot found, but there are log entries. Something is broken!'
    detail=snapshot
  fi
}

# runs_release VERSION HOST PORT FOLDER…: the node's server serves, with that line of releases. FOLDERs are where one that does
# not run may have left its log.
runs_release() {
  local line=${1%.*} host=$2 port=$3 release mode
  shift 3
  release "$host" "$port"
  wanted="$line.*"
  seen=${release:--}
  case $release in
  "$line".*) return 0 ;;
  '') told_why "$@" ;;
  esac
  return 1
}

# prepared ZOO_CFG: whoever is started with it will answer monitoring and leave 8080 alone, by it or by what Java is told beside it.
prepared() {
  local settings value words at
  settings=$(plain_settings "$1")
  words=$(grep -hv '^[[:space:]]*#' "${1%/*}/java.env" "${1%/*}/zookeeper-env.sh" 2>/dev/null)
  setting 4lw.commands.whitelist "$settings"
  for at in ruok mntr; do
    case ,${value//[[:space:]]/},$words in
    *",$at,"* | *',*,'* | *4lw.commands.whitelist*) ;;
    *)
      differs "4lw.commands.whitelist = ${value:--}" "4lw.commands.whitelist = ruok,mntr,…"
      break
      ;;
    esac
  done
  setting admin.enableServer "$settings"
  at=$value
  setting admin.serverPort "$settings"
  case $at,${value:-8080},$words in
  [Ff][Aa][Ll][Ss][Ee],* | *admin.enableServer* | *admin.serverPort*) ;;
  *,8080,*) differs "admin.enableServer = ${at:--}" 'admin.enableServer = false' ;;
  esac
  [ -z "$seen" ] || detail=unprepared
  [ -z "$seen" ]
}

# watched VERSION HOST PORT HOST:PORT,… ZOO_CFG PID_FILE: where a server of that line runs, monitoring is answered and 8080 is
# free; where none does yet, one does elsewhere, and this one is prepared.
watched() {
  local line=${1%.*} at release mode pid tracked config uid socket
  release "$2" "$3"
  case $release in
  "$line".*) ;;
  *)
    for at in ${4//,/ }; do
      release "${at%:*}" "${at##*:}"
      case $release in
      "$line".*)
        prepared "$5"
        return
        ;;
      esac
    done
    seen=${release:--} wanted="$line.*"
    detail=none
    return 1
    ;;
  esac
  for at in ruok mntr; do
    ask "$2" "$3" "$at"
    case $answer in
    *'not in the whitelist'*)
      differs "$answer" "$at"
      detail=whitelist
      ;;
    esac
  done
  if listener 8080; then
    find_server "$5" "$6"
    if [ -n "$pid" ] && [ -n "$(find "/proc/$pid/fd" -lname "socket:\\[$socket\\]" 2>/dev/null)" ]; then
      differs "AdminServer: 8080" '8080: -'
      detail=${detail:-admin}
    fi
  fi
  [ -z "$detail" ]
}

# distrusts VERSION HOST PORT ZOO_CFG PID_FILE FOLDER: a server of that line runs with a snapshot in FOLDER, and was started with a
# zoo.cfg that does not let it do without.
distrusts() {
  local line=${1%.*} release mode pid tracked state age owner config file settings value changed snapshots=0
  release "$2" "$3"
  case $release in
  "$line".*) ;;
  *)
    seen=${release:--} wanted="$line.*" detail=old
    return 1
    ;;
  esac
  for file in "$6"/version-2/snapshot.*; do [ ! -e "$file" ] || snapshots=1; done
  [ "$snapshots" = 1 ] || differs "$6/version-2/snapshot.*: -" "$6/version-2/snapshot.*"
  settings=$(plain_settings "$4")
  setting snapshot.trust.empty "$settings"
  case $value in [Tt][Rr][Uu][Ee])
    differs "snapshot.trust.empty = $value" 'snapshot.trust.empty: -'
    ;;
  esac
  find_server "$4" "$5"
  if [ -n "$pid" ] && process "$pid"; then
    changed=$(($(date +%s) - $(stat -c %Y "$4")))
    # A second of rounding.
    if [ "$age" -gt $((changed + 1)) ]; then
      [ -n "$seen" ] || detail=unread
      differs "zkServer.sh start: $age s, zoo.cfg: $changed s" 'zkServer.sh restart'
    fi
  fi
  [ -z "$seen" ]
}

# finds FILE: whoever logs in and types its name gets this one.
finds() {
  local found
  found=$(limit 10 bash -lc "type -P ${1##*/}" 2>/dev/null)
  seen=${found:--} wanted=$1
  [ "$found" -ef "$1" ]
}

# ledger_kept FOLDER…: how many writes a client was told of on this node, all of which are in what ZooKeeper has on its disk.
ledger_kept() {
  local folder told missing files=()
  [ -f ~/ledger/receipts ] || return 1
  for folder; do files+=("$folder"/version-2/log.* "$folder"/version-2/snapshot.*); done
  told=$(grep -ao 'Created /ledger/[!-~]*' ~/ledger/receipts | sed 's|^Created ||' | sort -u)
  [ -n "$told" ] || return 1
  # Logs are filled up with nothing to 64 MB.
  missing=$(comm -23 <(echo "$told") \
    <(cat "${files[@]}" 2>/dev/null | tr -s '\000' '\n' | grep -ao '/ledger/[!-~]*' | sort -u) | wc -l)
  if [ "$missing" -gt 0 ]; then
    seen="$missing"
    return 1
  fi
  seen=$(wc -l <<<"$told")
  seen=$((seen))
}
